"""Chromium reads chapters of a built site: what it shows and whom it asks. No test is here.

    python -m tests.site.reading SITE FILE

in a network namespace that has nothing but loopback. FILE holds what to open and what to type, and
then what was found.
"""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, sync_playwright

from tests.chromium import options

BASE: Final = "/fast-forge/"  # a site of GitHub Pages lies below its root
PATIENCE: Final = 300_000  # milliseconds: the machine may be busy


class _Files(SimpleHTTPRequestHandler):
    """Those of the site, on its sub-path, and nothing else."""

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(BASE) if path.startswith(BASE) else "/there is no such file"
        return super().translate_path(f"/{inside}")

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Its address, on a free port of the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
    finally:
        server.shutdown()
        server.server_close()


_READY: Final = """async () => {
    const panel = () => window.jupyterapp?.shell.currentWidget;
    while (!panel()?.context?.isReady || !panel().sessionContext?.session?.kernel)
        await new Promise((done) => setTimeout(done, 100));
    await panel().context.ready;
    await panel().sessionContext.ready;
    await panel().sessionContext.session.kernel.info;
}"""
_TYPE: Final = """(typed) => {
    const model = window.jupyterapp.shell.currentWidget.content.model;
    for (const cell of model.cells)
        if (cell.id in typed) cell.sharedModel.setSource(typed[cell.id]);
}"""
_RUN: Final = """async () => {
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    return window.jupyterapp.shell.currentWidget.content.model.toJSON();
}"""


def read(page: Page, address: str, typed: dict[str, str]) -> dict[str, Any]:
    """Opens a notebook, types what its reader would, runs all cells; returns it, with seconds."""
    begun = time.monotonic()
    page.goto(address)
    page.evaluate(_READY)
    page.evaluate(_TYPE, typed)
    ready = time.monotonic()
    notebook = page.evaluate(_RUN)
    ran = time.monotonic()
    return {"cells": notebook["cells"], "ready": ready - begun, "ran": ran - ready}


def main(site: Path, file: Path) -> None:
    """Each job is `path`, below the site, and `typed`: sources by the id of a cell."""
    jobs = json.loads(file.read_text(encoding="utf-8"))
    asked: list[str] = []
    errors: list[str] = []
    with served(site) as address, sync_playwright() as playwright:
        launched = playwright.chromium.launch(**options())
        context = launched.new_context()
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.extend(_error(said)))
        found = [read(page, address + job["path"], job["typed"]) for job in jobs]
        launched.close()
    outside = sorted({url for url in asked if not is_here(url)})
    result = {"read": found, "asked": len(asked), "outside": outside, "errors": errors}
    file.write_text(json.dumps(result), encoding="utf-8")


def _error(said: ConsoleMessage) -> list[str]:
    url = said.location["url"]
    is_ours = urlsplit(url).path != "/favicon.ico"  # a browser asks for it by itself
    return [f"{said.text} ({url})"] if said.type == "error" and is_ours else []


def is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
