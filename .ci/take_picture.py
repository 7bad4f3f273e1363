"""Takes the README's picture of the page: the samples, searched, in Chromium.

`.venv/bin/python .ci/take_picture.py` writes .github/page.png.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from pressmark.corpus import samples_path
from pressmark.index import Index

PICTURE = Path(__file__).resolve().parents[1] / ".github" / "page.png"
QUERY = "Who kept the light at Gull Holm?"
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Index the samples, serve them and take a picture of the results of a query."""
    chromium = shutil.which("chromium") or sys.exit("needs Debian's chromium")
    with tempfile.TemporaryDirectory() as folder:
        Index.create(Path(folder) / "index").add([samples_path()])
        server = subprocess.Popen(
            [
                Path(sysconfig.get_path("scripts")) / "pressmark",
                *("serve", "--port", "0", "--index", Path(folder) / "index"),
            ],
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            photograph(chromium, address_of(server))
        finally:
            server.terminate()
            server.wait()


def address_of(server: "subprocess.Popen[str]") -> str:
    """Return the address that the server prints."""
    assert server.stdout is not None
    printed = re.search(r"http://\S+", server.stdout.readline())
    assert printed is not None
    return printed[0]


def photograph(chromium: str, address: str) -> None:
    """Run the query on the page and save a screenshot."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, device_scale_factor=1)
        page.goto(address)
        page.get_by_role("searchbox").or_(page.get_by_role("combobox")).fill(QUERY)
        page.keyboard.press("Enter")
        page.locator("mark").first.wait_for()
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
