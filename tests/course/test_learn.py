"""`course learn` as a learner starts it: a real JupyterLab in a child process."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import psutil
import pytest
from jupyter_client.blocking.client import BlockingKernelClient

from course.errors import CourseError
from course.learner.lab import chapter_notebook, environment
from course.setup.doctor import is_free
from tests.course.starting import address, free_port, learning

NOTEBOOK = {
    "cells": [],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
posix = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one child")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Holds a chapter 99, so that these tests need none of the book's."""
    directory = tmp_path / "with space"
    directory.mkdir()
    (directory / "99_last.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return directory


def get(url: SplitResult, path: str, *, method: str = "GET", token: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection(str(url.hostname), url.port or 0, timeout=30)
    connection.request(method, path, headers={"Authorization": f"token {token}"} if token else {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def test_kernels_are_ours_whatever_is_set_for_jupyter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "kernels" / "python3" / "kernel.json"
    other.parent.mkdir(parents=True)
    spec = {"argv": ["/another/python"], "display_name": "Other", "language": "python"}
    other.write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ours = environment(tmp_path / "jupyter", "token")
    listed = [sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"]
    done = subprocess.run(listed, env=ours, capture_output=True, check=True)
    [found] = json.loads(done.stdout)["kernelspecs"].values()
    assert Path(found["resource_dir"]).is_relative_to(sys.prefix)
    assert ours.keys().isdisjoint({"JUPYTER_PATH", "JUPYTERLAB_SETTINGS_DIR", "PYTHONPATH"})


@posix
def test_from_start_to_ctrl_c(workspace: Path) -> None:
    port = free_port()
    with learning(workspace, 99, port) as child:
        url = urlsplit(address(child))
        token = url.query.removeprefix("token=")
        assert (url.hostname, url.port) == ("127.0.0.1", port)
        assert get(url, f"{url.path}?{url.query}")[0] == 200
        assert get(url, "/api/contents/99_last.ipynb")[0] == 403
        assert get(url, "/api/contents/99_last.ipynb", token=token)[0] == 200
        assert get(url, "/api/kernels", method="POST", token=token)[0] == 201
        started = psutil.Process(child.pid).children(recursive=True)
        assert len(started) >= 2, "the server and a kernel"

        child.send_signal(signal.SIGINT)

        assert child.wait(20) == 0
        assert psutil.wait_procs(started, timeout=5)[1] == []
        assert is_free(port)


@posix
def test_a_taken_port_is_told_and_another_is_used(workspace: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with learning(workspace, 99, port) as child:
            assert child.stdout is not None
            assert f"Port {port} is taken" in child.stdout.readline()
            assert urlsplit(address(child)).port != port
            child.send_signal(signal.SIGTERM)
            assert child.wait(20) == 0


@posix
def test_jupyterlab_asks_nothing_and_fetches_no_news(workspace: Path) -> None:
    with learning(workspace, 99, free_port()) as child:
        url = urlsplit(address(child))
        page = get(url, f"{url.path}?{url.query}")[1]
        for switched_off in ("apputils-extension:announcements", "lsp-extension"):
            assert f'"@jupyterlab/{switched_off}"' in page.partition('"disabledExtensions": [')[2]
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 0


def test_a_server_that_ends_by_itself_is_told_with_its_last_words(workspace: Path) -> None:
    settings = workspace / "jupyter" / "jupyter_server_config.py"
    settings.parent.mkdir()
    settings.write_text("import os; print('the last words', flush=True); os._exit(3)")
    with learning(workspace, 99, free_port()) as child:
        error = child.communicate(timeout=60)[1]
    assert child.returncode == 1
    assert "JupyterLab ended by itself" in error
    assert "the last words" in error
    assert "Traceback" not in error


def test_an_unknown_chapter_is_answered_with_those_that_exist(workspace: Path) -> None:
    (workspace / "03_three.ipynb").touch()
    assert chapter_notebook(workspace, 99) == "99_last.ipynb"
    with pytest.raises(CourseError, match=r"no chapter 4: there are 3 to 99\."):
        chapter_notebook(workspace, 4)


@posix
def test_a_kernel_whose_notebook_is_not_open_says_what_to_run(workspace: Path) -> None:
    with learning(workspace, 99, free_port()) as child:
        url = urlsplit(address(child))
        token = url.query.removeprefix("token=")
        kernel = json.loads(get(url, "/api/kernels", method="POST", token=token)[1])["id"]
        client = BlockingKernelClient()
        client.load_connection_file(
            str(workspace / "jupyter" / "runtime" / f"kernel-{kernel}.json")
        )
        client.start_channels(hb=False)  # a busy machine beats late, and is not dead
        client.wait_for_ready(timeout=60)
        for source in (
            "%%build reference_app/a.py\nx = 1",
            "%%test a\n1",
            "%%fails A\n1",
            "%%answer 1\nx = 1",
            "%course",
        ):
            reply = client.execute(source, reply=True, timeout=60, stop_on_error=False)["content"]
            assert reply["status"] == "error"
            assert reply["evalue"] == (
                "run the first code cell of this notebook first: it opens it"
            )
        reply = client.execute("print(ada)", reply=True, timeout=60)["content"]
        assert reply["ename"] == "NameError"
        assert reply["traceback"][-1].startswith("This kernel is new: run the cells above")
        client.stop_channels()
        child.send_signal(signal.SIGINT)
        assert child.wait(20) == 0
