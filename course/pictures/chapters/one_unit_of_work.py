"""Chapter 7."""

from typing import Final

from course.pictures.diagrams import Arrow, timeline
from course.pictures.svg import Picture

_COMMIT: Final = "Commit, then answer"
_FLAG: Final = "A flag in place of a cancellation"

PICTURES: Final = (
    Picture(
        _COMMIT,
        "From left to right: client, door, bus, unit of work, database. The client posts, the door "
        "sends a command to the bus, the bus opens a unit of work, and that begins a transaction "
        "and inserts. The bus says commit, the database commits and says that it is stored. Only "
        "then does the door hear of the new user and answer 201. A yield dependency of FastAPI "
        "would commit after that answer, when it is too late to take it back.",
        timeline(
            _COMMIT,
            ["client", "door", "bus", "unit of work", "database"],
            [
                Arrow("client", "door", "POST /users"),
                Arrow("door", "bus", "CreateUser"),
                Arrow("bus", "unit of work", "open"),
                Arrow("unit of work", "database", "BEGIN, INSERT"),
                Arrow("bus", "unit of work", "commit", "lit"),
                Arrow("unit of work", "database", "COMMIT", "lit"),
                Arrow("database", "unit of work", "stored"),
                Arrow("bus", "door", "the new user"),
                Arrow("door", "client", "201 Created"),
                Arrow("door", "door", "a yield dependency\ncommits here", "bad"),
            ],
            width=150,
        ),
    ),
    Picture(
        _FLAG,
        "The bus starts the transaction as a task of its own and waits. The caller is cancelled "
        "while an INSERT is under way. The bus raises a flag, unwanted, and goes on waiting. The "
        "transaction gets the answer to its INSERT, looks at the flag, rolls back and ends. Now "
        "the caller hears that it was cancelled, and nothing is running any more.",
        timeline(
            _FLAG,
            ["caller", "bus", "transaction", "database"],
            [
                Arrow("caller", "bus", "execute"),
                Arrow("bus", "transaction", "a task of its own"),
                Arrow("transaction", "database", "INSERT"),
                Arrow("caller", "caller", "cancelled", "bad"),
                Arrow("bus", "transaction", "raises the flag", "lit"),
                Arrow("database", "transaction", "one row"),
                Arrow("transaction", "transaction", "unwanted?"),
                Arrow("transaction", "database", "ROLLBACK", "lit"),
                Arrow("bus", "caller", "CancelledError"),
            ],
            width=170,
        ),
    ),
)
