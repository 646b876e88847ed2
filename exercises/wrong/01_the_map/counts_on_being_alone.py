"""You count who is in the list, and expect one.

Others may be in the database, from an import or from another test. Look for whom you have put there
yourself.

task: 2
check: the_tests_are_green_among_others
message: == 1`
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    found = await client.get(created.headers["Location"])
    assert found.json()["email"] == "ada@example.com"


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    await client.delete(address)
    assert (await client.get(address)).status_code == 404


async def test_everybody_in_the_list_has_an_email(client):
    await client.post(USERS, json=ADA)
    users = (await client.get(USERS)).json()["items"]
    assert len(users) == 1
    for user in users:
        assert "@" in user["email"]


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
