"""The command `migrate`, and what a start does with tables of another step."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from reference_app.__main__ import cli
from reference_app.infrastructure.sql.schema import HEAD
from tests.app.end_to_end.process import PATIENCE, command, environment, serving
from tests.app.sql.part_one import write_part_one

Ended = tuple[int, str, str]


def run(file: Path, *arguments: str, **settings: str) -> Ended:
    """In this process: most of what a command says needs no other."""
    found = CliRunner().invoke(cli, arguments, env=environment(file, **settings))
    return found.exit_code, found.stdout, found.stderr


@pytest.mark.parametrize("users", [None, 3])
def test_four_at_once_walk_each_step_once(tmp_path: Path, users: int | None) -> None:
    file = tmp_path / "app.db"
    if users:
        write_part_one(file, users=users)
    patient = environment(file, APP__DATABASE__WRITE_TIMEOUT="60")  # the machine may be busy
    started = [
        subprocess.Popen(command("migrate"), env=patient, stdout=subprocess.PIPE, encoding="utf-8")
        for _ in range(4)
    ]
    said = [each.communicate(timeout=PATIENCE)[0] for each in started]
    assert [each.returncode for each in started] == [0, 0, 0, 0], said
    lines = [line for out in said for line in out.splitlines()]
    assert lines.count("nothing to do") == 3
    assert len(lines) == 3 + int(HEAD) - bool(users)


def test_it_walks_up_back_and_up_and_says_each_step(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    assert run(file, "migrate", "--to", "0001")[:2] == (
        0,
        "up to 0001: Users, and the indexes that judge their uniqueness.\n",
    )
    assert run(file, "migrate")[1].startswith("up to 0002: ")
    assert run(file, "migrate")[:2] == (0, "nothing to do\n")
    assert run(file, "migrate", "--check")[:2] == (0, "as it should be\n")
    assert run(file, "migrate", "--back-to", "0002")[1].startswith(f"back over {HEAD}: ")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("--to", "0000"), 1, "There is no step 0000; there are 0001 to"),
        (("--to", "0001"), 1, "only --back-to goes back"),
        (("--to", "0001", "--check"), 2, "Give one of --to, --back-to and --check."),
    ],
)
def test_what_it_cannot_do_is_said_in_a_sentence(
    tmp_path: Path, arguments: tuple[str, ...], status: int, says: str
) -> None:
    run(tmp_path / "app.db", "migrate")
    code, out, err = run(tmp_path / "app.db", "migrate", *arguments)
    assert (code, out) == (status, "")
    assert says in err
    assert "Traceback" not in err


def test_a_difference_is_told_and_status_1_says_so(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    run(file, "migrate")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP INDEX users_newest")
    code, out, _ = run(file, "migrate", "--check")
    assert code == 1
    assert out.startswith("index users.users_newest is missing: CREATE INDEX")


def test_a_database_that_is_locked_or_away_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    run(file, "migrate")
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        code, _, err = run(file, "migrate", APP__DATABASE__WRITE_TIMEOUT="0.1")
    assert code == 1
    assert err.endswith("The database can't be used for now: database is locked.\n")
    assert run(tmp_path, "migrate")[0] == 1


def test_a_file_of_part_one_is_served_with_all_its_users(tmp_path: Path) -> None:
    file = tmp_path / "app.db"
    names = write_part_one(file, users=5)
    assert run(file, "migrate")[0] == 0
    with serving(file, APP__ENVIRONMENT="production") as process:
        page = httpx.get(f"{process.address}/api/v1/users", trust_env=False).json()
        new = {"email": "new@example.com", "username": "new", "full_name": "New"}
        created = httpx.post(f"{process.address}/api/v1/users", json=new, trust_env=False)
    assert sorted(item["username"] for item in page["items"]) == names
    assert created.status_code == 201


PRODUCTION = {"APP__ENVIRONMENT": "production"}


@pytest.mark.parametrize(
    ("settings", "migrates"),
    [
        ({}, True),
        (PRODUCTION, False),
        ({"APP__DATABASE__MIGRATE_AT_START": "false"}, False),
        (PRODUCTION | {"APP__DATABASE__MIGRATE_AT_START": "true"}, True),
    ],
)
def test_development_migrates_at_the_start_and_production_looks(
    tmp_path: Path, settings: dict[str, str], migrates: bool
) -> None:
    file = tmp_path / "app.db"
    run(file, "migrate", "--to", "0001")
    if migrates:
        with serving(file, **settings) as process:
            ready = httpx.get(f"{process.address}/readyz", trust_env=False)
        assert ready.status_code == 200
    else:
        code, _, err = run(file, "serve", "--port", "0", **settings)
        wanted = f"The database is at 0001, this app needs {HEAD}: run"
        assert (code, wanted in err, "Traceback" in err) == (1, True, False)
