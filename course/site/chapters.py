"""Pages of chapters: the notebook, with its answers to predictions folded, and the ways on.

Which step wrote which file is parts.py's; how a cell looks, cells.py's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

import nbformat
from nbformat import NotebookNode

from course.fold.tree import Tree
from course.paths import NOTEBOOKS
from course.site.cells import code, folded, outputs, prose, section
from course.site.pages import Page
from course.site.parts import anchor, parts_of
from course.sources.anatomy import PREDICTION, part_of
from course.sources.chapter import BuildCell, Chapter

_PREDICTED: Final = "What comes out? Say it first, then unfold"
_OUR_GUESS: Final = re.compile(r"\bYou said [^;]+; it is")  # of who rendered the notebook
_BANNER: Final = re.compile(r"\A(# .*\n+(?:\*Chapter .*\*\n*)?)")


class Ways(NamedTuple):
    """What leads on from a notebook; empty when there is no such way."""

    download: str
    source: str
    browser: str


def chapter_page(
    chapter: Chapter, before: set[str], tree: Tree, learners: NotebookNode, ways: Ways
) -> Page:
    """`before`: files that earlier chapters began. `learners`: the notebook as a learner gets it,
    in which nothing is predicted."""
    path = NOTEBOOKS / f"{chapter.slug}.ipynb"
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    asked = {cell.id: cell.source for cell in learners.cells}
    for cell in notebook.cells:
        if PREDICTION in cell.metadata.get("tags", ()):
            cell.source = asked[cell.id]
    builds = dict(zip(filter(_builds, map(_key, notebook.cells)), chapter.builds, strict=True))
    captions = _captions(builds, before, tree)
    text = "\n\n".join(_parts(notebook.cells, captions))
    text = _BANNER.sub(lambda top: f"{top[1].rstrip()}\n\n{actions(ways)}\n\n", text)
    title = f"{chapter.number}. {chapter.title}"
    return Page(f"learn/{chapter.slug}.md", title, text, f"notebooks/{path.name}")


def actions(ways: Ways) -> str:
    """A line of Markdown."""
    links = [f"[Download the notebook]({ways.download})"]
    if ways.browser:  # no page of mkdocs: it would look for a file of that name
        links.insert(0, f'<a href="{ways.browser}">Run it in your browser</a>')
    if ways.source:
        links.append(f"[Open the source]({ways.source})")
    return f"{' '.join(links)}\n{{ .actions }}"


def _key(cell: NotebookNode) -> str:
    return f"{cell.id} {cell.source}"


def _builds(key: str) -> bool:
    return key.split()[1:2] == ["%%build"]


def _captions(builds: Mapping[str, BuildCell], before: set[str], tree: Tree) -> dict[str, str]:
    """What a step does, by its cell."""
    begun = set(before)
    captions = {}
    for key, cell in builds.items():
        captions[key] = _caption(cell, cell.key.path in begun, tree)
        begun.add(cell.key.path)
    return captions


def _caption(cell: BuildCell, is_begun: bool, tree: Tree) -> str:
    verbs = {
        "create": "goes on in" if is_begun else "begins",
        "into": f"adds to `{cell.key.target}` in",
        "after": f"adds behind `{cell.key.target}` in",
        "replace": f"replaces `{cell.key.target}` in",
    }
    step = f"Step {cell.chapter}.{cell.step}"
    parts = parts_of(tree[cell.key.path])
    stays = any(part.cell == cell and not part.imports for part in parts)
    place = f"/{cell.key.path}{f'#{anchor(cell)}' if stays else ''}"
    link = f"[`{cell.key.path.removeprefix('reference_app/')}`]({place})"
    later = "" if stays else ", until a later step replaces it"
    return f"{step} {verbs[cell.key.form]} {link}{later}.\n{{ #{anchor(cell)} .step }}"


def _parts(cells: Sequence[NotebookNode], captions: Mapping[str, str]) -> Iterator[str]:
    """Markdown, in order; the fittings below a line that unfolds them."""
    for is_fitting, group in groupby(cells, key=lambda cell: part_of(cell) == "fittings"):
        within = list(group)
        if is_fitting:
            heading, _, rest = within[0].source.partition("\n")
            within[0].source = rest.strip()
            steps = sum(_builds(_key(cell)) for cell in within)
            yield heading
            yield section(f"What the app needs besides, in {steps} steps", _shown(within, captions))
        else:
            yield from _shown(within, captions)


def _shown(cells: Sequence[NotebookNode], captions: Mapping[str, str]) -> list[str]:
    parts: list[str] = []
    is_asked = False
    for cell in cells:
        if cell.cell_type == "markdown":
            parts.append(prose(cell))
            continue
        parts += [captions[_key(cell)]] if _key(cell) in captions else []
        parts.append(code(cell))
        if shown := _OUR_GUESS.sub("It is", outputs(cell)):
            parts.append(folded(_PREDICTED, shown) if is_asked else shown)
        is_asked = PREDICTION in cell.metadata.get("tags", ())
    return parts
