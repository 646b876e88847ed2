"""Starting and stopping the process: what it says, and with which status it ends."""

import json
import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from reference_app.__main__ import cli
from tests.app.end_to_end.process import (
    PATIENCE,
    command,
    environment,
    needs_signals,
    serving,
)
from tests.app.end_to_end.raw import connected, everything


@needs_signals
def test_it_tells_its_address_answers_there_and_stops_with_status_0(tmp_path: Path) -> None:
    with serving(tmp_path / "app.db") as process:
        assert process.address.startswith("http://127.0.0.1:")
        alive = httpx.get(f"{process.address}/livez", trust_env=False)
        assert (alive.status_code, "server" in alive.headers) == (200, False)
        assert process.end(signal.SIGTERM) == 0
    assert "no sign-in yet" in process.log
    assert process.log.count("GET /livez 200") == 1
    assert "Traceback" not in process.log


@needs_signals
def test_a_body_that_is_never_complete_does_not_keep_it_and_gets_503(tmp_path: Path) -> None:
    with serving(tmp_path / "app.db") as process, connected(process.address) as connection:
        head = "POST /api/v1/users HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\n"
        connection.sendall(f"{head}Content-Length: 50\r\nExpect: 100-continue\r\n\r\n".encode())
        assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")  # it is being read now
        connection.sendall(b'{"email": ')
        assert process.end(signal.SIGTERM) == 0
        said = everything(connection)
    head, _, body = said.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 503 ")
    assert "content-type: application/problem+json" in head
    assert "retry-after: 1" in head
    assert json.loads(body)["code"] == "unavailable"
    assert "Traceback" not in process.log
    assert len(re.findall("cut off", process.log)) == 1


@needs_signals
def test_the_port_may_come_from_the_settings_and_ctrl_c_stops_it_too(tmp_path: Path) -> None:
    with serving(tmp_path / "app.db", "--host", "localhost", APP__HTTP__PORT="0") as process:
        assert process.address != "http://127.0.0.1:8000"
        assert process.end(signal.SIGINT) == 0
    assert "Traceback" not in process.log


def test_a_host_that_is_no_name_ends_it_with_status_1_and_a_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        command("serve", "--host", "é..x", "--port", "0"),
        env=environment(tmp_path / "app.db"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "Choose another address" in ended.stderr


@needs_signals
def test_an_empty_host_is_no_other_host(tmp_path: Path) -> None:
    with serving(tmp_path / "app.db", "--host", "") as process:
        assert process.address.startswith("http://127.0.0.1:")
        assert process.end(signal.SIGTERM) == 0


def test_a_database_that_cannot_be_opened_ends_it_with_status_1_and_a_sentence(
    tmp_path: Path,
) -> None:
    (tmp_path / "app.db").write_text("This is no database. " * 100)
    ended = subprocess.run(
        command("serve", "--port", "0"),
        env=environment(tmp_path / "app.db"),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ended.returncode == 1
    assert "database" in ended.stderr
    assert "Traceback" not in ended.stderr


# What ends before the server runs needs no process of its own.


def run(*arguments: str, **settings: str) -> tuple[int, list[str]]:
    """The status and the lines that went to the error stream."""
    env: dict[str, str | None] = {name: None for name in os.environ if name.startswith("APP__")}
    ended = CliRunner().invoke(cli, arguments, env=env | settings)
    return ended.exit_code, ended.stderr.splitlines()


def test_bad_settings_end_it_with_status_2_and_a_line_for_each() -> None:
    status, lines = run("serve", APP__HTTP__PORT="many", APP__TYPO="1")
    assert status == 2
    assert [line.partition(":")[0] for line in lines] == ["APP__HTTP__PORT", "APP__TYPO"]


@pytest.mark.parametrize("by_setting", [False, True])
def test_a_port_that_is_taken_ends_it_with_status_1_and_says_which_flag_helps(
    by_setting: bool,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        flags, settings = ([], {"APP__HTTP__PORT": port}) if by_setting else (["--port", port], {})
        status, lines = run("serve", *flags, **settings)
    assert (status, len(lines)) == (1, 1)
    assert f"127.0.0.1, port {port}" in lines[0]
    assert "--port" in lines[0]


@pytest.mark.parametrize("by_setting", [False, True])
def test_a_host_that_does_not_exist_ends_it_with_status_1(by_setting: bool) -> None:
    host = "no.such.host.invalid"
    flags, settings = ([], {"APP__HTTP__HOST": host}) if by_setting else (["--host", host], {})
    status, lines = run("serve", *flags, "--port", "0", **settings)
    assert (status, len(lines)) == (1, 1)
    assert host in lines[0]
    assert "--host" in lines[0]


def test_a_port_that_is_none_is_refused() -> None:
    assert run("serve", "--port", "65536")[0] == 2
