"""You say 400 for all that a client has done wrong.

A 400 is for what can't be read at all. This was read well; it is the value that can't be right, and
that is a 422.

task: 1
check: what_cannot_be_right_is_unprocessable
message: `TOLD['typo'][0]` is `400`
"""

TOLD = {
    "typo": (400, ["/guests/3/email"]),
    "again": (409, ["/email"]),
    "late": (409, []),
    "nobody": (404, []),
    "field": (400, ["/seats~1paid"]),
}
