"""The text within an element of the parsed page."""

from lxml import etree


def visible_text(element: etree._Element) -> str:
    """All text below the element, its white space collapsed."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def own_text(element: etree._Element) -> int:
    """Characters that are in the tag itself, not in a tag within it."""
    size = len((element.text or "").strip())
    for child in element:
        if tail := child.tail:
            size += len(tail.strip())
    return size


def is_shorter(element: etree._Element, size: int) -> bool:
    """Whether the text below the element, its white space collapsed, has fewer characters."""
    for text in element.itertext():
        size -= len(" ".join(str(text).split()))
        if size <= 0:
            return False
    return True
