"""What mkdocs asks while it builds: which pages there are, and what becomes of their HTML.

The pages themselves are contents.py's.
"""

import os
import posixpath
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from latex2mathml.converter import convert
from markdown.extensions.toc import nest_toc_tokens, strip_tags  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkdocsPage
from mkdocs.structure.toc import TableOfContents, get_toc

from course.errors import CourseError
from course.site import WITH_LITE
from course.site.assets import mermaid
from course.site.contents import Contents, contents
from course.site.pages import NotebookPage, Page
from course.site.rendering import offer_filters, without_idle_marks

_JUPYTER: Final = Path(__file__).parent / "jupyter"
_FORMULA: Final = re.compile(r'<(span|div) class="arithmatex">\\[(\[](.*?)\\[)\]]</\1>', re.DOTALL)
_HEADING: Final = re.compile(r'<h(\d) id="([^"]+)">(.*?)<a class="headerlink"', re.DOTALL)
_LINK: Final = re.compile(r'(?<=<a href=")[^"#?]+')


def on_startup(**_: Any) -> None:
    """mkdocs-jupyter reads notebooks from files; nbconvert looks where these variables say for the
    template, and for its settings, in place of the user's own."""
    global _copies
    _copies = TemporaryDirectory()
    os.environ |= {"JUPYTER_PATH": str(_JUPYTER), "JUPYTER_CONFIG_DIR": str(_JUPYTER)}


def on_shutdown(**_: Any) -> None:
    """They have served."""
    _copies.cleanup()


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """The navigation is that of the pages, which are made here."""
    global _contents
    try:
        _contents = contents(with_lite=bool(os.environ.get(WITH_LITE)))
        config.extra["mermaid"] = str(mermaid())
    except CourseError as error:
        raise PluginError(str(error)) from error
    config.nav = _contents.nav
    offer_filters(config.mdx_configs["toc"]["permalink_title"])
    # Else the plugin's later releases give every page a script that loads MathJax from outside.
    config.plugins["mkdocs-jupyter"].config["mathjax_version"] = 2
    return config


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Ours in place of the files of `docs/`, whose links mean the repository."""
    for path, page in _contents.pages.items():
        if known := files.get_file_from_path(path):
            files.remove(known)
        files.append(_file(config, page))
    for path, text in _contents.files.items():
        files.append(File.generated(config, path, content=text))
    files.append(File.generated(config, "assets/mermaid.js", abs_src_path=config.extra["mermaid"]))
    return files


def _file(config: MkDocsConfig, page: Page) -> File:
    """mkdocs-jupyter asks where the text is kept, not what the page is called."""
    if not isinstance(page, NotebookPage):
        return File.generated(config, page.path, content=page.text)
    copy = Path(_copies.name, page.path).with_suffix(".ipynb")
    copy.parent.mkdir(exist_ok=True)
    copy.write_text(page.text, encoding="utf-8")
    return File.generated(config, page.path, abs_src_path=str(copy))


def on_page_content(html: str, page: MkdocsPage, files: Files, **_: Any) -> str:
    """Formulas as MathML, which browsers draw; code without marks that show nothing."""
    if isinstance(_contents.pages.get(page.file.src_uri), NotebookPage):
        html = html[: html.rindex("<style>")]  # the plugin's own, for code in its colours
        html = _LINK.sub(lambda found: _address(found[0], page.file, files), html)
        page.toc = _toc(html)
    return _FORMULA.sub(_formula, without_idle_marks(html))


def on_post_page(output: str, **_: Any) -> str:
    """The theme's search is a dialog without a name."""
    return output.replace('role="dialog"', 'role="dialog" aria-label="Search"')


def _address(target: str, start: File, files: Files) -> str:
    """Of a file, where it is one of the site's: the plugin leaves links as they are."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(start.src_uri), target))
    found = files.get_file_from_path(path)
    return found.url_relative_to(start) if found else target


def _toc(html: str) -> TableOfContents:
    """The plugin's lacks code in headings, before its release 0.27."""
    return get_toc(
        nest_toc_tokens(
            [
                {"level": int(level), "id": anchor, "name": strip_tags(text)}
                for level, anchor, text in _HEADING.findall(html)
            ]
        )
    )


def _formula(found: re.Match[str]) -> str:
    return str(convert(unescape(found[2]), display="block" if found[1] == "div" else "inline"))


_contents: Contents
_copies: TemporaryDirectory[str]
