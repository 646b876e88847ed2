"""What the pages of the site load from npm's packages."""

from pathlib import Path

from course.paths import VAR
from course.setup.npm import installed


def mermaid() -> Path:
    """The script that draws diagrams. Raises `CourseError` when it can't be had."""
    script = "@mermaid-js/tiny/dist/mermaid.tiny.js"
    return installed(Path(__file__).parent, VAR / "site" / "npm", script)
