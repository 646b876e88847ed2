"""Where editions are published: a folder for each, written once, and a page that leads to them.

    python -m course.site.editions SITE FOLDER v1.2.0

puts a built site into a folder such as the branch that GitHub Pages shows.
"""

import re
import shutil
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from course.errors import CourseError
from course.files import write

_NAME: Final = re.compile(r"v(\d+)\.(\d+)\.(\d+)")
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Fast Forge: editions</title>
{head}</head>
<body>
<h1>Fast Forge</h1>
<p>Each edition stays as it was published.</p>
<ul>
{items}
</ul>
</body>
</html>
"""


def publish(site: Path, folder: Path, edition: str) -> None:
    """Copies the site to `folder/edition`, and lists it. Raises `CourseError` for an edition that
    is there already, or that has no name like v1.2.0."""
    if not _NAME.fullmatch(edition):
        raise CourseError(f"{edition} names no edition: name it like v1.2.0")
    if (folder / edition).exists():
        raise CourseError(f"{edition} is published, and is never written again: make a new tag")
    shutil.copytree(site, folder / edition)
    (folder / ".nojekyll").touch()  # folders that begin with _ are shown, too
    found = editions(folder)
    write(folder / "editions.html", _list(found))
    write(folder / "index.html", _list(found, leads_to=found[0]))


def editions(folder: Path) -> list[str]:
    """What is published, newest first."""
    names = (path.name for path in folder.iterdir() if _NAME.fullmatch(path.name))
    return sorted(names, key=_number, reverse=True)


def _number(name: str) -> tuple[int, ...]:
    return tuple(map(int, name[1:].split(".")))


def _list(found: Sequence[str], leads_to: str = "") -> str:
    head = f'<meta http-equiv="refresh" content="0; url={leads_to}/">\n' if leads_to else ""
    items = "\n".join(f'<li><a href="{escape(each)}/">{escape(each)}</a></li>' for each in found)
    return _PAGE.format(head=head, items=items)


if __name__ == "__main__":
    try:
        publish(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    except CourseError as error:
        sys.exit(str(error))
