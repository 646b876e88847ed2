"""The running interpreter's side of a build: old modules go, names point at the new ones.

What was built, and whether it should have been, is learner/'s.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import EllipsisType, FunctionType, ModuleType, NoneType

from course.learner.workspace import find_workspace, is_passing
from course.paths import PACKAGE, module_name
from course.sources.importers import with_importers

# Of these there may be one object for all who write it: a learner's own 5 is not the app's.
_SHARED = (str, bytes, int, float, NoneType, EllipsisType)
_EMPTY: tuple[object, ...] = ()
_GONE = object()


def put_first(tree: Path) -> None:
    """From now on `import reference_app` finds this tree."""
    if str(tree) in sys.path:
        sys.path.remove(str(tree))
    sys.path.insert(0, str(tree))


def stand_on(tree: Path) -> None:
    """The same, for a kernel in which another tree may have been first: what came from that one is
    forgotten."""
    put_first(tree)
    for name, module in [*sys.modules.items()]:
        file = Path(getattr(module, "__file__", None) or "/")
        if name.partition(".")[0] == PACKAGE and not file.is_relative_to(tree / PACKAGE):
            del sys.modules[name]


def warn_of_passing(shell: object) -> None:
    """Whoever opens a notebook of the clone in JupyterLab is told that nothing is kept. Elsewhere
    nobody works: what renders and checks notebooks names no cell."""
    if is_passing(find_workspace()) and jupyter_cell(shell):
        print(
            "Nothing that you do here is kept: this notebook is the book's own, and its workspace "
            "goes with the kernel. `python -m course learn` opens your copy."
        )


def jupyter_cell(shell: object) -> str | None:
    """The id of the cell that runs, where the front end sends it: JupyterLab does, nbclient and
    nbval do not."""
    request = getattr(shell, "parent_header", {})  # ipykernel's: the whole message
    found = request.get("metadata", {}).get("cellId")
    return found if isinstance(found, str) else None


class Names:
    """The names of a notebook, as far as they hold something of the app in a directory.

    Forgotten modules are kept until the names are renewed, for an import may fail in between.
    """

    def __init__(self, namespace: dict[str, object], directory: Path) -> None:
        self._namespace = namespace
        self._directory = directory
        self._texts: dict[str, str] = {}  # of the app's files, as they were when last looked at
        self._old: list[ModuleType] = []

    def forget(self) -> None:
        """From now on an import runs the file again, of each module that has changed and of each
        that imports such a one. Objects of the others stay what they are."""
        now = self._read()
        changed = {name for name in {*self._texts, *now} if self._texts.get(name) != now.get(name)}
        read_by_any = any("/" in name for name in changed)  # files that are no modules
        kept = set() if read_by_any else now.keys() - with_importers(changed, now)
        for name in [each for each in sys.modules if each.partition(".")[0] == PACKAGE]:
            if name not in kept:
                self._old.append(sys.modules.pop(name))
                parent, _, child = name.rpartition(".")
                if parent in sys.modules:  # else `from parent import child` would find the old one
                    vars(sys.modules[parent]).pop(child, None)
        self._texts = now
        importlib.invalidate_caches()

    def _read(self) -> dict[str, str]:
        """The app's files: modules by their name, others by their path."""
        files = [file for file in (self._directory / PACKAGE).rglob("*") if file.is_file()]
        paths = {file.relative_to(self._directory).as_posix(): file for file in files}
        return {
            module_name(path) if path.endswith(".py") else path: file.read_text("utf-8")
            for path, file in paths.items()
            if "__pycache__" not in path
        }

    def renew(self) -> list[str]:
        """Rebinds what came from the app; returns the names that still hold something old."""
        homes = dict(self._homes())
        broken: set[str] = set()
        for name, value in self._bound():
            if id(value) in homes:
                found = self._find(*homes[id(value)])
                if found is _GONE:
                    broken.add(name)
                else:  # the same object, if the app's module had it from elsewhere: `UTC`
                    self._namespace[name] = found
        old = {id(each) for module in self._old for each in _defined_in(module)}
        stale = [
            n for n, value in self._bound() if n in broken or not old.isdisjoint(_kinds(value))
        ]
        if not broken:  # else the next build tries again: what they came from must be known then
            self._old.clear()
        return stale

    def _bound(self) -> list[tuple[str, object]]:
        """Without IPython's own, which begin with an underscore."""
        return [(name, value) for name, value in self._namespace.items() if name[:1] != "_"]

    def _homes(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """Module and name of what the old modules held. What they only imported has its home
        elsewhere; of a catalog or a registry nobody can tell."""
        for module in self._old:
            yield id(module), (module.__name__, "")
            for name, value in vars(module).items():
                if isinstance(value, type | FunctionType):
                    is_home = value.__module__ == module.__name__
                else:
                    is_home = not isinstance(value, _SHARED) and value is not _EMPTY
                if is_home:
                    yield id(value), (module.__name__, name)

    def _find(self, module: str, name: str) -> object:
        """The new object of this name; `_GONE` if there is none or its module is broken now."""
        try:
            found = importlib.import_module(module)
            if name:
                return getattr(found, name)
            for each in self._old:  # a package has its modules as attributes once they are imported
                if each.__name__.startswith(f"{module}."):
                    importlib.import_module(each.__name__)
        except Exception:  # a module of the learner's may raise anything
            return _GONE
        return found


def _defined_in(module: ModuleType) -> Iterator[object]:
    for value in vars(module).values():
        if getattr(value, "__module__", None) == module.__name__:
            yield value


def _kinds(value: object) -> set[int]:
    """The object and the classes it is of."""
    kind = value if isinstance(value, type) else type(value)
    return {id(value), *map(id, kind.__mro__)}
