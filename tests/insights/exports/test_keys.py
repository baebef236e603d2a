"""Keys for tools that fetch figures: made and shown once, used, limited, noted, ended."""

import base64
import csv
import io
import json
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from insights.exports import keys
from insights.exports.columns import COLUMNS
from insights.models import ExportKey
from outbox.links import hash_of
from profiles.models import AuditEvent, RoleGrant
from tests.insights.report import world
from tests.matching.exports.reading import body

pytestmark = pytest.mark.django_db
PAGE, MAKE = "/hr/insights/export/", "/hr/insights/export/keys/make/"
CSV, JSON = "/figures/csv/", "/figures/json/"


@pytest.fixture
def program(cast):
    program = world.running_in_may(cast.program)
    world.figures(program)
    return program


@pytest.fixture
def token(cast):
    return keys.make("Power BI", by=cast.hana.user, now=timezone.now())


def fetch(client, token, path=CSV, **query):
    return client.get(path, query, headers={"Authorization": f"Bearer {token}"})


def test_a_key_is_shown_once_and_only_its_hash_is_kept(cast, sign_in):
    client = sign_in(cast.hana)
    answer = client.post(MAKE, {"name": "Power BI, Finance"})
    key = ExportKey.objects.get()
    token = answer.context["token"]
    assert f'value="{token}"' in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert (key.name, key.token_hash, key.last_used_at) == (
        "Power BI, Finance", hash_of(token), None,
    )  # fmt: skip
    page = client.get(PAGE).text
    assert token not in page
    assert "Power BI, Finance" in page
    assert "not used yet" in page
    event = AuditEvent.objects.get(action=keys.MADE)
    assert (event.actor, token in json.dumps(event.data)) == (cast.hana.user, False)


def test_a_key_without_a_name_is_asked_for_one(cast, sign_in):
    answer = sign_in(cast.hana).post(MAKE, {"name": " "})
    assert "Enter what the key is for" in answer.text
    long = sign_in(cast.hana).post(MAKE, {"name": "x" * 81})
    assert "must be 80 characters or fewer" in long.text
    assert "x" * 81 in long.text
    assert not ExportKey.objects.exists()


def test_coordinators_see_no_keys_and_make_none(cast, sign_in, token):
    client = sign_in(cast.cora)
    assert "Make a key" not in client.get(PAGE).text
    assert client.post(MAKE, {"name": "Mine"}).status_code == 404
    end = reverse("end-export-key", args=[ExportKey.objects.get().pk])
    assert client.post(end).status_code == 404


def test_a_tool_reads_the_same_table_as_the_page(client, program, token):
    answer = fetch(client, token, program=program.pk, measure="rhythm")
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(body(answer).decode("utf-8-sig"), newline="")))
    assert list(rows[0]) == [column.name for column in COLUMNS]
    assert {row["measure"] for row in rows} == {"rhythm"}
    lines = json.loads(body(fetch(client, token, JSON, program=program.pk)))["lines"]
    assert {line["program_id"] for line in lines} == {program.pk}


def test_as_the_password_of_basic_too(client, program, token):
    header = base64.b64encode(f"anybody:{token}".encode()).decode()
    assert client.get(CSV, headers={"Authorization": f"Basic {header}"}).status_code == 200
    for odd in ("Basic ???", f"Basic {token}", f"Token {token}", token):
        assert client.get(CSV, headers={"Authorization": odd}).status_code == 401


def test_every_fetch_is_noted_with_its_choice(client, program, token):
    now = timezone.now()
    fetch(client, token, program=program.pk, weeks="all")
    key = ExportKey.objects.get()
    assert key.last_used_at >= now
    event = AuditEvent.objects.get(action=keys.PULLED)
    assert (event.actor, event.object_type, event.object_id) == (None, "insights.exportkey", key.pk)
    assert event.data["programs"] == [program.pk]
    assert event.data["every_week"] is True


def test_what_is_wrong_with_a_choice_is_said(client, program, token):
    answer = fetch(client, token, cut="shoe-size")
    assert (answer.status_code, answer.text) == (400, "cut: Choose a breakdown from the list\n")
    assert not AuditEvent.objects.filter(action=keys.PULLED).exists()


def test_an_ended_key_reads_nothing_and_ends_once(cast, client, sign_in, token):
    key = ExportKey.objects.get()
    hr = sign_in(cast.hana)
    for _n in range(2):
        hr.post(reverse("end-export-key", args=[key.pk]))
    assert fetch(client, token).status_code == 401
    assert AuditEvent.objects.filter(action=keys.ENDED).count() == 1
    assert not hr.get(PAGE).context["keys"]


@pytest.mark.parametrize("lost", ["role", "account"])
def test_a_key_ends_with_the_power_of_who_made_it(cast, client, token, lost):
    if lost == "role":
        RoleGrant.objects.filter(user=cast.hana.user).delete()
    else:
        type(cast.hana.user).objects.filter(pk=cast.hana.user.pk).update(is_active=False)
    assert fetch(client, token).status_code == 401


def test_no_key_a_wrong_key_and_a_guesser(client, token):
    answer = client.get(CSV)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    tried = [fetch(client, f"wrong-{n}").status_code for n in range(22)]
    assert tried.count(401) <= 20
    assert tried[-1] == 429
    assert fetch(client, token).status_code == 200


def test_sixty_fetches_an_hour(client, token):
    taken = [fetch(client, token).status_code for _n in range(61)]
    assert taken == [200] * 60 + [429]
    assert AuditEvent.objects.filter(action=keys.PULLED).count() == 60


def test_a_key_opens_nothing_else(client, token):
    for path in (PAGE, "/hr/people/", "/settings/my-data/download/", "/"):
        assert fetch(client, token, path).status_code == 302


def test_the_database_keeps_no_plain_key(cast, token):
    for fields in ({"token_hash": token}, {"name": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExportKey.objects.update(**fields)


def test_many_keys_ask_no_more(cast, sign_in):
    client = sign_in(cast.hana)
    counts = []
    for n in (1, 3):
        for number in range(n):
            keys.make(f"Tool {number}", by=cast.hana.user, now=timezone.now())
        client.get("/settings/")
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_each_form_of_the_page_can_be_sent(cast, sign_in, token):
    """To take a file, to make a key, to end one."""
    page = sign_in(cast.hana).get(PAGE).text
    forms = re.findall(r"<form[^>]*/hr/insights/export/.*?</form>", page, re.DOTALL)
    assert len(forms) == 3
    assert all('name="csrfmiddlewaretoken"' in form for form in forms)
