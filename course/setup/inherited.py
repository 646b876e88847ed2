"""What pip and uv take over from whoever calls: index, certificates, proxy, cache. Nothing else.

A variable or a config file of theirs that sends packages elsewhere, or holds some back, would make
another environment than the lock's. Standard library only, for it runs in a bare clone.
"""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

_PIP = re.compile(
    r"(extra-)?index-url|trusted-host|(client-)?cert|proxy|(no-)?cache-dir|keyring-provider"
    r"|timeout|retries|use-feature"
)
_UV = re.compile(
    r"(default-|extra-)?index(-url)?|index-strategy|(allow-)?insecure-host|native-tls|system-certs"
    r"|(no-)?cache(-dir)?|keyring-provider|http-timeout|http-proxy|https-proxy|no-proxy|link-mode"
    r"|index-.*-(username|password)"
)
# Of Python's own: what makes it import other modules than those that are installed, and what makes
# it wait for somebody at its end.
_PYTHON = ("HOME", "INSPECT", "PATH", "SAFEPATH", "STARTUP", "USERBASE")


def environment(python: Path) -> dict[str, str]:
    """For the pip of `python` and its uv. pip's settings come as variables, uv's in a file:
    `config_of_uv`."""
    kept = {name: value for name, value in os.environ.items() if _is_kept(name)}
    return {
        **dict(_settings_of_pip(python, kept)),
        **kept,
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_USER": "0",
    }


def _is_kept(name: str) -> bool:
    tool, _, setting = name.upper().partition("_")
    setting = setting.lower().replace("_", "-")
    if tool == "PIP":
        return _PIP.fullmatch(setting) is not None
    if tool == "UV":
        return _UV.fullmatch(setting) is not None
    return name.upper() not in {f"PYTHON{each}" for each in _PYTHON}


def _settings_of_pip(python: Path, kept: dict[str, str]) -> Iterator[tuple[str, str]]:
    """From its config files, as pip itself reads them: `global.index-url='...'`."""
    named = {name: value for name, value in os.environ.items() if name == "PIP_CONFIG_FILE"}
    done = subprocess.run(
        [str(python), "-m", "pip", "config", "list"],
        env=kept | named,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    for section, name, value in re.findall(r"^([\w:]+)\.([\w-]+)=(.*)$", done.stdout, re.MULTILINE):
        if section in ("global", "install") and _PIP.fullmatch(name):
            yield f"PIP_{name.upper().replace('-', '_')}", str(ast.literal_eval(value))


def config_of_uv() -> str:
    """The text of a config file with what is kept of uv's own, the user's before the machine's."""
    found: dict[str, Any] = {}
    for path in reversed([*_files_of_uv()]):
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue  # uv is not asked to read it, so nobody stumbles over it
        pip = settings.get("pip")
        for table in (pip if isinstance(pip, dict) else {}, settings):
            found |= {name: value for name, value in table.items() if _UV.fullmatch(name)}
    return "".join(f"{name} = {_toml(value)}\n" for name, value in found.items())


def _files_of_uv() -> Iterator[Path]:
    """Where uv looks, the strongest first."""
    if named := os.environ.get("UV_CONFIG_FILE"):
        yield Path(named)
    elif sys.platform == "win32":
        yield from (
            Path(os.environ[name], "uv", "uv.toml")
            for name in ("APPDATA", "PROGRAMDATA")
            if name in os.environ
        )
    else:
        with suppress(RuntimeError):  # nobody's home, as in some containers
            yield Path(
                os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config", "uv", "uv.toml"
            )
        yield Path("/etc/uv/uv.toml")


def _toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{_toml(name)} = {_toml(each)}" for name, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool | str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
