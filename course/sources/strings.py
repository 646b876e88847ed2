"""Strings of several lines in a body: those that indenting would change."""

import ast
import io
import tokenize

from course.sources.symbols import is_docstring


def multiline_string(body: str) -> int | None:
    """The line, from 1, where the first one begins. Docstrings do not count: their readers, and
    the formatter, strip the margin."""
    docstrings = _docstring_lines(body)
    for token in tokenize.generate_tokens(io.StringIO(body).readline):
        is_string = tokenize.tok_name[token.type].endswith(("STRING", "STRING_MIDDLE"))
        first, last = token.start[0], token.end[0]
        if is_string and first != last and first not in docstrings:
            return first
    return None


def _docstring_lines(body: str) -> set[int]:
    try:
        nodes = ast.walk(ast.parse(body))
    except SyntaxError:  # items: they hold none
        return set()
    scopes = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    first = [node.body[0] for node in nodes if isinstance(node, scopes)]
    return {node.lineno for node in first if is_docstring(node)}
