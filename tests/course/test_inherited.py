"""What an installer takes over from whoever calls, by variables and by config files."""

import os
import sys
import tomllib
from pathlib import Path

import pytest

from course.setup.inherited import config_of_uv, environment

KEPT = {
    "PIP_INDEX_URL": "https://mirror.example/simple",
    "PIP_CERT": "/etc/ca.pem",
    "PIP_PROXY": "http://proxy.example",
    "PIP_CACHE_DIR": "/var/cache/pip",
    "UV_DEFAULT_INDEX": "https://mirror.example/simple",
    "UV_INDEX_OURS_PASSWORD": "secret",
    "UV_CACHE_DIR": "/var/cache/uv",
    "SSL_CERT_FILE": "/etc/ca.pem",
    "HTTPS_PROXY": "http://proxy.example",
}
LEFT = {
    "PIP_TARGET": "/elsewhere",
    "PIP_PREFIX": "/elsewhere",
    "PIP_REQUIRE_VIRTUALENV": "1",
    "UV_CONSTRAINT": "constraints.txt",
    "UV_EXCLUDE_NEWER": "2020-01-01",
    "UV_SYSTEM_PYTHON": "1",
    "PYTHONSAFEPATH": "1",
    "PYTHONPATH": "/elsewhere",
    "PYTHONINSPECT": "1",
}
OF_UV = """
exclude-newer = "2020-01-01"
cache-dir = "/var/cache/uv"
index = [{ name = "ours", url = "https://mirror.example/simple", default = true }]
[pip]
target = "/elsewhere"
extra-index-url = ["https://more.example/simple"]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of somebody who has set all this, and has config files that say the same."""
    for name, value in {**KEPT, **LEFT, "HOME": str(tmp_path), "APPDATA": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("UV_CONFIG_FILE", raising=False)
    (tmp_path / "uv").mkdir()
    (tmp_path / "uv" / "uv.toml").write_text(OF_UV)
    return tmp_path


def test_variables_of_index_certificate_proxy_and_cache_are_kept_and_no_others() -> None:
    found = environment(Path(sys.executable))
    assert {name: found.get(name) for name in KEPT} == KEPT
    assert found.keys().isdisjoint(LEFT)
    assert found["PATH"] == os.environ["PATH"]


def test_of_the_config_files_of_pip_the_same_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "pip.conf"
    file.write_text(
        "[global]\nindex-url = https://file.example\ntimeout = 7\n[install]\ntarget = /elsewhere\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    found = environment(Path(sys.executable))
    assert found["PIP_TIMEOUT"] == "7"
    assert found["PIP_INDEX_URL"] == KEPT["PIP_INDEX_URL"], "a variable is stronger than a file"
    assert "PIP_TARGET" not in found
    assert found["PIP_CONFIG_FILE"] == os.devnull


def test_of_the_config_files_of_uv_the_same_is_kept(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {
        "cache-dir": "/var/cache/uv",
        "index": [{"name": "ours", "url": "https://mirror.example/simple", "default": True}],
        "extra-index-url": ["https://more.example/simple"],
    }
    assert tomllib.loads(config_of_uv()) == expected
    monkeypatch.setenv("UV_CONFIG_FILE", str(home / "nowhere.toml"))
    assert config_of_uv() == ""


def test_what_is_kept_of_uv_is_read_as_it_was_written(home: Path) -> None:
    settings = (
        'cache-dir = "/home/\U0001f600/ü\\u007f\\t"\nhttp-timeout = inf\nnative-tls = true\n'
        'index-strategy = 2020-01-01\nno-proxy = ["\U0001f600"]\n'
        'index = [{ "\U0001f600" = 1.5, x = -inf }]\n'
    )
    (home / "uv" / "uv.toml").write_text(settings, encoding="utf-8")
    assert tomllib.loads(config_of_uv()) == tomllib.loads(settings)


def test_a_setting_of_uv_that_is_none_is_passed_over(home: Path) -> None:
    (home / "uv" / "uv.toml").write_text('pip = 1\ncache-dir = "here"\n')
    assert config_of_uv() == 'cache-dir = "here"\n'


def test_who_has_no_home_has_no_config_files_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(_: object) -> None:
        raise KeyError

    monkeypatch.delenv("XDG_CONFIG_HOME")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    if sys.platform != "win32":
        monkeypatch.setattr("pwd.getpwuid", nobody)
    assert isinstance(config_of_uv(), str)
