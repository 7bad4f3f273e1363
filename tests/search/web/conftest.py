"""A small index of an imaginary coast's news, served to a client or to a browser."""

import threading
from contextlib import contextmanager
from datetime import datetime

import pytest
from memory_engine import MemoryEngine
from starlette.testclient import TestClient

from pressmark.corpus import default_rules
from pressmark.corpus.model import Article, Block, Kind
from pressmark.index import Index
from pressmark.search.web import create_app
from pressmark.search.web.server import listen, server_of

CHROMIUM_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

HOSTILE_TEXT = (
    "The vandal left a lantern and <script>document.title = 'owned'</script> on the wall, "
    "then <img src=x onerror=\"document.title = 'owned'\"> & 'quotes' on the pier."
)


def article(title: str, *paragraphs: str, **metadata) -> Article:
    body = (Block(text, Kind.PARAGRAPH, at) for at, text in enumerate(paragraphs, start=1))
    blocks = (Block(title, Kind.TITLE, 0), *body)
    return Article(blocks, title=title, key=title, **metadata)


LIGHTHOUSE = article(
    "Lighthouse keeper lights the lantern for the last time",
    "The lantern at Gull Point went dark on Sunday after ninety years.",
    "The harbour office will turn the tower into a museum of storms.",
    "Read more: Ten lighthouses worth a detour",
    url="https://www.coast.example/lighthouse",
    source="The Coast Mail",
    published=datetime(2022, 5, 8, 6, 30),
    authors=("Ines Calder",),
    language="en",
)

HOSTILE = article(
    "A <b>lantern</b> & a wall",
    HOSTILE_TEXT,
    url="javascript:alert(1)",
    source="<i>Evil</i> Post",
)

FERRY = tuple(
    article(
        f"Ferry report number {number}",
        f"The ferry left quay {number} with the tide and came back with the mail.",
        source="The Island Herald",
        published=datetime(2021, 1, number),
    )
    for number in range(1, 24)
)


@pytest.fixture(scope="session")
def index(tmp_path_factory) -> Index:
    index = Index.create(tmp_path_factory.mktemp("web") / "index")
    with_markup = default_rules().without("markup")
    index.add_articles([LIGHTHOUSE, HOSTILE, *FERRY], rules=with_markup)
    return index


@pytest.fixture(scope="session", params=["local", "memory"])
def searched(request, index):
    """The index, and a copy of it in memory that another engine searches."""
    return MemoryEngine.copy_of(index) if request.param == "memory" else index


@pytest.fixture(scope="session")
def client(searched):
    with TestClient(create_app(searched), base_url="http://localhost") as client:
        yield client


@contextmanager
def serving(index):
    """The page's address, served from a thread as `pressmark serve` does from a process."""
    server = server_of(create_app(index))
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def served(index):
    with serving(index) as address:
        yield address


@pytest.fixture(scope="session")
def serve():
    """What serves another index: `with serve(index) as address`."""
    return serving


@pytest.fixture(scope="session")
def browser(chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def unfold():
    """Opens what unfolds on a page, and the sheet of filters if the window is narrow."""

    def unfold(page):
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        button = page.get_by_role("button", name="Filter")
        if button.is_visible():
            button.click()

    return unfold


@pytest.fixture
def page(browser, served):
    """A page that must not have complained of anything by the end of its test."""
    context = browser.new_context(base_url=served)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda printed: complaints.append(printed.text) if printed.type == "error" else None,
    )
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def bare_page(browser, served):
    """A page in a browser without JavaScript."""
    context = browser.new_context(base_url=served, java_script_enabled=False)
    yield context.new_page()
    context.close()
