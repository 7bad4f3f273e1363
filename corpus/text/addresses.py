"""Web addresses as strangers write them."""

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host that an address names, in lower case; nothing where it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # as for `http://[::1`
        return ""


def site_of(address: str) -> str:
    """The host without its `www.`, as a site is known; nothing where the address names none."""
    return host_of(address).removeprefix("www.")


def is_link(address: str) -> bool:
    """Whether a reader may safely follow an address: it leads to a page or a mailbox."""
    try:
        return urlsplit(address).scheme in {"http", "https", "mailto"}
    except ValueError:
        return False


def is_url(text: str) -> bool:
    """Whether the line is a web address and nothing else."""
    return text.startswith(("http://", "https://")) and " " not in text
