"""The page in Chromium."""

import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

expect = pytest.importorskip("playwright.sync_api", reason="needs Playwright's package").expect


def test_typing_shows_marked_results_and_the_url_holds_the_question(page):
    page.goto("/")
    page.locator("#q").press_sequentially("museum")
    expect(page.locator("mark")).to_have_text("museum")
    expect(page).to_have_url(re.compile(r"/\?q=museum$"))
    page.reload()
    expect(page.locator("mark")).to_have_text("museum")


def test_the_feed_of_the_page_is_that_of_the_query_typed_last(page):
    page.goto("/?q=museum")
    page.locator("#q").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    feed = page.locator("link[rel=alternate]")
    expect(feed).to_have_count(1)
    expect(feed).to_have_attribute("href", re.compile("^/feed.q=ferry$"))
    page.locator("#q").fill("")
    expect(page.locator(".newest")).to_be_visible()
    expect(feed).to_have_count(0)


def test_the_front_page_waits_for_a_question(page):
    page.goto("/")
    expect(page.locator("#q")).to_be_focused()


def test_without_javascript_the_form_and_the_links_do_everything(bare_page):
    bare_page.goto("/")
    bare_page.locator("#q").fill("ferry")
    bare_page.locator("#q").press("Enter")
    expect(bare_page.locator(".hit")).to_have_count(10)
    bare_page.get_by_role("link", name="Next").click()
    expect(bare_page.locator("#count")).to_contain_text("page 2 of")
    bare_page.locator(".hit h2 a").first.click()
    expect(bare_page.locator(".article mark").first).to_be_visible()


def test_enter_on_a_result_opens_the_article_at_its_paragraph(page):
    page.goto("/?q=museum")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/articles/\w+\?q=museum&hit=1#p2$"))
    expect(page.locator("#p2 mark")).to_be_in_viewport()


def test_slash_leads_to_the_box_and_escape_out_of_it(page):
    page.goto("/?q=museum")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("ferry")
    expect(page.locator("#q")).to_have_value("ferry")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).not_to_be_focused()


def test_a_question_mark_lists_the_keys(page):
    page.goto("/?q=museum")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_back_and_forward_restore_question_and_results(page):
    page.goto("/?q=museum")
    page.locator("#q").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    page.get_by_role("link", name="Page 2").click()
    expect(page.locator("#count")).to_contain_text("page 2 of")
    page.go_back()
    expect(page.locator("#count")).not_to_contain_text("page 2")
    expect(page.locator("#q")).to_have_value("ferry")
    page.go_back()
    expect(page.locator("#q")).to_have_value("museum")
    expect(page.locator("mark")).to_have_text("museum")
    page.go_forward()
    expect(page.locator("#q")).to_have_value("ferry")


def test_a_late_answer_never_replaces_a_newer_one(page):
    held = []
    museum = re.compile(r"/\?q=museum$")
    page.route(museum, lambda route: held.append(route))
    page.goto("/")
    with page.expect_request(museum):
        page.locator("#q").fill("museum")
    page.locator("#q").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    held[0].continue_()
    page.wait_for_timeout(300)
    expect(page.locator(".hit")).to_have_count(10)
    expect(page).to_have_url(re.compile(r"q=ferry$"))


@pytest.fixture
def failing(browser, served):
    """A page, and what takes its connection away and gives it back."""
    context = browser.new_context(base_url=served)
    page = context.new_page()

    def refuse(route):
        route.abort("connectionrefused")

    page.take_away = lambda: page.route("**/*", refuse)
    page.give_back = lambda: page.unroute("**/*", refuse)
    yield page
    context.close()


def test_typing_while_the_server_is_down_keeps_the_results_until_it_is_back(failing):
    page, line = failing, failing.locator("#offline")
    page.goto("/?q=museum")
    page.take_away()
    page.locator("#q").fill("ferry")
    expect(line).to_have_text(re.compile("^The server does not answer"))
    expect(page.locator("mark")).to_have_text("museum")
    expect(page).to_have_url(re.compile("q=museum$"))
    page.give_back()
    expect(page.locator(".hit")).to_have_count(10)
    expect(line).to_be_empty()
    expect(page).to_have_url(re.compile("q=ferry$"))


