"""Parts of the site's builder, each by itself: links, editions, the zip, what is to be fetched."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from course.errors import CourseError
from course.paths import ROOT
from course.setup.npm import installed
from course.site.build import build_site, zip_site
from course.site.check_links import PageLinks, broken_links
from course.site.editions import publish
from course.site.pages import NotebookPage, Page, fenced, linked, place_of

ORIGIN = "docs/explanation/architecture.md"


def rewritten(text: str, origin: str = ORIGIN, path: str = "explanation/architecture.md") -> str:
    return linked(Page(path, "A page", text, origin)).text


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("../../notebooks/05_use_cases.ipynb", "../learn/05_use_cases.md"),
        ("/exercises/02_values.ipynb", "../exercises/02_values.md"),
        (
            "../../reference_app/domain/users.py#step-3-7",
            "../reference/app/domain/users.md#step-3-7",
        ),
        ("../../CONTRIBUTING.md", "../how-to/contributing.md"),
        ("../../pyproject.toml", "../source/pyproject.toml.md"),
        ("../../.github/workflows/test.yml", "../source/github/workflows/test.yml.md"),
        ("why-a-fold.md", "why-a-fold.md"),
        ("#layers", "#layers"),
        ("https://example.com/a_(b)", "https://example.com/a_(b)"),
    ],
)
def test_a_link_to_a_file_of_the_repository_leads_to_its_page(link: str, place: str) -> None:
    assert rewritten(f"See [this]({link}).") == f"See [this]({place})."


@pytest.mark.parametrize("code", ["`[a](b.md)`", "``[a](b.md) ` ``", "```\n[a](b.md)\n```"])
def test_what_looks_like_a_link_in_code_stays(code: str) -> None:
    assert rewritten(code) == code


def test_in_a_notebook_links_of_texts_are_rewritten_and_code_stays() -> None:
    link = "[this](../CONTRIBUTING.md#the-lock)"
    cells = [{"cell_type": kind, "source": [link]} for kind in ("markdown", "code")]
    text = json.dumps({"cells": cells})
    page = linked(NotebookPage("learn/02_values.md", "A page", text, "notebooks/02_values.ipynb"))
    assert [cell["source"] for cell in json.loads(page.text)["cells"]] == [
        "[this](../how-to/contributing.md#the-lock)",
        [link],
    ]


def test_a_link_that_leads_nowhere_is_refused_with_its_page() -> None:
    with pytest.raises(CourseError, match=r"architecture\.md: .*nowhere\.py leads nowhere"):
        rewritten("[a](../../nowhere.py)")


@pytest.mark.parametrize(
    "path", ["solutions/02_values.ipynb", "exercises/source/02_values.md", "exercises/wrong/a.py"]
)
def test_a_link_to_answers_is_refused(path: str) -> None:
    with pytest.raises(CourseError, match="answers to exercises"):
        place_of(path)


def test_code_that_holds_a_fence_gets_a_longer_one() -> None:
    assert fenced("```\na\n```", "md") == "````md\n```\na\n```\n````"


def test_a_link_or_an_anchor_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text('<p id="here">', encoding="utf-8")
    links = ("a/", "a/#here", "a/#there", "b/", "a/index.html?x=1", "picture.png", "//outside.org/")
    text = "".join(f'<a href="{each}">x</a>' for each in links)
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    assert [*broken_links(tmp_path)] == [
        "index.html: a/#there names an anchor that is not there",
        "index.html: b/ leads nowhere",
        "index.html: picture.png leads nowhere",
    ]


@pytest.mark.parametrize(
    ("html", "targets", "anchors"),
    [
        ('<A HREF="x" ID=y>', ["x"], {"y"}),
        ('<p class="k"href="x">', ["x"], set()),
        ('<a title="a > b" href="a&amp;b">', ["a&b"], set()),
        ("<p title=' href=\"ghost\" id=ghost '>", [], set()),
        ('<script src="s.js" data-x="a>b">"<a href=\'no\'>"</SCRIPT>', ["s.js"], set()),
        ('<!-- <a href="no"> --><input disabled name="n">', [], {"n"}),
    ],
)
def test_links_and_anchors_are_read_as_a_browser_does(
    html: str, targets: list[str], anchors: set[str]
) -> None:
    page = PageLinks(html)
    assert (page.targets, page.anchors) == (targets, anchors)


def test_an_edition_is_published_once_and_the_root_leads_to_the_newest(tmp_path: Path) -> None:
    site, folder = tmp_path / "site", tmp_path / "pages"
    folder.mkdir()
    site.mkdir()
    for edition in ("v1.9.0", "v1.10.0", "v1.2.0"):
        (site / "index.html").write_text(edition, encoding="utf-8")
        publish(site, folder, edition)
    (site / "index.html").write_text("changed", encoding="utf-8")
    with pytest.raises(CourseError, match="never written again"):
        publish(site, folder, "v1.9.0")
    with pytest.raises(CourseError, match="names no edition"):
        publish(site, folder, "../elsewhere")
    assert (folder / "v1.9.0" / "index.html").read_text(encoding="utf-8") == "v1.9.0"
    assert "url=v1.10.0/" in (folder / "index.html").read_text(encoding="utf-8")
    listed = (folder / "editions.html").read_text(encoding="utf-8")
    places = [listed.index(f">{each}<") for each in ("v1.10.0", "v1.9.0", "v1.2.0")]
    assert places == sorted(places)
    assert [*broken_links(folder)] == []


def test_the_zip_shows_the_site_with_nothing_but_python(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "learn").mkdir(parents=True)
    (site / "learn" / "index.html").write_text("a page", encoding="utf-8")
    (site / "a.wasm").write_bytes(b"\0asm")
    zip_site(site, tmp_path / "packed" / "site.zip")
    with zipfile.ZipFile(tmp_path / "packed" / "site.zip") as packed:
        packed.extractall(tmp_path / "unpacked")
    command = [sys.executable, "-I", "serve.py", "0"]
    with subprocess.Popen(command, cwd=tmp_path / "unpacked", stdout=subprocess.PIPE) as server:
        assert server.stdout
        said = server.stdout.readline().decode()
        address = said.split()[4]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}learn/") as answer:  # noqa: S310 (our own)
            assert answer.read() == b"a page"
        with urllib.request.urlopen(f"{address}a.wasm") as answer:  # noqa: S310
            assert answer.headers["Content-Type"] == "application/wasm"
        server.terminate()


def test_no_zip_where_none_can_be(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "file" / "site.zip", site / "site.zip"):
        with pytest.raises(CourseError, match="name a new file outside of"):
            zip_site(site, place)
    assert [*site.iterdir()] == []


def test_a_file_where_the_site_goes_stays(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    with pytest.raises(CourseError, match="is a file, where the site goes"):
        build_site(tmp_path / "site")
    assert (tmp_path / "site").read_text() == "mine"


def test_a_port_that_is_no_number_is_answered_by_a_sentence() -> None:
    serve = ROOT / "course/site/serve.py"
    done = subprocess.run([sys.executable, "-I", serve, "abc"], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.endswith("Name another port: python serve.py 8002\n")


NPM = """#!/bin/sh
echo run >> ../runs
mkdir -p node_modules/{made}
exit {status}
"""


@pytest.fixture
def fake_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], None]:
    """Notes that it was run, makes a package, and ends with a status."""
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text(name)
    monkeypatch.setitem(os.environ, "PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    def write(made: str, status: int) -> None:
        (tmp_path / "npm").write_text(NPM.format(made=made, status=status))
        (tmp_path / "npm").chmod(0o755)

    return write


@pytest.mark.skipif(sys.platform == "win32", reason="npm is a script of sh here")
def test_npm_is_asked_once_and_again_when_something_changed(
    tmp_path: Path, fake_npm: Callable[[str, int], None]
) -> None:
    fake_npm("axe", 0)

    def runs() -> int:
        assert installed(tmp_path, tmp_path / "into", "axe").is_dir()
        return len((tmp_path / "runs").read_text().splitlines())

    assert [runs(), runs()] == [1, 1]
    (tmp_path / "package-lock.json").write_text("newer")
    assert [runs(), runs()] == [2, 2]
    shutil.rmtree(tmp_path / "into" / "node_modules")
    assert [runs(), runs()] == [3, 3]


@pytest.mark.skipif(sys.platform == "win32", reason="npm is a script of sh here")
def test_an_npm_that_fails_or_brings_something_else_is_told(
    tmp_path: Path, fake_npm: Callable[[str, int], None]
) -> None:
    fake_npm("axe", 1)
    with pytest.raises(CourseError, match="npm could not fetch"):
        installed(tmp_path, tmp_path / "into", "axe")
    fake_npm("other", 0)
    with pytest.raises(CourseError, match="npm fetched no axe"):
        installed(tmp_path, tmp_path / "into", "axe")


def test_without_npm_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(Path(__file__).parent / "package.json", tmp_path)
    shutil.copy(Path(__file__).parent / "package-lock.json", tmp_path)
    monkeypatch.setitem(os.environ, "PATH", str(tmp_path))
    with pytest.raises(CourseError, match=r"install Node\.js"):
        installed(tmp_path, tmp_path / "into", "axe-core")
