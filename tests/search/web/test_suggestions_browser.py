"""Suggestions below the box in Chromium."""

import re

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

expect = pytest.importorskip("playwright.sync_api", reason="needs Playwright's package").expect


def test_arrows_choose_a_suggestion_and_enter_runs_it(page):
    page.goto("/")
    page.locator("#q").press_sequentially("mus")
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    expect(options.first).to_contain_text("museum")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#offered")).to_have_text(re.compile(r"^\d+ suggestions$"))
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("museum")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#count")).to_contain_text("1 article")


def test_escape_closes_the_suggestions_first_and_leaves_the_box_then(page):
    page.goto("/")
    page.locator("#q").press_sequentially("mus")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_tab_leaves_the_box_as_it_is_and_closes_the_suggestions(page):
    page.goto("/")
    page.locator("#q").press_sequentially("mus")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_value("mus")


def test_a_suggested_title_leads_to_its_article(page):
    page.goto("/")
    page.locator("#q").press_sequentially("keep")
    page.get_by_role("option", name="Lighthouse keeper").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Lighthouse keeper"))


def test_late_suggestions_are_dropped(page):
    held = []
    page.route(re.compile(r"/api/suggest\?q=mus$"), lambda route: held.append(route))
    page.goto("/")
    page.locator("#q").press_sequentially("mus")
    page.wait_for_timeout(300)
    page.locator("#q").fill("fer")
    expect(page.get_by_role("option").first).to_contain_text("ferry")
    assert len(held) == 1
    page.wait_for_timeout(200)
    expect(page.get_by_role("option").first).to_contain_text("ferry")
