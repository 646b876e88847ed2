"""You write the field's name into the pointer as it is.

A `/` begins a step: this leads to `paid` within `seats`. Within a name it is written `~1`.

task: 1
check: a_slash_within_a_name_is_no_step
message: is `['/seats/paid']`
"""

TOLD = {
    "typo": (422, ["/guests/3/email"]),
    "again": (409, ["/email"]),
    "late": (409, []),
    "nobody": (404, []),
    "field": (422, ["/seats/paid"]),
}
