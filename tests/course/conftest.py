"""A kernel for the tests of what a cell says, and chapter 2 of the small library open in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from course.learner.learner import Learner
from tests.course.kernels import Kernel, kernel
from tests.course.learning import CHAPTERS


@pytest.fixture(scope="session")
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
def learner(tmp_path: Path) -> Learner:
    """Of the small library, with nothing run yet."""
    return Learner(tmp_path / "my workspace", CHAPTERS)


@pytest.fixture
def second(process: Kernel, workspace: Path) -> Kernel:
    """Chapter 2, just opened, without names from other tests."""
    process.run("%reset -f")
    process.open(2, workspace)
    return process
