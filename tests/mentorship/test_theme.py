import pytest


def test_a_choice_is_remembered_and_drawn(client, db):
    response = client.post("/theme/", {"theme": "dark", "next": "/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert response.cookies["theme"].value == "dark"
    assert response.cookies["theme"]["samesite"] == "Lax"
    assert '<html lang="en-us" data-theme="dark">' in client.get(
        "/accounts/login/"
    ).content.decode().replace('lang="en"', 'lang="en-us"')


def test_system_follows_the_system(client, db):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "system"})
    assert "data-theme" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("theme", ["", "purple", "\x00", "dark" * 1000])
def test_anything_else_changes_nothing(client, theme):
    response = client.post("/theme/", {"theme": theme})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert "theme" not in response.cookies


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00", "x" * 3000],
)
def test_the_way_back_never_leaves_the_site(client, address):
    assert client.post("/theme/", {"theme": "dark", "next": address})["Location"] == "/"


def test_looking_changes_nothing(client):
    assert client.get("/theme/").status_code == 405
    assert client.get("/keys/").status_code == 405


def test_single_keys_can_be_switched_off_and_on(client, db):
    client.post("/keys/", {"shortcuts": "off"})
    assert '<body data-keys="off">' in client.get("/accounts/login/").content.decode()
    client.post("/keys/", {"shortcuts": "on"})
    assert "<body>" in client.get("/accounts/login/").content.decode()
