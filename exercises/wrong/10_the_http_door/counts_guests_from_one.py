"""You count the guests from one.

The path counts from 0, like every list, and so does a pointer (RFC 6901): the fourth guest is at 3.

task: 1
check: a_pointer_leads_to_the_field
message: /guests/4/email
"""

TOLD = {
    "typo": (422, ["/guests/4/email"]),
    "again": (409, ["/email"]),
    "late": (409, []),
    "nobody": (404, []),
    "field": (422, ["/seats~1paid"]),
}
