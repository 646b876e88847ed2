"""Marks in a master: which of its sentences demand something. What tries a demand, checks say.

A mark stands behind the text that it speaks of, which goes back to the mark before it or to the
beginning of the paragraph. No reader sees it:

    In Python `True` is an `int`, and it is 1. Ask a form. <!-- tells -->

    It is a whole number <!-- demands: whole-number --> from 1 to 500. <!-- demands: 1-to-500 -->

A line of a list is a paragraph. A docstring of the starter is text like any other.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_NAME: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_MARK: Final = re.compile(rf"\s*<!-- (?:demands: ({_NAME}(?:, {_NAME})*)|tells) -->")
_PARAGRAPH: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[*-]|\d+\.) )")
_SHOWN: Final = re.compile(r"^<!-- show: .+ -->$", re.MULTILINE)
_CODE: Final = re.compile(r"`[^`]*`")
_SENTENCE_ENDS: Final = re.compile(r"[.?!]['\")*]*\s+(?=\S)")
_DEMANDING: Final = re.compile(r"\b(must|may not|at most|at least|exactly|no more than)\b")
_DOCUMENTED: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


class Stretch(NamedTuple):
    """Text up to its mark. It tells when it demands nothing; `marked` is False without a mark."""

    text: str
    demands: tuple[str, ...]
    marked: bool = True


def without_marks(text: str) -> str:
    """As a reader sees it."""
    return _MARK.sub("", text)


def demands_of(marked: str) -> tuple[str, ...]:
    """By name, in the order of the text, each once."""
    return tuple(dict.fromkeys(name for each in _stretches(marked) for name in each.demands))


def faults_of(marked: str) -> Iterator[str]:
    """What is not as the rules above have it, a sentence each."""
    for text, demands, is_marked in _stretches(marked):
        plain = _CODE.sub("x", text)
        where = f"`{' '.join(text.split())[:80]}`"
        if not is_marked:
            yield f"{where} has no mark behind it: does it demand, or tell?"
        elif not text:
            yield f"a mark has no text before it: {', '.join(demands) or 'tells'}"
        elif demands and _SENTENCE_ENDS.search(plain):
            yield f"{where} is more than a sentence: each needs its own mark"
        elif not demands and (found := _DEMANDING.search(plain)):
            yield f"{where} tells, and says '{found[0]}': it demands, or can be said otherwise"


def docstrings(source: str) -> list[str]:
    """Of a module and all that it defines."""
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, _DOCUMENTED)]
    return [text for node in nodes if (text := ast.get_docstring(node))]


def _stretches(marked: str) -> Iterator[Stretch]:
    for paragraph in _PARAGRAPH.split(_SHOWN.sub("", marked)):
        begin = 0
        for mark in _MARK.finditer(paragraph):
            names = tuple(mark[1].split(", ")) if mark[1] else ()
            yield Stretch(paragraph[begin : mark.start()].strip(), names)
            begin = mark.end()
        if rest := paragraph[begin:].strip():
            yield Stretch(rest, (), marked=False)
