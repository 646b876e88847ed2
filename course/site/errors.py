"""Tables of errors, read off the code: which code, which status, when, and where it is raised."""

import ast
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from starlette.exceptions import HTTPException

from course.paths import APP
from reference_app.presentation.http import faults
from reference_app.presentation.http.problems import STATUS, Problem, problem_of, title_of

_NOBODY: Final = (404, 405, 500)


def refusals() -> str:
    """A table of all that has an error of its own."""
    made = list(_made())
    return _table(sorted(_own(kind, made) for kind in STATUS))


def outside() -> str:
    """A table of what is answered although no use case was asked."""
    return _table([_row(problem_of(HTTPException(status)), "") for status in _NOBODY])


def places() -> str:
    """A table of what `errors` may say of a place in a request that has not the right form."""
    told: dict[str, list[str]] = {}
    for code, words in [*faults._IN_OUR_WORDS.values(), faults._OTHERWISE]:
        told.setdefault(code, []).append(words)
    rows = (f"| `{code}` | {' '.join(words)} |" for code, words in sorted(told.items()))
    return "\n".join(["| code | said |", "|---|---|", *rows])


def _table(rows: Sequence[str]) -> str:
    return "\n".join(["| code | status | when | raised in |", "|---|---|---|---|", *rows])


def _own(kind: type[Exception], made: Sequence["_Made"]) -> str:
    here = [each for each in made if each.name == kind.__name__]
    places = dict.fromkeys(f"[`{each.file}`](/reference_app/{each.file})" for each in here)
    said = dict.fromkeys(f"“{each.words}”" for each in here if each.words)
    told = [" ".join((kind.__doc__ or "").split()), *said]
    return _row(problem_of(kind("")), ", ".join(places), " ".join(filter(None, told)))


def _row(problem: Problem, places: str, words: str = "") -> str:
    title = f"{problem.status} {title_of(problem.status)}"
    return f"| `{problem.code}` | {title} | {words or problem.detail} | {places} |"


class _Made(NamedTuple):
    """A call that makes an object. `words`: its first argument, where that is a fixed text."""

    name: str
    file: str
    words: str


def _made() -> Iterator[_Made]:
    for path in sorted(APP.rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        known = dict(_constants(module))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                words = known.get(first.id, "") if isinstance(first, ast.Name) else _literal(first)
                yield _Made(node.func.id, path.relative_to(APP).as_posix(), words)


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for node in module.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            yield node.target.id, _literal(node.value)


def _literal(node: ast.expr) -> str:
    """A text; what is put into it when it is made stands as an ellipsis."""
    if isinstance(node, ast.JoinedStr):
        return "".join(_literal(part) or "…" for part in node.values)
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(ast.literal_eval(node)) if is_text else ""
