"""The page in a real Chromium, as a person uses it."""

import re

import pytest

expect = pytest.importorskip("playwright.sync_api", reason="needs Playwright's package").expect


@pytest.fixture
def page(browser, served):
    """A page that must not have complained of anything by the end of its test."""
    context = browser.new_context(base_url=served)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def bare_page(browser, served):
    """A page in a browser without JavaScript."""
    context = browser.new_context(base_url=served, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_typing_shows_marked_results_and_the_url_holds_the_question(page):
    page.goto("/")
    page.keyboard.type("museum")
    expect(page.locator("mark")).to_have_text("museum")
    expect(page).to_have_url(re.compile(r"/\?q=museum$"))
    page.reload()
    expect(page.locator("mark")).to_have_text("museum")


def test_without_javascript_the_form_and_the_links_do_everything(bare_page):
    bare_page.goto("/")
    bare_page.get_by_role("searchbox").fill("ferry")
    bare_page.get_by_role("searchbox").press("Enter")
    expect(bare_page.locator(".hit")).to_have_count(10)
    bare_page.get_by_role("link", name="Next").click()
    expect(bare_page.get_by_role("status")).to_contain_text("page 2 of")
    bare_page.locator(".hit h2 a").first.click()
    expect(bare_page.locator(".article mark").first).to_be_visible()


def test_enter_on_a_result_opens_the_article_at_its_paragraph(page):
    page.goto("/?q=museum")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/\w+\?q=museum#p2$"))
    expect(page.locator("#p2 mark")).to_be_in_viewport()


def test_slash_leads_to_the_box_and_escape_out_of_it(page):
    page.goto("/?q=museum")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ferry")
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_a_question_mark_lists_the_keys(page):
    page.goto("/?q=museum")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_back_and_forward_restore_question_and_results(page):
    page.goto("/?q=museum")
    page.get_by_role("searchbox").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    page.get_by_role("link", name="Page 2").click()
    expect(page.get_by_role("status")).to_contain_text("page 2 of")
    page.go_back()
    expect(page.get_by_role("status")).not_to_contain_text("page 2")
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("museum")
    expect(page.locator("mark")).to_have_text("museum")
    page.go_forward()
    expect(page.get_by_role("searchbox")).to_have_value("ferry")


def test_a_late_answer_never_replaces_a_newer_one(page):
    held = []
    museum = re.compile(r"/\?q=museum$")
    page.route(museum, lambda route: held.append(route))
    page.goto("/")
    with page.expect_request(museum):
        page.get_by_role("searchbox").fill("museum")
    page.get_by_role("searchbox").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator(".hit")).to_have_count(10)
    expect(page).to_have_url(re.compile(r"q=ferry$"))


def test_markup_in_an_article_is_shown_as_text(page):
    page.goto("/?q=vandal")
    expect(page.locator(".hit h2")).to_have_text("A <b>lantern</b> & a wall")
    expect(page.locator(".passage")).to_contain_text("<script>")
    page.locator(".hit h2 a").click()
    expect(page.locator("#p1")).to_contain_text("<img src=x onerror=")
    expect(page).to_have_title(re.compile("^A <b>lantern</b> & a wall"))
    assert page.locator("#main script, #main img").count() == 0


def test_dragging_over_the_timeline_narrows_to_a_period(page):
    page.goto("/?q=*")
    first = page.locator("[data-span='2021-01']").bounding_box()
    later = page.locator("[data-span='2021-06']").bounding_box()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + 30)
    page.mouse.down()
    page.mouse.move(later["x"] + later["width"] / 2, later["y"] + 30, steps=3)
    page.mouse.up()
    expect(page.locator(".filters")).to_contain_text("published:[2021-01 TO 2021-06]")
    expect(page.get_by_role("status")).to_contain_text("23 articles")


def test_removed_lines_come_and_go(page):
    page.goto("/?q=museum")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Show what was removed").click()
    expect(page.locator("del")).to_have_text("Read more: Ten lighthouses worth a detour")
    page.get_by_role("link", name="Hide what was removed").click()
    expect(page.locator("del")).to_have_count(0)
