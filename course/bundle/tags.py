"""What a target is to the packaging of Python: markers that hold there, wheels that fit there."""

from functools import cache
from typing import Final

from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms

from course.setup.targets import Target

MACOS: Final = (11, 0)  # the oldest that is served
MANYLINUX: Final = (  # glibc 2.28: Debian 10, Ubuntu 20.04, RHEL 8, and all that are younger
    *(f"manylinux_2_{minor}" for minor in range(28, 4, -1)),
    *("manylinux2014", "manylinux2010", "manylinux1"),
)
MARKERS: Final = {
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux"},
    "macos": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"},
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows"},
}


def environment(target: Target, python: str) -> dict[str, str]:
    """All that a marker may ask for, so that nothing is taken from this interpreter.

    `python` is a release of the target's Python, such as "3.12.4".
    """
    kind, _, machine = target.system.partition("-")
    return MARKERS[kind] | {
        "platform_machine": machine.upper() if kind == "windows" else machine,
        "platform_release": "",
        "platform_version": "",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "implementation_version": python,
        "python_full_version": python,
        "python_version": target.python,
    }


def platforms(system: str) -> list[str]:
    """As wheels are named for them, the best first."""
    kind, _, machine = system.partition("-")
    if kind == "windows":
        return [f"win_{machine}"]
    if kind == "macos":
        return list(mac_platforms(MACOS, machine))
    return [f"{name}_{machine}" for name in MANYLINUX]


@cache
def tags(target: Target) -> frozenset[Tag]:
    """A wheel that bears one of them can be installed there."""
    major, minor = map(int, target.python.split("."))
    interpreter, names = f"cp{major}{minor}", platforms(target.system)
    compiled = cpython_tags((major, minor), [interpreter], names)
    return frozenset([*compiled, *compatible_tags((major, minor), interpreter, names)])
