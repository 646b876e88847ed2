"""You point at the whole body where no field is to blame.

The pointer `""` is a place too, and the form would mark all of it. Where nothing is to be mended,
nothing is listed.

task: 1
check: what_has_no_place_has_no_pointer
message: is `['']`
"""

TOLD = {
    "typo": (422, ["/guests/3/email"]),
    "again": (409, ["/email"]),
    "late": (409, [""]),
    "nobody": (404, [""]),
    "field": (422, ["/seats~1paid"]),
}
