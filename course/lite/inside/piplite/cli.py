"""`%pip install`, which a cell may say."""


async def get_transformed_code(words: list[str]) -> str:
    return f"import piplite; await piplite.install({' '.join(words)!r})"
