"""What mkdocs asks while it builds: which pages there are, and what becomes of their HTML.

The pages themselves are contents.py's.
"""

import os
import re
from html import unescape
from typing import Any, Final

from latex2mathml.converter import convert
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkdocsPage

from course.errors import CourseError
from course.site import WITH_LITE
from course.site.assets import mermaid
from course.site.contents import Contents, contents

# Names, punctuation and blanks, half of all marks in code, have the colour of the code itself.
_UNMARKED: Final = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')
_FORMULA: Final = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """The navigation is that of the pages, which are made here."""
    global _contents
    try:
        _contents = contents(with_lite=bool(os.environ.get(WITH_LITE)))
        config.extra["mermaid"] = str(mermaid())
    except CourseError as error:
        raise PluginError(str(error)) from error
    config.nav = _contents.nav
    return config


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Ours in place of the files of `docs/`, whose links mean the repository."""
    made = {path: page.text for path, page in _contents.pages.items()} | _contents.files
    for path, text in made.items():
        if known := files.get_file_from_path(path):
            files.remove(known)
        files.append(File.generated(config, path, content=text))
    files.append(File.generated(config, "assets/mermaid.js", abs_src_path=config.extra["mermaid"]))
    return files


def on_page_content(html: str, page: MkdocsPage, **_: Any) -> str:
    """Formulas as MathML, which browsers draw; code without marks that show nothing."""
    return _FORMULA.sub(_formula, _UNMARKED.sub(r"\1", html))


def on_post_page(output: str, **_: Any) -> str:
    """The theme's search is a dialog without a name."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def _formula(found: re.Match[str]) -> str:
    return str(convert(unescape(found[2]), display="block" if found[1] == "div" else "inline"))


_contents: Contents
