"""You say 422 for an id that nobody has given out.

The id looks as it should. It speaks of something that is not there, and so does its answer: a 404.

task: 1
check: what_is_not_there_is_not_found
message: `TOLD['nobody'][0]` is `422`
"""

TOLD = {
    "typo": (422, ["/guests/3/email"]),
    "again": (409, ["/email"]),
    "late": (409, []),
    "nobody": (422, []),
    "field": (422, ["/seats~1paid"]),
}
