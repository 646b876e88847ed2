"""The description of the API for programs (OpenAPI 3.1) and its page for people, network or not."""

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from reference_app.presentation.http.problems import PROBLEM_JSON, ProblemDocument, title_of

router: Final = APIRouter(include_in_schema=False)
_SCHEMAS: Final = "#/components/schemas/"
_PROBLEM: Final = {PROBLEM_JSON: {"schema": {"$ref": f"{_SCHEMAS}{ProblemDocument.__name__}"}}}

# What any route may answer: a body that is too large, a mistake of ours, and what lies outside
# of routes, such as an unknown method. Also keeps FastAPI from describing its own 422.
_ANYWHERE: Final[dict[int | str, dict[str, Any]]] = {
    413: {"description": title_of(413), "content": _PROBLEM},
    500: {"description": title_of(500), "content": _PROBLEM},
    "default": {"description": "Any other problem", "content": _PROBLEM},
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: these statuses, and those of any route, are problem documents."""
    return {
        status: {"description": title_of(status), "content": _PROBLEM} for status in statuses
    } | _ANYWHERE


class DescribedApp(FastAPI):
    """FastAPI, describing problem documents, which no route returns by itself."""

    def openapi(self) -> dict[str, Any]:
        """`servers`: relative to the description's own address, whatever a proxy added to it."""
        description = super().openapi() | {"servers": [{"url": "."}]}
        schema = TypeAdapter(ProblemDocument).json_schema(ref_template=_SCHEMAS + "{model}")
        parts = schema.pop("$defs")
        description["components"]["schemas"] |= {ProblemDocument.__name__: schema, **parts}
        return description


# Addresses are relative, so that the page also works behind a proxy that adds a prefix.
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Users API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""

# Without `validatorUrl: null` the page would send our description to a service on the internet.
_START: Final = """SwaggerUIBundle({
  url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null,
});
"""

# The bundle writes style attributes and draws icons from data: addresses.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'"
)

_ASSETS: Final = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon-32x32.png": "image/png",
}


@router.get("/openapi.json")
async def description(request: Request) -> Response:
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def page() -> Response:
    return Response(_PAGE, headers={"Content-Security-Policy": _POLICY}, media_type="text/html")


@router.get("/docs/start.js")
async def start() -> Response:
    return Response(_START, media_type="text/javascript")


@router.get("/docs/{name}")
async def asset(name: str) -> Response:
    if name not in _ASSETS:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return Response(_bundled(name), media_type=_ASSETS[name])


@cache
def _bundled(name: str) -> bytes:
    """From the package `fastapi-swagger`, which carries Swagger UI 5."""
    return (files("fastapi_swagger.resources") / name).read_bytes()
