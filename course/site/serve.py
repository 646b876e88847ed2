"""Shows the site that lies beside it, to this machine only: `python serve.py [PORT]`.

Goes into the zip for a classroom as it is, so it needs Python and nothing else.
"""

import sys
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PORT = 8001


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of each request, and what a browser needs to know of each kind of file."""

    extensions_map = {  # noqa: RUF012 (the base class has it so)
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".ipynb": "application/x-ipynb+json",
    }

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(directory: Path, port: int = PORT) -> None:
    """Until Ctrl-C. Port 0 is any free one."""
    files = partial(Quiet, directory=str(directory))
    with ThreadingHTTPServer(("127.0.0.1", port), files) as server:
        print(
            f"Fast Forge is at http://127.0.0.1:{server.server_port}/ - Ctrl-C ends it", flush=True
        )
        with suppress(KeyboardInterrupt):
            server.serve_forever()


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    try:
        serve(here / "site", int(sys.argv[1]) if len(sys.argv) > 1 else PORT)
    except (OSError, ValueError) as error:
        sys.exit(f"{error}. Name another port: python serve.py 8002")
