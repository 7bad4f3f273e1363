"""ARCHITECTURE.md and CHANGELOG.md keep their form, and what they name exists."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _text(page: str) -> str:
    return CODE.sub("", (ROOT / page).read_text(encoding="utf-8"))


def _headings(page: str, level: str) -> list[str]:
    return re.findall(rf"^{level} (.+)$", _text(page), flags=re.MULTILINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_into_the_project_leads_somewhere(page):
    targets = [link["target"].split("#")[0] for link in LINK.finditer(_text(page))]
    inside = [target for target in targets if target and "://" not in target]
    assert [target for target in inside if not (ROOT / target).exists()] == []


def test_the_headings_of_the_architecture_are_questions():
    assert [h for h in _headings("ARCHITECTURE.md", "##") if not h.endswith("?")] == []


def test_the_architecture_links_every_package():
    linked = {Path(link["target"]) for link in LINK.finditer(_text("ARCHITECTURE.md"))}
    packages = {
        init.parent.relative_to(ROOT)
        for room in ("corpus", "index", "search")
        for init in (ROOT / room).rglob("__init__.py")
    }
    assert packages <= linked


def test_the_architecture_gives_a_reason_for_every_dependency():
    named = {re.split(r"[^\w-]", requirement)[0] for requirement in PROJECT["dependencies"]}
    explained = set(re.findall(r"^\| `([\w-]+)` \|", _text("ARCHITECTURE.md"), flags=re.MULTILINE))
    assert explained == named


def test_every_error_of_the_tree_is_in_the_architecture():
    tree = (ROOT / "corpus" / "errors.py").read_text(encoding="utf-8")
    errors = re.findall(r"^class (\w+)\(", tree, flags=re.MULTILINE)
    assert [error for error in errors if f"`{error}`" not in _text("ARCHITECTURE.md")] == []


def test_the_changelog_begins_with_the_version_that_is_built():
    assert _headings("CHANGELOG.md", "##")[0].split()[0] == PROJECT["version"]


def test_the_changelog_keeps_the_form_of_keep_a_changelog():
    assert set(_headings("CHANGELOG.md", "###")) <= {"Added", "Changed", "Fixed", "Removed"}


def test_the_entries_of_the_changelog_are_short():
    entries = re.findall(r"^- .*(?:\n  .*)*", _text("CHANGELOG.md"), flags=re.MULTILINE)
    assert entries
    assert [entry for entry in entries if entry.count("\n") > 3] == []
