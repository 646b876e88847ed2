"""You say 404 for what is over.

The invitation is there, and everybody may read of it. It is closed, so what is stored stands
against the wish: a 409.

task: 1
check: what_is_over_stands_against_it
message: `TOLD['late'][0]` is `404`
"""

TOLD = {
    "typo": (422, ["/guests/3/email"]),
    "again": (409, ["/email"]),
    "late": (404, []),
    "nobody": (404, []),
    "field": (422, ["/seats~1paid"]),
}
