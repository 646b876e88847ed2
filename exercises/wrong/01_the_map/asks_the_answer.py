"""You ask the answer whether the user is kept.

The answer is made from what the handler holds, and is as good when nothing is stored. Ask in a
second request.

task: 2
check: a_user_who_is_not_kept_is_noticed
message: Its way was: POST 201.
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    assert created.json()["email"] == "ada@example.com"
    assert created.json()["id"]
    assert created.headers["Location"].endswith(created.json()["id"])


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    await client.delete(address)
    assert (await client.get(address)).status_code == 404


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
