"""Asked for by JupyterLite; see piplite, which stands in for what would use it."""
