"""A kernel for the tests of what an exercise's cells say."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.course.kernels import Kernel, kernel


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    with kernel(tmp_path_factory.mktemp("elsewhere")) as started:
        yield started


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A path with a space in it."""
    directory = tmp_path / "my workspace"
    directory.mkdir()
    return directory


@pytest.fixture
def opened(process: Kernel, workspace: Path) -> Kernel:
    """Exercise 2, just opened, in a workspace where nothing was done."""
    process.run("%reset -f")
    process.run(f"import os, course\nos.environ['COURSE_WORKSPACE'] = {str(workspace)!r}")
    assert process.run("course.exercise(2)").startswith("exercise 2: Values that know when")
    return process
