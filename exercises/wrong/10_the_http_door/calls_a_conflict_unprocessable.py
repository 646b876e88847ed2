"""You call whatever a rule refuses a 422.

A 422 says that the form can't be right. Grace's is in order: the door would take it if nothing were
stored. What is stored stands against it, and that is a 409.

task: 1
check: what_is_stored_stands_against_it
message: `TOLD['again'][0]` is `422`
check: what_is_over_stands_against_it
"""

TOLD = {
    "typo": (422, ["/guests/3/email"]),
    "again": (422, ["/email"]),
    "late": (422, []),
    "nobody": (404, []),
    "field": (422, ["/seats~1paid"]),
}
