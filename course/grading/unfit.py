"""What is said of an answer before it runs: it can't be read, or asks for what is none of its
business. It guards against the hasty: whoever wants finds other words for the same thing."""

import ast
from collections.abc import Sequence
from typing import Final

from course.grading.telling import told

LONGEST: Final = 100_000  # characters of an answer

# What leads from a function or a traceback to the names of whoever calls.
_FRAMES: Final = {
    *("_getframe", "currentframe", "tb_frame", "gi_frame", "cr_frame", "ag_frame"),
    *("__globals__", "f_back", "f_builtins", "f_globals", "f_locals"),
}


def unfit(source: str, kept: str) -> str:
    """A sentence; empty when it may run. `kept`: the module with our own answer."""
    if len(source) > LONGEST:
        return f"The answer has more than {LONGEST:,} characters."
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as error:
        again = [n for n, each in enumerate(source.split("\n"), 2) if each.startswith("%%answer")]
        if again:
            return f"Line {again[0]} begins another answer: delete what was pasted from there on."
        if isinstance(error, SyntaxError):
            return _unreadable(source, error)
        return f"Python can't read the answer: {told(error)}."
    except (RecursionError, MemoryError):
        return "Python can't read the answer: it is nested too deeply."
    imported = sorted({name for node in ast.walk(tree) for name in _modules(node)})
    for name in imported:
        if name.split(".")[0] == "course":
            return f"An answer does not import {name}."
        if name == kept:
            return f"An answer does not import {name}: our own answer to this task is there."
    if looked := next(filter(None, map(_looks, ast.walk(tree))), ""):
        return f"An answer does not look into the frames of others: `{looked}`."
    return ""


def _looks(node: ast.AST) -> str:
    """The name by which it reaches what the graders hold, be it a text for `getattr`."""
    match node:
        case (
            ast.Attribute(attr=str(name))
            | ast.Name(id=str(name))
            | ast.alias(name=str(name))
            | ast.Constant(value=str(name))
        ) if name in _FRAMES:
            return name
    return ""


def _unreadable(source: str, error: SyntaxError) -> str:
    number = error.lineno or 1
    line = source.split("\n")[number - 1 : number]
    if line and (magic := line[0].strip())[:1] in ("%", "!"):
        return f"An answer is plain Python: take `{magic[:40]}` out, or into a cell of its own."
    # The first line of the cell is `%%answer 2`.
    return f"Python can't read line {number + 1} of the cell: {error.msg}."


def _modules(node: ast.AST) -> Sequence[str]:
    match node:
        case ast.Import(names=names):
            return [each.name for each in names]
        case ast.ImportFrom(module=str(name), names=names):
            return [name, *(f"{name}.{each.name}" for each in names)]
    return []
