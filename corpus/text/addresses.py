"""Web addresses, which may be malformed."""

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host of an address in lower case, "" where it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # as for `http://[::1`
        return ""


def site_of(address: str) -> str:
    """The host of an address without `www.`, "" where it has none."""
    return host_of(address).removeprefix("www.")


def is_link(address: str) -> bool:
    """Whether an address is safe to link: it leads to a page or a mailbox."""
    try:
        return urlsplit(address).scheme in {"http", "https", "mailto"}
    except ValueError:
        return False


def is_url(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text
