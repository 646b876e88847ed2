"""Chapter 10."""

from typing import Final

from course.pictures.diagrams import Arrow, Box, graph
from course.pictures.svg import Picture

_RINGS: Final = "Six rings and a table"

PICTURES: Final = (
    Picture(
        _RINGS,
        "A request passes six rings, from the outermost to the innermost: security headers, "
        "request id, access log, HEAD, body cap, error boundary. Inside, a route parses, asks the "
        "bus and renders the answer. Parsing and asking may raise an error; one table turns it "
        "into a problem document. What is not in the table stops at the error boundary, which "
        "makes it a 500. The answer, whichever it is, goes back through the rings.",
        graph(
            _RINGS,
            {
                "headers": Box(0, 0, "security\nheaders"),
                "id": Box(1, 0, "request\nid"),
                "log": Box(2, 0, "access\nlog"),
                "head": Box(3, 0, "HEAD\nas GET"),
                "cap": Box(4, 0, "body\ncap"),
                "boundary": Box(5.1, 0, "error\nboundary", "lit"),
                "parse": Box(5.1, 1.3, "parse"),
                "ask": Box(3.8, 1.3, "ask the bus"),
                "render": Box(2.3, 1.3, "render"),
                "answer": Box(0.5, 1.3, "the answer, back\nthrough the rings"),
                "table": Box(3.8, 2.5, "one table: which error\nis which status", "lit"),
            },
            [
                Arrow("headers", "id"),
                Arrow("id", "log"),
                Arrow("log", "head"),
                Arrow("head", "cap"),
                Arrow("cap", "boundary"),
                Arrow("boundary", "parse"),
                Arrow("parse", "ask"),
                Arrow("ask", "render"),
                Arrow("render", "answer"),
                Arrow("parse", "table", "", "bad"),
                Arrow("ask", "table", "raises", "bad"),
                Arrow("table", "answer", "", "lit"),
            ],
            cell=(122, 80),
        ),
    ),
)
