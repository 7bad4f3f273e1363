"""Writes cleaned articles as files, in the folders of the files they came from."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from pressmark.corpus.errors import AskError
from pressmark.corpus.model import CleanArticle
from pressmark.search.cli.shapes import cleaned_to_json
from pressmark.search.escape import harmless, harmless_json
from pressmark.search.results.markdown import article_as_markdown


def as_text(cleaned: CleanArticle) -> str:
    """The kept blocks, with blank lines between them."""
    return "\n\n".join(harmless(block.text) for block in cleaned.paragraphs) + "\n"


def as_json(cleaned: CleanArticle) -> str:
    """The article as `pressmark clean --json` shows it."""
    return harmless_json(json.dumps(cleaned_to_json(cleaned), ensure_ascii=False, indent=2)) + "\n"


FORMATS: Mapping[str, tuple[str, Callable[[CleanArticle], str]]] = {
    "text": ("txt", as_text),
    "markdown": ("md", article_as_markdown),
    "json": ("json", as_json),
}
"""The ending of the files and what is written to them, by the name of the format."""


class CleanedFiles:
    """Writes the articles of the files at or under `root` to `directory`.

    The article of `a/page.html` becomes `a/page.html.txt`, a second one in it `a/page.html.2.txt`;
    that of `a/page.txt` keeps its name.
    """

    def __init__(self, root: Path, directory: Path, kind: str) -> None:
        """Raises AskError where the articles would lie among what is read."""
        if root.is_dir() and directory.resolve().is_relative_to(root.resolve()):
            raise AskError(
                f"{directory} is in the folder that is read.", "Name an --output-dir outside it."
            )
        self._base = root if root.is_dir() else root.parent
        self._directory = directory
        self._ending, self._content = FORMATS[kind]
        self._last: dict[Path, int] = {}
        self._written: set[Path] = set()

    def write(self, file: Path, cleaned: CleanArticle) -> None:
        """Write an article of a file."""
        target = self._target(self._directory / file.relative_to(self._base))
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(self._content(cleaned), encoding="utf-8", errors="replace")

    def _target(self, path: Path) -> Path:
        number = self._last.get(path, 0)
        stem = path.stem if path.suffix.lower() == f".{self._ending}" else path.name
        while True:
            number += 1
            name = stem if number == 1 else f"{stem}.{number}"
            target = path.with_name(f"{name}.{self._ending}")
            if target not in self._written:
                self._last[path] = number
                self._written.add(target)
                return target
