import json

import pytest

from tests.people import make_hr, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings, tmp_path):
    settings.EMBEDDED, settings.DATA_DIR = True, tmp_path
    mei, hana = make_person(), make_hr()
    make_person("Not Listed")
    listed = [
        {"email": mei.user.email, "role": "Employee", "line": "Wants to learn to negotiate"},
        {"email": hana.user.email, "role": "HR admin", "line": "Reviews the round"},
        {"email": "gone@example.com", "role": "Mentor", "line": "Has left"},
    ]
    (tmp_path / "demo-sign-ins.json").write_text(json.dumps(listed))
    return mei


def test_people_of_the_demo_are_listed(client, demo):
    people = client.get("/demo/").context["people"]
    assert [(person.profile.name, person.role) for person in people] == [
        ("Mei Chen", "Employee"),
        ("Hana Suzuki", "HR admin"),
    ]


def test_one_press_signs_in(client, demo):
    assert client.post("/demo/", {"email": demo.user.email})["Location"] == "/"
    assert client.get("/").context["viewer"].profile == demo


@pytest.mark.parametrize("email", ["", "not.listed@example.com", "x", "\x00"])
def test_nobody_else_can_be_chosen(client, demo, email):
    page = client.post("/demo/", {"email": email})
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "_auth_user_id" not in client.session


def test_without_a_demo_company_the_page_says_so(client, demo, settings):
    (settings.DATA_DIR / "demo-sign-ins.json").unlink()
    assert "no demo company" in client.get("/demo/").content.decode()


def test_outside_embedded_mode_there_is_no_demo(client, demo, settings):
    settings.EMBEDDED = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"email": demo.user.email}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_leads_here_only_in_embedded_mode(client, settings):
    assert "/demo/" not in client.get("/accounts/login/code/").content.decode()
    settings.EMBEDDED = True
    assert "/demo/" in client.get("/accounts/login/code/").content.decode()
