"""The imports at the head of build cells, rewritten when those of their file were edited."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import takewhile

from course.fold.tidy import sort_imports
from course.sources.body import Import, import_lines, take_apart
from course.sources.chapter import BuildCell
from course.sources.symbols import docstring_end

_TYPE_CHECKING = ("typing", "TYPE_CHECKING", None, False)
_Head = dict[tuple[str | None, str, str | None, bool], Import]


def edit_heads(
    old: str, new: str, bodies: Mapping[BuildCell, str], living: Sequence[BuildCell]
) -> dict[BuildCell, str]:
    """New bodies for the cells of a file, from what the file imported and what it imports now.

    A name that went leaves every cell, unless superseded lines use it: an earlier snapshot has
    them. One that came enters the living cells that use it, or the first when none does: then it
    is there for its effect.
    """
    before, after = _head(old, "create"), _head(new, "create")
    heads = {cell: _head(body, cell.key.form) for cell, body in bodies.items()}
    edited = {
        cell: _without_gone(heads[cell], cell, body, before, after) for cell, body in bodies.items()
    }
    for key in after.keys() - before.keys():
        users = [cell for cell in living if _uses(bodies[cell], cell, after[key])]
        for cell in users or living[: key != _TYPE_CHECKING]:
            edited[cell][key] = after[key]
    for head in edited.values():
        if _TYPE_CHECKING in after and any(each.typing_only for each in head.values()):
            head[_TYPE_CHECKING] = after[_TYPE_CHECKING]
    return {
        cell: body if edited[cell] == heads[cell] else _with_head(body, cell, edited[cell])
        for cell, body in bodies.items()
    }


def _without_gone(head: _Head, cell: BuildCell, body: str, before: _Head, after: _Head) -> _Head:
    bound = {each.bound for each in after.values()}
    return {
        key: each
        for key, each in head.items()
        if key in after
        or key not in before
        or (each.bound not in bound and _uses(body, cell, each))
    }


def _head(text: str, form: str) -> _Head:
    statements = take_apart(text, form).imports
    return {(*each.origin, each.typing_only): each for s in statements for each in s.imports}


def _uses(body: str, cell: BuildCell, imported: Import) -> bool:
    text = "\n".join(line for _, line in take_apart(body, cell.key.form).lines)
    for source in (text, f"[\n{text}\n]", f"{{\n{text}\n}}"):  # a module, or items
        with suppress(SyntaxError, ValueError):
            return imported.bound in _names(source)
    return False


def _names(source: str) -> Iterator[str]:
    """Names that the text uses, also in strings that read as code: annotations, `__all__`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            with suppress(SyntaxError, ValueError):
                yield from _names(node.value)


def _with_head(body: str, cell: BuildCell, head: _Head) -> str:
    """The body with these imports where its first one was, else behind its docstring."""
    lines = body.split("\n")[:-1]
    kept = {number for number, _ in take_apart(body, cell.key.form).lines}
    imports = [n for n, line in enumerate(lines) if line.strip() and n not in kept]
    top = imports[0] if imports else _docstring_end(body)
    above = "\n".join(lines[:top]).strip("\n")
    below = "\n".join(line for n, line in enumerate(lines) if n >= top and n not in imports)
    block = sort_imports("\n".join([*import_lines(head.values()), ""]))
    gap = _blanks_above(lines, min((n for n in kept if n >= top and lines[n].strip()), default=0))
    text = above + "\n\n" + block + "\n" * gap + below.strip("\n")
    return text.strip("\n") + "\n"


def _blanks_above(lines: Sequence[str], number: int) -> int:
    """At least one: what follows imports stands apart from them."""
    above = takewhile(lambda line: not line.strip(), reversed(lines[:number]))
    return max(len(list(above)), 1)


def _docstring_end(body: str) -> int:
    with suppress(SyntaxError):
        return docstring_end(ast.parse(body))
    return 0  # items are no module
