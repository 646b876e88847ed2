"""You show that she is gone, and not that she was there.

Gone is everybody who never was, and a 201 is only an answer. First look at her address and find
her, then delete, then look again.

task: 2
check: who_was_never_there_is_not_gone
message: `test_a_deleted_user_is_gone` is green on an app that keeps nothing
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    found = await client.get(created.headers["Location"])
    assert found.json()["email"] == "ada@example.com"


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    await client.delete(address)
    assert (await client.get(address)).status_code == 404
    listed = await client.get(USERS)
    assert created.json() not in listed.json()["items"]


async def test_everybody_in_the_list_has_an_email(client):
    await client.post(USERS, json=ADA)
    users = (await client.get(USERS)).json()["items"]
    assert len(users) > 0
    for user in users:
        assert "@" in user["email"]


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
