import re

from django.urls import reverse


def test_hr_sees_every_component(sign_in, cast):
    response = sign_in(cast.hana).get(reverse("design"))
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1>") == 1
    for name in (
        "task-first",
        "error-summary",
        "parts",
        "reasons",
        "hours-grid",
        "stepper",
        "empty",
        "card chart",
    ):
        assert f'class="{name}' in html or name in html


def test_no_page_carries_styles_or_scripts_inside(sign_in, cast):
    html = sign_in(cast.hana).get(reverse("design")).content.decode()
    assert " style=" not in html
    assert not re.search(r"\son[a-z]+=", html)
    assert re.findall(r"<script(?![^>]*src=)", html) == []


def test_others_do_not_learn_that_it_exists(sign_in, cast):
    assert sign_in(cast.dan).get(reverse("design")).status_code == 404