def test_back_while_the_server_is_down_goes_on_when_it_is_back(failing):
    page, line = failing, failing.locator("#offline")
    page.goto("/?q=museum")
    page.locator("#q").fill("ferry")
    expect(page.locator(".hit")).to_have_count(10)
    page.take_away()
    page.go_back()
    expect(line).not_to_be_empty()
    expect(page.locator(".hit")).to_have_count(10)
    page.give_back()
    expect(page.locator(".hit")).to_have_count(1)
    expect(page.locator("mark")).to_have_text("museum")
    expect(line).to_be_empty()


def test_what_was_typed_and_taken_back_while_the_server_was_down_is_not_requested(failing):
    page, line = failing, failing.locator("#offline")
    page.goto("/?q=museum")
    page.take_away()
    page.locator("#q").fill("museums")
    expect(line).not_to_be_empty()
    page.locator("#q").fill("museum")
    expect(line).to_be_empty()
    page.give_back()
    page.wait_for_timeout(100)
    expect(page).to_have_url(re.compile("q=museum$"))


def test_markup_in_an_article_is_shown_as_text(page):
    page.goto("/?q=vandal")
    expect(page.locator(".hit h2")).to_have_text("A <b>lantern</b> & a wall")
    expect(page.locator(".passage")).to_contain_text("<script>")
    page.locator(".hit h2 a").click()
    expect(page.locator("#p1")).to_contain_text("<img src=x onerror=")
    expect(page).to_have_title(re.compile("^A <b>lantern</b> & a wall"))
    assert page.locator("#main script, #main img").count() == 0


def test_single_characters_can_be_turned_off_as_keys_for_good(page):
    page.goto("/?q=ferry")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single-character shortcuts").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("j")
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    expect(page.locator(".hit h2 a").first).not_to_be_focused()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Single-character shortcuts").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_j_goes_on_from_what_is_in_sight(page):
    page.set_viewport_size({"width": 375, "height": 500})
    page.goto("/?q=ferry")
    page.locator(".hit").nth(6).evaluate("hit => hit.scrollIntoView({block: 'start'})")
    page.evaluate("scrollBy(0, -150)")
    page.keyboard.press("j")
    assert page.locator(".hit h2 a:focus").is_visible()
    assert page.evaluate("document.activeElement.closest('li').previousElementSibling") is not None


def test_keys_lead_from_article_to_article_and_back_to_the_results(page):
    def shows(place):
        expect(page.locator("html.scripts .steps")).to_contain_text(place)

    page.goto("/?q=ferry&sort=oldest")
    page.locator(".hit h2 a").first.click()
    shows("1 of 23")
    page.keyboard.press("n")
    shows("2 of 23")
    expect(page.locator("h1")).to_have_text("Ferry report number 2")
    page.keyboard.press("p")
    shows("1 of 23")
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(r"/\?q=ferry&sort=oldest#hit1$"))
    expect(page.locator(".hit")).to_have_count(10)


@pytest.mark.parametrize("width", [375, 1280, 1920])
def test_the_counter_of_highlights_is_never_over_text(page, width):
    page.set_viewport_size({"width": width, "height": 500})
    page.goto("/?q=lantern+museum+storms")
    page.locator(".hit h2 a", has_text="keeper").click()
    expect(page.locator(".jumps")).to_be_visible()
    covered = page.evaluate(
        """() => {
          const bar = document.querySelector(".jumps").getBoundingClientRect();
          scrollTo(0, document.body.scrollHeight);
          const docked = document.querySelector(".jumps").getBoundingClientRect();
          const beside = (box) => box.right <= docked.left || docked.bottom <= box.top
            || box.bottom <= docked.top;
          return [...document.querySelectorAll(".body > *")]
            .map((each) => each.getBoundingClientRect()).filter((box) => !beside(box)).length;
        }"""
    )
    assert covered == 0


