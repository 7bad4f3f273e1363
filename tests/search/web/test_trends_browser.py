"""The page of trends in Chromium."""

import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

expect = pytest.importorskip("playwright.sync_api", reason="needs Playwright's package").expect

ADDRESS = "/trends?q=ferry&q=lantern&by=month"
"""Lines over the 17 months from January 2021 to May 2022."""


def places(page, *months):
    """The positions of these months on the screen."""
    box = page.locator("#lines").bounding_box()
    return [(box["x"] + (month - 0.5) * box["width"] / 17, box["y"] + 100) for month in months]


def test_the_pointer_shows_the_numbers_of_a_period(page):
    page.goto(ADDRESS)
    period, values = page.locator("#period"), page.locator(".legend .value")
    expect(period).to_have_text("2021-01 to 2022-05")
    expect(values).to_have_text(["23", "2"])
    (may,) = places(page, 17)
    page.mouse.move(*may)
    expect(period).to_have_text("2022-05")
    expect(values).to_have_text(["0", "1"])
    values.nth(1).get_by_role("link").click()
    expect(page.locator("#count")).to_contain_text("1 article")


def test_a_drag_narrows_to_a_period_that_can_be_left_again(page):
    page.goto(ADDRESS)
    january, june = places(page, 1, 6)
    page.mouse.move(*june)
    page.mouse.down()
    page.mouse.move(*january, steps=3)
    page.mouse.up()
    expect(page.locator(".filters")).to_contain_text("2021-01 to 2021-06")
    expect(page.locator(".legend .value")).to_have_text(["23", "0"])
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.locator(".legend .value")).to_have_text(["23", "2"])


def test_the_keyboard_alone_reads_and_narrows(page):
    page.goto(ADDRESS)
    chart = page.get_by_role("slider")
    chart.focus()
    page.keyboard.press("End")
    expect(page.locator("#period")).to_have_text("2022-05")
    page.keyboard.press("ArrowLeft")
    expect(chart).to_have_attribute("aria-valuetext", "2022-04: ferry 0, lantern 0")
    page.keyboard.press("Home")
    expect(chart).to_have_attribute("aria-valuetext", "2021-01: ferry 23, lantern 0")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#period")).to_have_text("2021-01 to 2021-02")
    page.keyboard.press("Escape")
    expect(page.locator("#period")).to_have_text("2021-01 to 2022-05")
    page.keyboard.press("Home")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator(".filters")).to_contain_text("2021-01 to 2021-02")


def test_a_week_is_narrowed_to_with_its_last_day(page):
    page.goto("/trends?q=ferry&by=week")
    page.get_by_role("slider").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator(".filters")).to_contain_text("2020-12-28 to 2021-01-03")


def test_without_javascript_lines_are_drawn_compared_and_taken_along(bare_page):
    bare_page.goto("/?q=ferry")
    bare_page.get_by_role("link", name="Trend, and compare").click()
    bare_page.get_by_label("Query 2").fill("lantern")
    bare_page.get_by_role("combobox", name="by").select_option("month")
    bare_page.get_by_role("button", name="Draw").click()
    expect(bare_page).to_have_url(re.compile("q=ferry&q=lantern.*by=month"))
    assert bare_page.locator("#lines path.line").count() == 4
    assert bare_page.get_by_role("slider").count() == 0
    bare_page.get_by_text("The numbers as a table").click()
    bare_page.locator("#numbers").get_by_role("link", name="23").click()
    expect(bare_page.locator("#count")).to_contain_text("23 articles")
    bare_page.go_back()
    for name, suffix in (("CSV", "csv"), ("SVG", "svg")):
        with bare_page.expect_download() as download:
            bare_page.get_by_role("link", name=name, exact=True).click()
        assert download.value.suggested_filename == f"trends.{suffix}"


def test_typing_in_the_box_leads_from_trends_to_results(page):
    page.goto(ADDRESS)
    page.locator("#q").fill("museum")
    expect(page.locator(".hit")).to_have_count(1)
    page.go_back()
    expect(page.locator(".legend .value")).to_have_text(["23", "2"])


@pytest.mark.parametrize("width", [375, 1280, 1920])
def test_the_chart_fits_the_window_without_shrinking_its_labels(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ADDRESS)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    labels = page.locator("#lines .labels text").all()
    boxes = [label.bounding_box() for label in labels]
    assert [box["height"] for box in boxes if not 11 <= box["height"] <= 26] == []  # with a halo
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
