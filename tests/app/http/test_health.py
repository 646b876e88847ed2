"""What tells a supervisor whether to keep the process and whether to send it requests."""

from httpx import AsyncClient

from reference_app.settings import Settings
from tests.app.http.door import Unreachable, opened, problem


async def test_a_process_whose_database_answers_is_alive_and_ready(client: AsyncClient) -> None:
    assert [(await client.get(path)).status_code for path in ("/livez", "/readyz")] == [200, 200]


async def test_a_process_whose_database_is_gone_is_alive_but_not_ready(settings: Settings) -> None:
    async with opened(settings, units=Unreachable()) as client:
        alive, ready = await client.get("/livez"), await client.get("/readyz")
    assert alive.status_code == 200
    problem(ready, 503, "unavailable")
    assert int(ready.headers["retry-after"]) >= 1
    assert "10.0.0.7" not in ready.text