def test_on_a_phone_filters_are_a_sheet_that_escape_closes(browser, served):
    context = browser.new_context(
        base_url=served, viewport={"width": 375, "height": 700}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/?q=*")
    sheet = page.get_by_label("Filter the results")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Filter").click()
    expect(sheet).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Filter").click()
    sheet.get_by_role("link", name="The Island Herald").click()
    expect(page.locator("#count")).to_contain_text("23 articles")
    context.close()


def test_controls_keep_their_height_whatever_is_found(page):
    heights = set()
    for query in ("ferry", "ferry quay", "zeppelin", "museum"):
        page.goto(f"/?q={query}")
        heights.add(page.locator(".choices").bounding_box()["height"])
    assert len(heights) == 1


def test_text_and_sidebar_are_one_centred_block_below_one_rule(page):
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto("/?q=*")
        rule, text, side = (
            page.locator(each).bounding_box() for each in (".band", ".text", ".side")
        )
        right = side["x"] + side["width"]
        assert rule["x"] == text["x"]
        assert rule["x"] + rule["width"] == right
        assert abs(text["x"] - (page.evaluate("document.body.clientWidth") - right)) <= 1
        assert 900 <= rule["width"] <= 1000


def test_removed_lines_come_and_go(page):
    page.goto("/?q=museum")
    page.locator(".hit h2 a").first.click()
    page.get_by_role("link", name="Show removed lines").click()
    expect(page.locator("del")).to_have_text("Read more: Ten lighthouses worth a detour")
    page.get_by_role("link", name="Hide removed lines").click()
    expect(page.locator("del")).to_have_count(0)


def test_the_count_is_read_out_when_it_changes(page):
    page.goto("/")
    expect(page.locator("#announcement")).to_have_text("")
    page.locator("#q").press_sequentially("ferry")
    expect(page.locator("#announcement")).to_contain_text("23 articles")


def test_arrows_lead_around_all_highlights_of_an_article(page):
    page.goto("/?q=lantern+museum+storms")
    page.locator(".hit h2 a", has_text="keeper").click()
    jumps = page.get_by_role("navigation", name="Highlights in this article")
    expect(jumps).to_contain_text("4 highlights")
    jumps.get_by_role("button", name="Next highlight").click()
    expect(page.locator("h1 mark")).to_be_focused()
    jumps.get_by_role("button", name="Previous highlight").click()
    expect(page.locator("#p2 mark").last).to_be_focused()
    expect(jumps).to_contain_text("4 of 4")
    page.keyboard.press("k")
    expect(jumps).to_contain_text("3 of 4")


def test_a_citation_is_copied_with_the_paragraph_that_the_address_names(page, index):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/articles/{index.get('https://www.coast.example/lighthouse').id}#p2")
    page.get_by_text("Cite").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.locator("#announcement")).to_have_text("Citation copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Ines Calder, “Lighthouse keeper")
    assert copied.endswith("https://www.coast.example/lighthouse, ¶ 2")


def test_without_javascript_a_citation_can_be_read_and_nothing_dead_is_shown(bare_page, index):
    bare_page.goto(f"/articles/{index.get('https://www.coast.example/lighthouse').id}?q=museum")
    bare_page.get_by_text("Cite").click()
    expect(bare_page.locator("#citation")).to_be_visible()
    assert bare_page.get_by_role("button", name=re.compile("Copy|hit|Keys")).count() == 0
    bare_page.get_by_role("link", name="¶ 2").click()
    expect(bare_page.locator("#p2")).to_be_in_viewport()


def test_typing_keeps_the_filters_of_the_page_that_back_leads_to(page):
    page.goto("/?q=*&only=title:17")
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.locator(".hit")).to_have_count(10)
    page.locator("#q").fill("ferry")
    expect(page).to_have_url(re.compile(r"/\?q=ferry$"))
    page.go_back()
    page.go_back()
    expect(page.locator(".hit")).to_have_count(1)
    page.locator("#q").fill("report")
    expect(page).to_have_url(re.compile("q=report&only=title%3A17$"))


def test_back_from_an_article_leads_to_the_same_place_of_the_results(page):
    page.set_viewport_size({"width": 375, "height": 500})
    page.goto("/?q=ferry&page=2")
    page.locator(".hit").nth(8).scroll_into_view_if_needed()
    page.wait_for_timeout(200)
    before = page.evaluate("scrollY")
    page.locator(".hit h2 a").nth(8).click()
    expect(page.locator("article")).to_be_visible()
    page.go_back()
    expect(page.locator("#count")).to_contain_text("page 2")
    page.wait_for_function("before => Math.abs(scrollY - before) < 5", arg=before)
    assert before > 300


def test_results_are_taken_along_as_a_file(page):
    page.goto("/?q=ferry&sort=oldest")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "ferry.csv"
