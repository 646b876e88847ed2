"""What `course site` runs: a thin call; the module that it imports does the work.

Standard library only at import, for it is read in a bare clone.
"""

from argparse import Namespace


def site(given: Namespace) -> int:
    from course.errors import CourseError
    from course.site.build import SITE, build_site, refuse_zip, zip_site
    from course.site.serve import serve

    if given.zip:
        refuse_zip(SITE, given.zip)
    build_site(with_lite=not given.pages_only)
    print(f"The site is in {SITE}.")
    if given.zip:
        zip_site(SITE, given.zip)
        print(f"It is packed in {given.zip}, with serve.py to show it.")
    if given.serve:
        try:
            serve(SITE)
        except OSError as error:
            raise CourseError(
                f"{error}: is the site shown already? Else `python -m http.server` shows it, too"
            ) from error
    return 0
