"""What is wrong with the links of a built site. Whether it shows what it must not: answers.py."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urljoin, urlsplit

_ROOTED: Final = "http://site/"
_LEADING: Final = ("href", "src", "poster", "data")
_ANCHORING: Final = ("id", "name")
# What another program wrote, and checks: it has pages that are templates.
FOREIGN: Final = ("lite",)


# In a third of the time that html.parser takes for the pages of a site.
_INSIDE: Final = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_UNREAD: Final = re.compile(
    rf"<!--.*?-->|(<(?:script|style)\b{_INSIDE}>).*?(?=</(?:script|style)>)",
    re.DOTALL | re.IGNORECASE,
)
_TAG: Final = re.compile(rf"<[a-zA-Z][^\s/>]*({_INSIDE})>")
_ATTRIBUTE: Final = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class PageLinks:
    """Where its links lead, and which anchors it has."""

    def __init__(self, text: str) -> None:
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        for inside in _TAG.findall(_UNREAD.sub(r"\1", text)):
            for name, *values in _ATTRIBUTE.findall(inside):
                self._note(name.lower(), unescape("".join(values)))

    def _note(self, name: str, value: str) -> None:
        if name in _LEADING:
            self.targets.append(value)
        elif name in _ANCHORING and value:
            self.anchors.add(value)


def broken_links(site: Path) -> Iterator[str]:
    """Of pages and within them. What lies outside of the site is not asked."""
    pages = {
        path.relative_to(site).as_posix(): PageLinks(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] not in FOREIGN
    }
    for name, page in pages.items():
        for target in dict.fromkeys(page.targets):
            if fault := _fault(site, pages, name, target):
                yield f"{name}: {target} {fault}"


def _fault(site: Path, pages: Mapping[str, PageLinks], name: str, target: str) -> str:
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
