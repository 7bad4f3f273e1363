"""The timeline and the filters of the results in Chromium."""

import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

expect = pytest.importorskip("playwright.sync_api", reason="needs Playwright's package").expect


def places_in_the_timeline(page, *months):
    """The positions of these months of January 2021 to May 2022 on the screen."""
    timeline = page.locator(".timeline")
    timeline.scroll_into_view_if_needed()
    box = timeline.bounding_box()
    return [
        (box["x"] + (month - 0.5) * box["width"] / 17, box["y"] + box["height"] / 2)
        for month in months
    ]


def test_dragging_over_the_timeline_narrows_to_a_period(page):
    page.goto("/?q=*")
    january, june = places_in_the_timeline(page, 1, 6)
    page.mouse.move(*january)
    page.mouse.down()
    page.mouse.move(*june, steps=3)
    expect(page.locator(".when output")).to_have_text("2021-01 to 2021-06: 23")
    page.mouse.up()
    expect(page.locator(".filters")).to_contain_text("2021-01 to 2021-06")
    expect(page.locator("#count")).to_contain_text("23 articles")


def test_a_drag_may_go_backwards_and_end_outside_the_timeline(page):
    page.goto("/?q=*")
    (may,) = places_in_the_timeline(page, 17)
    page.mouse.move(*may)
    page.mouse.down()
    page.mouse.move(10, 10, steps=3)
    page.mouse.up()
    expect(page.locator(".filters")).to_contain_text("2021-01 to 2022-05")


def test_a_click_on_the_timeline_narrows_to_what_hovering_shows(page):
    page.goto("/?q=*")
    (may,) = places_in_the_timeline(page, 17)
    page.mouse.move(*may)
    expect(page.locator(".when output")).to_have_text("2022-05: 1")
    page.mouse.move(10, 10)
    expect(page.locator(".when output")).to_have_text("")
    page.mouse.click(*may)
    expect(page.locator("#count")).to_contain_text("1 article")
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.locator("#count")).to_contain_text("25 articles")


def test_a_finger_narrows_to_a_period_too(browser, served):
    context = browser.new_context(
        base_url=served, viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/?q=*")
    page.get_by_role("button", name="Filter").click()
    january, june = places_in_the_timeline(page, 1, 6)
    finger = context.new_cdp_session(page)

    def touch(kind, *places):
        points = [{"x": x, "y": y} for x, y in places]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", january)
    touch("touchMove", june)
    touch("touchEnd")
    expect(page.locator(".filters")).to_contain_text("2021-01 to 2021-06")
    context.close()


def test_a_period_can_be_typed(page):
    page.goto("/?q=*")
    page.get_by_label("From").fill("May 2022")
    page.keyboard.press("Enter")
    expect(page.locator(".filters")).to_contain_text("May 2022 to 2022-05")
    expect(page.locator("#count")).to_contain_text("1 article")


def test_without_javascript_a_period_can_be_chosen(bare_page):
    bare_page.goto("/?q=*&sort=oldest")
    bare_page.get_by_label("From").fill("2022")
    bare_page.get_by_role("button", name="Go").click()
    expect(bare_page.locator("#count")).to_contain_text("1 article")
    expect(bare_page).to_have_url(re.compile("sort=oldest"))
    bare_page.goto("/?q=*")
    bare_page.get_by_text("As a table").click()
    bare_page.get_by_role("link", name="2021-01").click()
    expect(bare_page.locator("#count")).to_contain_text("23 articles")


def test_filters_are_combined_and_undone_one_by_one(page):
    page.goto("/?q=*")
    page.get_by_role("link", name="The Island Herald").click()
    expect(page.locator("#count")).to_contain_text("23 articles")
    page.get_by_role("link", name="paragraph", exact=True).click()
    expect(page.locator(".filters li")).to_have_count(2)
    page.get_by_role("link", name="Remove the filter source").click()
    expect(page.locator("#count")).to_contain_text("25 articles")
    expect(page.locator(".filters li")).to_have_count(1)


def test_filters_that_leave_nothing_are_offered_to_be_left_out(page):
    page.goto("/?q=museum&only=source:island")
    expect(page.locator("#count")).to_have_text("Nothing found.")
    page.get_by_role("link", name="Search without the filters").click()
    expect(page.locator("#count")).to_contain_text("1 article")
