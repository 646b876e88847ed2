"""Behind a proxy that takes a prefix off: the addresses that we name lead back through it."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin

import httpx
import pytest

from tests.app.end_to_end.process import serving
from tests.app.http.door import ADA, USERS

pytestmark = pytest.mark.chapter(11)

PREFIXES = ("/wms", "/api", "/docs")  # two of them begin paths of ours


@contextmanager
def proxy(target: str, prefix: str) -> Iterator[str]:
    """Hands on what begins with the prefix, without it; all else is 404. Yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if not self.path.startswith(f"{prefix}/"):
                self.send_error(404)
                return
            path, headers = self.path.removeprefix(prefix), dict(self.headers.items())
            answer = httpx.request(
                self.command, target + path, content=body, headers=headers, trust_env=False
            )
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_DELETE = handle_one  # noqa: N815 (as http.server asks)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_location_and_description_lead_back_through_the_proxy(tmp_path: Path, prefix: str) -> None:
    with (
        serving(tmp_path / "app.db", APP__HTTP__ROOT_PATH=prefix) as process,
        proxy(process.address, prefix) as outside,
        httpx.Client(base_url=outside, trust_env=False) as client,
    ):
        created = client.post(f"{prefix}{USERS}", json=ADA)
        assert created.status_code == 201
        place = created.headers["location"]
        assert client.get(place).json() == created.json()
        described = client.get(f"{prefix}/openapi.json")
        [server] = described.json()["servers"]
        base = urljoin(str(described.url), server["url"]).rstrip("/")
        [path] = [path for path in described.json()["paths"] if path == USERS]
        assert client.get(base + path).json()["items"] == [created.json()]
        assert client.delete(place).status_code == 204
