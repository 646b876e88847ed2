"""What the doctor says of a machine: each check with the fault and without."""

import socket
from pathlib import Path

import pytest

from course.setup import doctor


def test_a_healthy_machine_reads_ok_or_mend_on_each_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = doctor.doctor()
    lines = capsys.readouterr().out.splitlines()
    assert code == 0
    assert {line.split()[0] for line in lines} <= {"ok", "mend"}
    assert [line.split()[1] for line in lines if line.startswith("ok")][:4] == [
        "Python",
        "place",
        "writing",
        "disk",
    ]


def test_a_directory_that_cannot_be_written_stops_the_work(tmp_path: Path) -> None:
    assert doctor.writing(tmp_path).ok
    finding = doctor.writing(tmp_path / "not there")
    assert not finding.ok
    assert finding.stops


def test_a_full_disk_stops_the_work(tmp_path: Path) -> None:
    assert doctor.disk(tmp_path, needed=0).ok
    finding = doctor.disk(tmp_path, needed=10**12)
    assert not finding.ok
    assert finding.stops
    assert "1000000000000 MB needed" in finding.text


def test_a_taken_port_is_told_but_stops_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        finding = doctor.port(number)
        assert not finding.ok
        assert not finding.stops
        assert str(number) in finding.text
    assert doctor.port(number).ok


def test_a_tool_that_does_not_start_stops_the_work() -> None:
    assert doctor.runs("ruff", "ruff", "--version").ok
    assert doctor.runs("ruff", "no_such_module").stops


def test_a_missing_display_is_told_with_the_way_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    finding = doctor.browser()
    assert not finding.ok
    assert "ssh -L" in finding.text
    monkeypatch.setenv("DISPLAY", ":0")
    assert doctor.browser().ok
