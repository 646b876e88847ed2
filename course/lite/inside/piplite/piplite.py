"""Where JupyterLite puts its settings."""


async def install(requirements: object, **_: object) -> None:
    """What is packed is loaded when a cell imports it."""
    raise RuntimeError(f"{requirements} can't be installed here: this page asks no other")
