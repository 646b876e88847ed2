"""What `course site` runs: a thin call; the module that it imports does the work.

Standard library only at import, for it is read in a bare clone.
"""

from argparse import Namespace


def site(given: Namespace) -> int:
    from course.site.build import SITE, build_site, zip_site
    from course.site.serve import serve

    build_site(with_lite=not given.pages_only)
    print(f"The site is in {SITE}.")
    if given.zip:
        zip_site(SITE, given.zip)
        print(f"It is packed in {given.zip}, with serve.py to show it.")
    if given.serve:
        serve(SITE)
    return 0
