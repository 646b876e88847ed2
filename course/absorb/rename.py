"""Identifiers renamed all over the app: found from the two texts, carried into the sources."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from course.sources.parse import code_cells

_WORD = re.compile(r"\b[^\W\d]\w*\b")
_CODE_SPAN = re.compile(r"(?<!`)`[^`\n]+`(?!`)")


def find_renames(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Old names to new ones: of the names that vanished from the app, those for which another one
    came as often in each file. A guess: only folding the renamed sources proves it."""
    before, after = _words(old), _words(new)
    defined, defined_now = _defined(old), _defined(new)
    gone = {word: count for word, count in before.items() if word in defined - after.keys()}
    came = {word: count - before[word] for word, count in after.items() if word in defined_now}
    came = {word: count for word, count in came.items() if word not in defined}
    pairs: dict[str, str] = {}
    for count in gone.values():
        names = [word for word in gone if gone[word] == count]
        others = [word for word in came if came[word] == count]
        pairs |= zip(names, others, strict=True) if len(names) == len(others) else ()
    return pairs


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


def _words(texts: Mapping[str, str]) -> defaultdict[str, Counter[str]]:
    """How often each word stands in each file; words in order of their first place."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(texts):
        for word in _WORD.findall(texts[path]):
            found[word][path] += 1
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
