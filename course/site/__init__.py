"""The site: pages made of chapters, exercises, the app and `docs/`, built by mkdocs; its plugin
mkdocs-jupyter renders the notebooks.

How a page looks is mkdocs-material's; a chapter that runs in the browser is lite/'s.
"""

from typing import Final

REPOSITORY: Final = "REPO_URL"  # of the environment: where the book can be cloned from, if known
WITH_LITE: Final = "SITE_WITH_LITE"  # of the environment: chapters run in the browser, too
