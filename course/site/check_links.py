"""What is wrong with the links of a built site. Whether it shows what it must not: answers.py."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

_ROOTED: Final = "http://site/"
_LEADING: Final = ("href", "src", "poster", "data")
# What another program wrote, and checks: it has pages that are templates.
FOREIGN: Final = ("lite",)


# In a quarter of the time that html.parser takes for the pages of a site.
_UNREAD: Final = re.compile(
    r"<!--.*?-->|(<(?:script|style)\b[^>]*>).*?(?=</(?:script|style)>)", re.S
)
_TAG: Final = re.compile(r"""<[a-zA-Z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_ATTRIBUTE: Final = re.compile(
    r"""\s(id|name|href|src|poster|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
)


class _Page:
    """Where its links lead, and which anchors it has."""

    def __init__(self, text: str) -> None:
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        for tag in _TAG.findall(_UNREAD.sub(r"\1", text)):
            for name, *values in _ATTRIBUTE.findall(tag):
                self._note(name, unescape("".join(values)))

    def _note(self, name: str, value: str) -> None:
        if name in _LEADING:
            self.targets.append(value)
        elif value:
            self.anchors.add(value)


def broken_links(site: Path) -> Iterator[str]:
    """Of pages and within them. What lies outside of the site is not asked."""
    pages = {
        path.relative_to(site).as_posix(): _Page(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] not in FOREIGN
    }
    for name, page in pages.items():
        for target in dict.fromkeys(page.targets):
            if fault := _fault(site, pages, name, target):
                yield f"{name}: {target} {fault}"


def _fault(site: Path, pages: Mapping[str, _Page], name: str, target: str) -> str:
    """What is wrong with a link, else nothing."""
    address = urlsplit(urljoin(f"{_ROOTED}{name}", target))
    if f"{address.scheme}://{address.netloc}/" != _ROOTED:
        return ""
    if name == "404.html" and target.startswith("/"):
        return ""  # it is shown at any address, so its links begin at the root of the host
    place = unquote(address.path).lstrip("/")
    place = f"{place}index.html" if place.endswith("/") or not place else place
    if not (site / place).is_file():
        return "leads nowhere"
    anchor = unquote(address.fragment)
    if anchor and place in pages and anchor not in pages[place].anchors:
        return "names an anchor that is not there"
    return ""
