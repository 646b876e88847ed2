"""You replaced the look at her address by the answer to the `DELETE`.

204 says that nothing went wrong. Whether she is gone, only a look at her address can tell.

task: 2
check: who_is_deleted_and_there_is_noticed_still
message: 204 and deletes nobody
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
    assert (await client.delete(address)).status_code == 204


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
