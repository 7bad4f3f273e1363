"""axe-core finds nothing against WCAG 2.2 AA, on any page."""

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.long]

pytest.importorskip("playwright.sync_api", reason="needs Playwright's package")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core").Axe()

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

PAGES = {
    "front": "/",
    "results": "/?q=ferry",
    "timeline": "/?q=*",
    "filtered": "/?q=*&only=kind:paragraph&from=2021&to=2022",
    "page 2": "/?q=ferry&page=2&sort=newest",
    "nothing": "/?q=zeppelin",
    "mistake": "/?q=colour:red",
    "article": "/articles/{id}?q=museum",
    "result": "/articles/{id}?q=lantern+wall&hit=1",
    "trends": "/trends?q=ferry&q=lantern&relative=yes",
    "no trends": "/trends",
    "similar": "/articles/{id}/similar",
    "removed": "/articles/{id}?removed=yes",
    "index": "/index",
    "removed by a rule": "/removed/read-more",
    "saved searches": "/saved",
    "help": "/help",
}


# The phone is so high that nothing is scrolled below a docked bar, which axe-core calls obscured.
LOOKS = {
    "desktop by day": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "phone at night": {"viewport": {"width": 375, "height": 1400}, "color_scheme": "dark"},
}


@pytest.fixture(params=LOOKS)
def page(request, browser, served):
    context = browser.new_context(base_url=served, **LOOKS[request.param])
    yield context.new_page()
    context.close()


def test_no_page_violates_a_rule(page, index, unfold):
    article = index.get("https://www.coast.example/lighthouse").id
    complaints = {}
    for name, address in PAGES.items():
        page.goto(address.format(id=article))
        unfold(page)
        found = axe.run(page, options=RULES)
        if found.violations_count:
            complaints[name] = found.generate_report()
    assert not complaints, "\n\n".join(f"{name}: {text}" for name, text in complaints.items())


def test_the_list_of_keys_violates_no_rule(page):
    page.goto("/?q=ferry")
    page.keyboard.press("?")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_no_page_scrolls_sideways_even_at_twice_the_size_of_type(page, index):
    article = index.get("https://www.coast.example/lighthouse").id
    for address in PAGES.values():
        page.goto(address.format(id=article))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_the_open_list_of_suggestions_violates_no_rule(page):
    page.goto("/")
    page.locator("#q").press_sequentially("mus")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    found = axe.run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
