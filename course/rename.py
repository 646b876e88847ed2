"""Identifiers renamed all over the app: found from the two texts, carried into the sources."""

import ast
import re
from collections.abc import Iterator, Mapping

from course.parse import code_cells

_WORD = re.compile(r"\b[^\W\d]\w*\b")
_CODE_SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)")


def find_renames(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old names to new ones, when as many names vanished as appeared; each pair occurs equally
    often in each file. A guess: only folding the renamed sources proves it."""
    before, after = _occurrences(old), _occurrences(new)
    gone = {word: places for word, places in before.items() if word not in after}
    came = {word: places for word, places in after.items() if word not in before}
    pairs = zip(_ranked(gone), _ranked(came), strict=False)
    renames = {a: b for a, b in pairs if gone[a] == came[b]}
    if not len(renames) == len(gone) == len(came) or not renames.keys() <= _defined(old):
        return {}
    return renames


def rename(text: str, renames: Mapping[str, str]) -> str:
    """A chapter's text: its Python cells and the code spans of its prose. Paths stay."""
    parts: list[str] = []
    end = 0
    for cell in code_cells(text):
        prose = text[end : cell.start]
        parts.append(_CODE_SPAN.sub(lambda span: _substitute(span[0], renames), prose))
        parts.append(_substitute(cell.text, renames))
        end = cell.start + len(cell.text)
    parts.append(_CODE_SPAN.sub(lambda span: _substitute(span[0], renames), text[end:]))
    return "".join(parts)


def _substitute(text: str, renames: Mapping[str, str]) -> str:
    """Words, but not the parts of a path such as `domain/users.py`."""
    return re.sub(
        r"[\w.-]+/[\w./-]+|\b[^\W\d]\w*\b", lambda word: renames.get(word[0], word[0]), text
    )


def _occurrences(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """The files in which a word stands, once for each time."""
    found: dict[str, list[str]] = {}
    for path in sorted(texts):
        for word in _WORD.findall(texts[path]):
            found.setdefault(word, []).append(path)
    return found


def _ranked(words: Mapping[str, list[str]]) -> list[str]:
    """Equal counts keep the order of first occurrence: the sort is stable."""
    return sorted(words, key=words.__getitem__)


def _defined(texts: Mapping[str, str]) -> set[str]:
    """Names that the app itself gives: definitions, parameters, variables, attributes it sets."""
    trees = (ast.parse(text) for path, text in texts.items() if path.endswith(".py"))
    return {name for tree in trees for node in ast.walk(tree) for name in _given(node)}


def _given(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.Attribute(attr=name, ctx=ast.Store()):
            yield name
