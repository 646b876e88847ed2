"""One JupyterLab in a page, worked as a learner does: by menu, mouse and keys.

What a test reads of a notebook it reads from the saved file, not from the page: there the outputs
are whole. Cells are found by what they hold, for chapters change.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from nbformat import NotebookNode
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.server import served

WIDTH, HEIGHT = 1440, 900
PATIENCE = 60_000  # milliseconds: the machine may be busy


class Lab:
    """The page of one browser, and the workspace on whose server it is."""

    def __init__(self, page: Page, workspace: Path) -> None:
        self.page = page
        self.workspace = workspace
        self.outside: list[str] = []  # requests to another host
        self.errors: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_error)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def start(self, address: str) -> None:
        """Opens what `course learn` printed."""
        self.page.goto(address)
        self._wait_for_kernel()

    def open(self, chapter: int) -> None:
        """By its name, for the list of files moves while it is read; then its kernel is ready."""
        self._open(self.file(chapter))

    def open_exercise(self, number: int) -> None:
        """In the same way."""
        self._open(next((self.workspace / "exercises").glob(f"{number:02}_*.ipynb")))

    def _open(self, file: Path) -> None:
        self.choose("File", "Open from Path…")
        path = file.relative_to(self.workspace).as_posix()
        self.page.locator(".jp-Dialog input").fill(path)
        self.page.keyboard.press("Enter")
        tab = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current")
        expect(tab).to_have_attribute("title", re.compile(rf"^Path: {path}$", re.MULTILINE))
        self._wait_for_kernel()
        # They come by and by, and of one that is not there nobody sees that it runs.
        expect(self.panel.locator(".jp-Cell")).to_have_count(len(read(file).cells))

    @property
    def panel(self) -> Locator:
        """The notebook in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def cell(self, text: str) -> Locator:
        """The first code cell whose source or output holds the text."""
        return self.panel.locator(".jp-CodeCell", has_text=text).first

    def run(self, cell: Locator) -> None:
        """Stays on it, and waits for its end."""
        cell.locator(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        self.wait_until_done()

    def type_at_end(self, cell: Locator, text: str) -> None:
        """Of its source."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def write_anew(self, cell: Locator, text: str) -> None:
        """All of its source."""
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def ask(self, line: str) -> None:
        """Runs the line in a new cell below the one that is selected."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("b")
        self.page.keyboard.press("Enter")
        self.page.keyboard.insert_text(line)
        self.page.keyboard.press("Control+Enter")
        self.wait_until_done()

    def choose(self, *path: str) -> None:
        """From the menu bar down."""
        for name in path:
            items = self.page.locator(".lm-MenuBar-item, .lm-Menu-item")
            items.get_by_text(name, exact=True).click()

    def wear(self, theme: str) -> None:
        """Of JupyterLab's own: Light or Dark."""
        self.choose("Settings", "Theme", f"JupyterLab {theme}")
        light = str(theme == "Light").lower()
        expect(self.page.locator("body")).to_have_attribute("data-jp-theme-light", light)

    def shoot(self, file: Path) -> None:
        """The whole notebook as it is now, however long."""
        length = self.panel.locator(".jp-WindowedPanel-inner").bounding_box()
        assert length is not None
        self.page.set_viewport_size({"width": WIDTH, "height": int(length["height"]) + 200})
        self.page.screenshot(path=file)
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})

    def run_all(self) -> float:
        """The whole notebook, which was not run yet; returns the seconds."""
        begun = time.monotonic()
        self.choose("Run", "Run All Cells")
        self.wait_until_done()
        return time.monotonic() - begun

    def press_through(self, cells: int) -> None:
        """From the top, Shift-Enter for each cell when the one before it is done."""
        self.panel.locator(".jp-Cell").first.click()
        for _ in range(cells):
            self.page.keyboard.press("Shift+Enter")
            self.wait_until_done()

    def wait_until_done(self) -> None:
        """Until no cell runs or waits for its turn."""
        waiting = self.panel.locator(".jp-InputPrompt", has_text="[*]")
        expect(waiting).to_have_count(0)

    def saved(self, chapter: int) -> list[NotebookNode]:
        """The cells of the file, after Ctrl-S and the checkpoint that ends it. Until then
        JupyterLab ignores another Ctrl-S, without a word."""
        with self.page.expect_event("requestfinished", _is_checkpoint):
            self.page.keyboard.press("Control+s")
        cells: list[NotebookNode] = read(self.file(chapter)).cells
        return cells

    def file(self, chapter: int) -> Path:
        return next(self.workspace.glob(f"{chapter:02}_*.ipynb"))

    def _wait_for_kernel(self) -> None:
        """Cells that are run before are not run at all, without a word."""
        bar = self.panel.locator(".jp-NotebookPanel-toolbar")
        expect(bar).to_contain_text("ipykernel")  # before, it is "Idle" without one
        status = bar.locator(".jp-Notebook-ExecutionIndicator")
        expect(status).to_have_attribute("data-status", "idle")

    def _note_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.outside.append(request.url)

    def _note_error(self, message: ConsoleMessage) -> None:
        url = message.location["url"]
        if message.type == "error":
            self.errors.append(f"{message.text} ({url})")


def _is_checkpoint(request: Request) -> bool:
    return request.method == "POST" and urlsplit(request.url).path.endswith("/checkpoints")


def read(file: Path) -> NotebookNode:
    """As it was saved last."""
    notebook: NotebookNode = nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@contextmanager
def opened(context: BrowserContext, workspace: Path, chapter: int, port: int) -> Iterator[Lab]:
    """As after `make learn`. Fails at the end if the page asked another host or logged an error."""
    with served(workspace, chapter, port) as address, context.new_page() as page:
        lab = Lab(page, workspace)
        lab.start(address)
        yield lab
    assert lab.outside == [], lab.outside
    assert lab.errors == [], lab.errors
