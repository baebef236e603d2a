"""Whom a concern is about, and whoever was left out, never meets it: no page, list, count, queue,
log, mail or title. Nor does anybody by role alone."""

import re

import pytest
from django.utils import timezone

from checkins import concerns
from checkins.access import readable_concerns
from checkins.models import Concern, ConcernEntry, ConcernPart
from outbox.kinds import kind_named
from outbox.models import Message
from profiles import contributions
from profiles.models import RoleGrant
from tests.checkins.reported import WORDS, make_ines, promoted, report
from tests.people import make_person

READ = ["/hr/concerns/", "/hr/concerns/?show=closed", "/hr/", "/hr/audit/", "/hr/messages/?view=all",
        "/hr/groups/?show=all", "/hr/people/", "/", "/help/"]  # fmt: skip
ACTS = ["look", "take", "answer", "note", "close", "contact"]
MARKS = re.compile(r"concern-(received|news|escalated|acknowledged)")


def traces(text, concern):
    """What a page gives away of the concern."""
    secrets = (WORDS, concern.reference, "concern waits for you", "concerns wait for you")
    return [secret for secret in secrets if secret in text] + MARKS.findall(text)


def hidden_from(cast, case):
    """(reader, concern) for each way of not being a reader."""
    ines = make_ines()
    if case == "named HR admin":
        return ines, report(cast, named=[ines])
    if case == "HR admin left out":
        return ines, report(cast, readers=[cast.hana])
    if case == "HR admin who is the partner":
        return promoted(cast.ada), report(cast, pair=cast.pair)
    if case == "HR admin of later":
        concern = report(cast)
        return promoted(cast.emil), concern
    if case == "named and made HR admin later":
        concern = report(cast, named=[cast.dan])
        return promoted(cast.dan), concern
    if case == "reader whose role was taken":
        concern = report(cast)
        RoleGrant.objects.filter(user=ines.user).delete()
        return ines, concern
    if case == "second contact who is named":
        return cast.otto, report(cast, named=[cast.otto])
    people = {
        "coordinator": cast.cora, "other coordinator": cast.otto, "superuser": cast.sue,
        "stranger": cast.dan, "partner": cast.ada,
    }  # fmt: skip
    return people[case], report(cast, pair=cast.pair if case == "partner" else None)


CASES = ["named HR admin", "HR admin left out", "HR admin who is the partner", "HR admin of later",
         "named and made HR admin later", "reader whose role was taken", "second contact who is named",
         "coordinator", "other coordinator", "superuser", "stranger", "partner"]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_they_find_nothing_anywhere(cast, sign_in, case, settings):
    if case.startswith("second"):
        settings.SECOND_CONTACT = cast.otto.user.email
    reader, concern = hidden_from(cast, case)
    client = sign_in(reader)
    for url in READ:
        answer = client.get(url)
        assert traces(answer.text, concern) == [], url
        if url.startswith("/hr/concerns/") and answer.status_code == 200:
            assert list(answer.context["page"]) == []
            assert answer.context["tabs"][0]["count"] == 0
    base = f"/hr/concerns/{concern.reference}/"
    missing = client.get("/hr/concerns/AAAAAAAA/")
    refused = client.get(base)
    assert refused.status_code == missing.status_code == 404
    assert concern.reference not in refused.text
    for act in ACTS:
        assert client.post(f"{base}{act}/", {"words": "x", "outcome": "x"}).status_code == 404
    assert client.get(f"/concerns/{concern.reference}/").status_code == 404
    assert client.post(f"/concerns/{concern.reference}/add/", {"words": "x"}).status_code == 404
    assert not readable_concerns(reader.user).exists()
    entries = contributions.overview(reader.user, for_hr=True, now=timezone.now()).needs
    assert not [entry for entry in entries if "oncern" in entry.title]
    mails = Message.objects.filter(kind__startswith="concern", recipient=reader.user)
    assert not [mail for mail in mails if kind_named(mail.kind).still_wanted(mail)]
    assert ConcernEntry.objects.filter(concern=concern).count() == 1


def test_hr_as_a_whole_has_no_queue_of_concerns(cast):
    report(cast)
    assert not [e for e in contributions.needs_you(now=timezone.now()) if "oncern" in e.title]


def test_a_reader_of_one_case_learns_nothing_of_another(cast, sign_in):
    """Left out of the second of three: neither the count nor a gap in a number tells."""
    ines = make_ines()
    first, second, third = report(cast), report(cast, readers=[cast.hana]), report(cast)
    page = sign_in(ines).get("/hr/concerns/")
    assert page.context["tabs"][0]["count"] == 2
    assert {row.reference for row in page.context["page"]} == {first.reference, third.reference}
    assert "2 concerns wait for you" in sign_in(ines).get("/hr/").text
    assert "3 concerns wait for you" in sign_in(cast.hana).get("/hr/").text
    assert second.reference not in page.text
    assert all(not concern.reference.isdigit() for concern in (first, second, third))


def test_mails_about_concerns_are_in_nobodys_log(cast, sign_in):
    report(cast)
    Message.objects.update(status="failed")
    message = Message.objects.get()
    client = sign_in(cast.hana)
    for view in ("", "?view=all", "?kind=concern-received&view=all"):
        assert client.get("/hr/messages/" + view).context["entries"] == []
    assert client.post(f"/hr/messages/{message.pk}/retry/").status_code == 404
    assert "did not arrive" not in client.get("/hr/").text


def test_whom_it_is_about_cannot_be_a_reader_in_the_database(cast):
    from django.db import IntegrityError, transaction

    concern = report(cast, named=[cast.dan])
    with pytest.raises(IntegrityError), transaction.atomic():
        ConcernPart.objects.create(
            concern=concern, profile=cast.dan, part="reader", since=timezone.now()
        )


def test_an_hr_admin_who_reports_does_not_read_their_own_case(cast, sign_in):
    make_ines()
    concern = report(cast, reporter=cast.hana)
    client = sign_in(cast.hana)
    assert client.get(f"/hr/concerns/{concern.reference}/").status_code == 404
    assert client.get(f"/concerns/{concern.reference}/").status_code == 200


def test_only_hr_left_but_named_leaves_nobody(cast):
    with pytest.raises(concerns.NobodyLeftError):
        report(cast, named=[cast.hana])
    assert not Concern.objects.exists()


def test_people_who_left_read_nothing(cast, sign_in):
    ines = make_ines()
    concern = report(cast)
    assert [person.name for person in concerns.reading(concern)] == ["Hana Suzuki", "Ines Moreau"]
    ines.is_active = False
    ines.save(update_fields=["is_active"])
    assert concerns.reading(concern) == [cast.hana]
    assert not readable_concerns(ines.user).exists()
    assert make_person("Noor Ali") not in concerns.reading(concern)
