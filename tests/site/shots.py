"""What some pages of a built site look like, in light, in dark and on a phone. No test is here.

python -m tests.site.shots SITE DIRECTORY
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.chromium import options
from tests.site.reading import served
from tests.site.visiting import DESKTOP, PHONE

SHOWN = (
    "",
    "learn/03_entities/",
    "exercises/02_values/",
    "reference/http/",
    "reference/app/domain/users/",
    "explanation/architecture/",
)


def shoot(site: Path, directory: Path) -> None:
    """A picture of each page in each look."""
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options())
        for look in ("light", "dark", "phone"):
            page = browser.new_page(
                color_scheme="dark" if look == "dark" else "light",
                viewport=PHONE if look == "phone" else DESKTOP,
            )
            for path in SHOWN:
                page.goto(address + path)
                name = path.strip("/").replace("/", "_") or "home"
                page.screenshot(path=directory / f"{name}_{look}.png")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    shoot(Path(sys.argv[1]), Path(sys.argv[2]))
