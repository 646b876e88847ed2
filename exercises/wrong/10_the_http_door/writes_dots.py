"""You write a place as Python or JavaScript would: with dots.

A pointer puts a `/` before each step (RFC 6901), so that programs in all languages read it alike.

task: 1
check: a_pointer_leads_to_the_field
message: `['email']`
"""

TOLD = {
    "typo": (422, ["guests[3].email"]),
    "again": (409, ["email"]),
    "late": (409, []),
    "nobody": (404, []),
    "field": (422, ["/seats~1paid"]),
}
