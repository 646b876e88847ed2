"""Identifiers renamed all over the app: found from the two texts, carried into the sources."""

import ast
import re
from collections.abc import Iterator, Mapping

from course.parse import code_cells

_WORD = re.compile(r"\b[^\W\d]\w*\b")
_CODE_SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)")


def find_renames(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old names to new ones: of the names that vanished from the app, those for which another one
    appeared equally often in each file. A guess: only folding the renamed sources proves it."""
    before, after = _occurrences(old), _occurrences(new)
    gone = _by_places({word: before[word] for word in _defined(old) - after.keys()})
    came = _by_places({word: after[word] for word in _defined(new) - before.keys()})
    return {
        name: other
        for places, names in gone.items()
        if len(names) == len(came.get(places, ()))
        for name, other in zip(names, came[places], strict=True)
    }


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


def _occurrences(texts: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """Where each word stands: file and offset."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(texts):
        for match in _WORD.finditer(texts[path]):
            found.setdefault(match[0], []).append((path, match.start()))
    return found


def _by_places(words: Mapping[str, list[tuple[str, int]]]) -> dict[tuple[str, ...], list[str]]:
    """Words by the files they stand in, once for each time, in order of their first place."""
    found: dict[tuple[str, ...], list[str]] = {}
    for word in sorted(words, key=words.__getitem__):
        found.setdefault(tuple(path for path, _ in words[word]), []).append(word)
    return found


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
