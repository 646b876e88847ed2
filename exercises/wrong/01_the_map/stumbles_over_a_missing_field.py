"""You reach into the answer before you have asserted that there is one.

On the version that loses everybody there is a problem in its place, and the test ends with a
`KeyError`. Assert the status first, or compare the whole.

task: 3
check: it_is_red_by_an_assertion
message: stumbles: `KeyError
"""


async def test_what_was_answered_lasts(start):
    async with start() as client:
        ada = (await client.post(USERS, json=ADA)).headers["Location"]
        boole = (await client.post(USERS, json=BOOLE)).headers["Location"]
        await client.patch(ada, json=MARRIED)
        await client.delete(boole)
    async with start() as client:
        found = await client.get(ada)
        assert found.json()["full_name"] == "Ada King"
        assert (await client.get(boole)).status_code == 404
