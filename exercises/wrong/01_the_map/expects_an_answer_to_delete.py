"""You expect a `DELETE` to be answered with 200.

It has nothing to tell, and says so: 204. A test that is red on a right app is soon switched off;
run each on the app as it is before you hand it in.

task: 2
check: the_tests_are_green_on_the_app
message: client.delete(address)).status_code == 200`
check: the_tests_are_green_among_others
check: who_was_never_there_is_not_gone
check: who_is_deleted_and_there_is_noticed_still
"""


async def test_a_new_user_is_kept(client):
    created = await client.post(USERS, json=ADA)
    assert created.status_code == 201
    assert created.json()["email"] == "ada@example.com"
    found = await client.get(created.headers["Location"])
    assert found.json() == created.json()


async def test_a_deleted_user_is_gone(client):
    created = await client.post(USERS, json=ADA)
    address = created.headers["Location"]
    assert (await client.get(address)).status_code == 200
    assert (await client.delete(address)).status_code == 200
    assert (await client.get(address)).status_code == 404


async def test_everybody_in_the_list_has_an_email(client):
    created = await client.post(USERS, json=ADA)
    listed = await client.get(USERS)
    assert created.json() in listed.json()["items"]
    for user in listed.json()["items"]:
        assert "@" in user["email"]


async def test_an_email_is_taken_once(client):
    await client.post(USERS, json=ADA)
    again = await client.post(USERS, json=TWIN_OF_ADA)
    assert again.status_code == 409
