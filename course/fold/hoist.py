"""The imports of one file: which of its cells' imports it keeps, and who owns each import line."""

import ast

from course.fold.draft import Draft
from course.sources.body import hoisted_lines, import_lines, import_nodes, module_name
from course.sources.chapter import BuildCell


def import_block(draft: Draft) -> list[str]:
    """Statements of one name each, for ruff to sort, merge and thin out.

    A name imported at run time needs no import for type checkers. Cells of which nothing is left
    count only where no living cell names the same thing: so a replacement can move an import
    under `if TYPE_CHECKING:`.
    """
    living = {line.cell for line in draft.lines if line.text}
    dead = {line.cell for line, _ in draft.superseded} - living
    named = {each.bound for each, cell in draft.imports if cell not in dead}
    kept = [each for each, cell in draft.imports if cell not in dead or each.bound not in named]
    loaded = {each.origin for each in kept if not each.typing_only}
    return import_lines(each for each in kept if not each.typing_only or each.origin not in loaded)


def import_owners(draft: Draft, module: ast.Module) -> dict[int, BuildCell]:
    """The owner of each import line of the finished module, lines counted from 0: the last cell
    that imported a name on it, and for lines without a name the last one of the statement."""
    ranks = {each.origin: rank for rank, (each, _) in enumerate(draft.imports)}
    owners: dict[int, int] = {}
    for node, _ in import_nodes(module):
        named: dict[int, int] = {}
        for alias in node.names:
            rank = ranks.get((module_name(node), alias.name, alias.asname), 0)
            line = alias.lineno - 1
            named[line] = max(rank, named.get(line, 0))
        last = max(named.values())
        for line in range(node.lineno - 1, node.end_lineno or node.lineno):
            owners[line] = named.get(line, last)
    typing = [rank for rank, (each, _) in enumerate(draft.imports) if each.typing_only]
    for line in hoisted_lines(module) - owners.keys():  # `if TYPE_CHECKING:`
        owners[line] = typing[-1] if typing else 0
    return {line: draft.imports[rank][1] for line, rank in owners.items()}
