"""The HTTP API as text, from the OpenAPI document that the app itself gives out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from starlette.routing import Route

from course.site.exchanges import Exchange, of_operation, shown
from course.site.http_headers import general, of_every_answer, of_these
from course.site.pages import fenced, table
from reference_app.presentation.http.app import ROUTES, create_asgi
from reference_app.settings import Settings

Json = Mapping[str, Any]


def description() -> dict[str, Any]:
    """The document (OpenAPI 3.1)."""
    return create_asgi(Settings()).openapi()


def filled(document: Json, made: Sequence[Exchange]) -> dict[str, str]:
    """The parts of the page, by the name that each has there."""
    return {
        "operations": operations(document, made),
        "headers": of_every_answer(made),
        "no_operation": no_operation(document, made),
        "shapes": shapes(document),
    }


def operations(document: Json, made: Sequence[Exchange]) -> str:
    """By path and method, with what was exchanged. Raises `CourseError` for one without example."""
    return "\n\n".join(
        part
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        for part in (
            *_operation(method.upper(), path, operation),
            *_seen(of_operation(made, method.upper(), path), general(made)),
        )
    )


def no_operation(document: Json, made: Sequence[Exchange]) -> str:
    """What was exchanged although no operation takes it."""
    paths = document["paths"]
    others = [
        each for each in made if each.example.method.lower() not in paths.get(each.example.path, {})
    ]
    return "\n\n".join(_seen(others, general(made)))


def _seen(made: Sequence[Exchange], left_out: set[str]) -> Iterator[str]:
    yield of_these(made, left_out)
    yield from shown(made, left_out)


def shapes(document: Json) -> str:
    """What operations take and answer, by name."""
    schemas = sorted(document["components"]["schemas"].items())
    return "\n\n".join("\n\n".join([f"### {name}", *_schema(each)]) for name, each in schemas)


def _operation(method: str, path: str, operation: Json) -> Iterator[str]:
    yield f"### `{method} {path}`"
    words = operation.get("description") or f"{operation['summary'].capitalize()}."
    yield f"{words} {_code(method, path)}"
    if rows := [_parameter(each) for each in operation.get("parameters", [])]:
        yield table("parameter", "in", "type", "meaning", rows=rows)
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"Body: {type_of(content['schema'])}, as `{media}`."
    answers = [_Answer.of(*item) for item in operation["responses"].items()]
    rows = [[f"**{each.status}**", each.meaning, each.body] for each in answers if not each.fails]
    yield table("answer", "meaning", "body", rows=rows)
    told = [f"{each.status} {each.meaning}".strip() for each in answers if each.fails]
    yield f"Problems, each with a [ProblemDocument](#problemdocument): {', '.join(sorted(told))}."


def _code(method: str, path: str) -> str:
    """A link to the function that answers."""
    for route in ROUTES:
        if (
            isinstance(route, Route)
            and route.path_format == path
            and method in (route.methods or ())
        ):
            module, name = route.endpoint.__module__, route.endpoint.__name__
            file = f"{module.replace('.', '/')}.py"
            return f"In the code it is [`{name}`](/{file}#{module}.{name})."
    return ""


def _parameter(each: Json) -> list[str]:
    needed = ", required" if each.get("required") else ""
    meaning = each.get("description", "")
    return [f"`{each['name']}`", each["in"], f"{type_of(each['schema'])}{needed}", meaning]


class _Answer(NamedTuple):
    status: str
    meaning: str
    body: str
    fails: bool

    @classmethod
    def of(cls, status: str, answer: Json) -> "_Answer":
        bodies = [type_of(each.get("schema", {})) for each in answer.get("content", {}).values()]
        known = HTTPStatus(int(status)).phrase if status.isdecimal() else ""
        words = [answer["description"], *(f"`{name}`" for name in answer.get("headers", {}))]
        meaning = known if words[0] in ("Successful Response", "Any other problem") else words[0]
        return cls(status, ", ".join([meaning, *words[1:]]), ", ".join(bodies), status >= "4")


def _schema(schema: Json) -> Iterator[str]:
    if words := schema.get("description"):
        yield words
    if properties := schema.get("properties"):
        needed = schema.get("required", [])
        rows = [
            [
                f"`{name}`",
                type_of(each),
                "yes" if name in needed else "no",
                each.get("description", ""),
            ]
            for name, each in properties.items()
        ]
        yield table("field", "type", "required", "meaning", rows=rows)
    else:
        yield fenced(json.dumps(schema, indent=2), "json")


def type_of(schema: Json) -> str:
    """Words for what a JSON Schema takes; a shape that has a name is a link to it."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(map(type_of, options))
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}{_limits(schema)}"
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return " or ".join(f"`{json.dumps(value)}`" for value in values)
    return f"{schema.get('format') or schema.get('type') or 'anything'}{_limits(schema)}"


_WORDS: Final = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "exclusiveMinimum": "over {}",
    "minLength": "{} or more characters",
    "maxLength": "up to {} characters",
    "minItems": "{} or more",
    "maxItems": "up to {}",
    "default": "else {}",
}


def _limits(schema: Json) -> str:
    known = [words.format(schema[key]) for key, words in _WORDS.items() if key in schema]
    return f" ({', '.join(known)})" if known else ""
