"""What our prose does without (see CONTRIBUTING.md): words, and numbers from nowhere."""

import re
from collections.abc import Iterator
from typing import Final

# Words that judge the reader or praise the goods.
_AVOIDED: Final = re.compile(
    r"\b(simply|just|robust\w*|powerful\w*|best practices?|cleanly|clean code|clean architecture"
    r"|leverag\w+|dive in\w*|easy|easily|obvious\w*|of course|seamless\w*|utili[sz]e\w*)\b",
    re.IGNORECASE,
)
_CODE: Final = re.compile(r"`[^`\n]*`|^(`{3,}).*?^\1", re.MULTILINE | re.DOTALL)


def words_to_avoid(text: str) -> Iterator[str]:
    yield from (found[0] for found in _AVOIDED.finditer(_CODE.sub("", text)))


# Names with numbers in them, and what the generated banner says.
_NAMED: Final = re.compile(
    r"\b(?:[Cc]hapters?|steps?|RFC|PEP|ISO|Python|Unicode|UTF|HTTP|SHA|UUIDv|section)"
    r" ?-?\d[\d.,]*"
    r"(?:(?:,| and| to|-) \d+)*|\]\([^)]*\)|^\*Chapter .*\*$|\b\d+:\d\d\b",
    re.MULTILINE,
)
_SOURCED: Final = re.compile(r"\bRFC\b|\bPEP\b|measured|the audit|release notes", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d[\d,.]*\d")


def numbers_from_nowhere(prose: str, cells: str) -> Iterator[str]:
    """Numbers of two digits or more that no cell or output holds, in paragraphs that name no
    source: an RFC, the audit, or that it was measured."""
    known = cells.replace(",", "")
    for paragraph in re.split(r"\n\s*\n", _CODE.sub("", prose)):
        if not _SOURCED.search(paragraph):
            for found in _NUMBER.finditer(_NAMED.sub("", paragraph)):
                if found[0].replace(",", "") not in known:
                    yield found[0]
