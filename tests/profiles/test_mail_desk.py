"""HR's words in the mails: saved, looked at, sent to oneself, put into use, restored."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching import away, emails_pairing
from outbox import wording
from outbox.kinds import REGISTRY
from outbox.models import Link, Message, Wording
from profiles import mail_desk, search
from profiles.models import AuditEvent
from tests.mail import drain_outbox
from tests.people import make_hr
from tests.profiles.pages import errors

pytestmark = pytest.mark.django_db
URL = "/hr/messages/mails/"
TO_MENTEE = f"{URL}match-mentee/"
OURS = {
    "subject": "{partner} and you, {first_name}",
    "opening": "Welcome to {program} at {company}.\nGood to have you.",
    "closing": "Ask {partner} about <b>anything</b>.",
    "button": "Meet {partner}",
}


@pytest.fixture
def hr(cast, sign_in):
    return sign_in(cast.hana)


def in_use(cast, kind="match-mentee", **parts):
    words = mail_desk.save(REGISTRY[kind], parts or OURS, by=cast.hana.user)
    assert mail_desk.use(words, by=cast.hana.user, now=timezone.now())
    return words


def mail_to_ben(cast):
    emails_pairing.tell(cast.pair, cast.ben, now=timezone.now())
    (mail,) = drain_outbox()
    return mail


def test_every_kind_of_mail_has_a_row(hr):
    page = hr.get(URL)
    listed = {row.kind.name for row in page.context["rows"]}
    assert listed == set(REGISTRY) - {mail_desk.TEST}


def test_the_number_of_queries_does_not_grow(hr, cast):
    hr.get(URL)
    counts = []
    for kinds in (["match-mentee"], ["match-mentor", "pair-ended"]):
        for kind in kinds:
            in_use(cast, kind, opening="Hello.")
        with CaptureQueriesContext(connection) as queries:
            hr.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_words_in_use_stand_in_the_mail(cast, smtp):
    in_use(cast)
    mail = mail_to_ben(cast)
    assert mail.subject == "Ada and you, Ben"
    assert (
        "Hi Ben,\n\nWelcome to Spring Mentoring at Lumen.\nGood to have you.\n\nYou and"
        in mail.text
    )
    assert "Meet Ada: http" in mail.text
    assert "Ask Ada about <b>anything</b>.\n\n-- " in mail.text
    assert "Ask Ada about &lt;b&gt;anything&lt;/b&gt;." in mail.html
    assert "Good to have you." in mail.html
    assert ">Meet Ada</a>" in mail.html


def test_saved_words_wait_until_they_are_put_into_use(hr, cast, smtp):
    answer = hr.post(TO_MENTEE, OURS)
    words = Wording.objects.get()
    assert answer["Location"] == f"/hr/messages/words/{words.pk}/"
    assert mail_to_ben(cast).subject == "Meet Ada Obi, your mentor"
    hr.post(f"/hr/messages/words/{words.pk}/use/")
    words.refresh_from_db()
    assert words.used_by == cast.hana.user
    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "wording.saved",
        "wording.used",
    ]


def test_an_empty_part_is_as_designed(cast, smtp):
    in_use(cast, closing="Good luck.")
    mail = mail_to_ben(cast)
    assert mail.subject == "Meet Ada Obi, your mentor"
    assert "Good luck." in mail.text


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hi {mentr}", "{mentr}"),
        ("{{ person.email }}", "{ person.email }"),
        ("{% load x %} {goal}", "{% load x %}, {goal}"),
        ("{}", "{}"),
        ("{first_name.__class__}", "{first_name.__class__}"),
    ],
)
def test_an_unknown_placeholder_is_named_and_nothing_is_lost(hr, text, named):
    page = hr.post(TO_MENTEE, OURS | {"opening": text})
    assert page.status_code == 200
    assert named in page.context["form"].errors["opening"][0]
    assert "{partner}, {program}" in page.context["form"].errors["opening"][0]
    assert page.context["form"]["opening"].value() == text
    assert page.context["form"]["closing"].value() == OURS["closing"]
    assert "There is a problem" in errors(page)
    assert Wording.objects.count() == 0


@pytest.mark.parametrize(("part", "most"), [("subject", 50), ("opening", 600), ("button", 40)])
def test_too_long_is_said(hr, part, most):
    page = hr.post(TO_MENTEE, {part: "x" * (most + 1)})
    assert f"must be {most} characters or fewer" in errors(page)


def test_what_a_name_contains_is_no_placeholder():
    assert wording.filled("{a} {b} {", {"a": "{b}", "b": "B"}) == "{b} B {"


def test_template_code_in_the_words_is_text(cast, smtp):
    in_use(cast, opening="100 % yours, and a { brace")
    assert "100 % yours, and a { brace" in mail_to_ben(cast).text


def test_the_subject_is_one_line(cast, smtp):
    Wording.objects.create(kind="match-mentee", subject="One\r\nBcc: x", used_at=timezone.now())
    assert mail_to_ben(cast).subject == "One Bcc: x"


def test_the_designed_words_come_back(hr, cast, smtp):
    in_use(cast)
    hr.post(f"{TO_MENTEE}restore/")
    assert mail_to_ben(cast).subject == "Meet Ada Obi, your mentor"
    assert Wording.objects.count() == 2
    hr.post(f"{TO_MENTEE}restore/")
    assert Wording.objects.count() == 2
    assert AuditEvent.objects.filter(action="wording.restored").count() == 1


def test_two_who_write_at_once_do_not_overwrite_each_other(hr, cast):
    ours = mail_desk.save(REGISTRY["match-mentee"], OURS, by=cast.hana.user)
    ines = make_hr("Ines Moreau")
    theirs = mail_desk.save(REGISTRY["match-mentee"], {"opening": "Hello."}, by=ines.user)
    mail_desk.use(theirs, by=ines.user, now=timezone.now())
    page = hr.post(f"/hr/messages/words/{ours.pk}/use/", follow=True)
    assert "Ines Moreau has put other words into use meanwhile." in page.content.decode()
    assert Wording.objects.in_use("match-mentee") == theirs


def test_an_old_version_can_be_written_from(hr, cast):
    old = in_use(cast)
    assert (
        hr.get(TO_MENTEE, {"version": old.pk}).context["form"]["button"].value() == "Meet {partner}"
    )
    for strange in ("x", "-1", "9" * 30, str(old.pk + 9)):
        assert hr.get(TO_MENTEE, {"version": strange}).status_code == 200


def test_a_preview_is_a_true_mail_that_writes_nothing(hr, cast):
    words = in_use(cast)
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person": cast.ben.pk})
    assert page.context["preview"].is_example
    assert "Hi Ben," in page.content.decode()
    assert "Ada offers negotiation" in page.content.decode()
    html = hr.get(f"/hr/messages/words/{words.pk}/mail/", {"person": cast.ben.pk})
    assert "Meet Ada" in html.content.decode()
    assert "sandbox" in html["Content-Security-Policy"]
    assert (Link.objects.count(), Message.objects.count()) == (0, 0)


def test_a_preview_keeps_the_goal_for_the_partner(hr, cast):
    words = in_use(cast, "match-mentor", opening="Hello.")
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person": cast.ada.pk}).content.decode()
    assert "(in their own words)" in page
    assert "Lead a client workshop" not in page
    assert "/m/match/preview/" in page


def test_a_preview_of_a_new_pair_keeps_the_goal_too(hr, cast):
    words = in_use(cast, "pair-begun", opening="{partner}, in {program}.")
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person": cast.ada.pk}).content.decode()
    assert "Ben, in Spring Mentoring." in page
    assert "(in their own words)" in page
    assert "Lead a client workshop" not in page


def test_a_preview_of_an_absence_needs_one(hr, cast):
    words = in_use(cast, "pair-away", opening="{partner}, in {program}.")
    page = f"/hr/messages/words/{words.pk}/"
    assert not hr.get(page, {"person": cast.ben.pk}).context["preview"].is_example
    until = timezone.localdate() + dt.timedelta(days=20)
    away.start(cast.pair, person=cast.ada, until=until, by=cast.ada.user, now=timezone.now())
    shown = hr.get(page, {"person": cast.ben.pk})
    assert shown.context["preview"].is_example
    assert "Ada, in Spring Mentoring." in shown.content.decode()
    assert "Ada is away until" in shown.content.decode()


def test_nobody_previews_a_pair_of_their_own(cast, sign_in):
    make_hr_of(cast.ada)
    words = in_use(cast)
    page = sign_in(cast.ada).get(f"/hr/messages/words/{words.pk}/", {"person": cast.ben.pk})
    assert not page.context["preview"].is_example
    assert "[the partner’s first name] and you, Ben" in page.content.decode()


def make_hr_of(profile):
    from profiles.roles import grant_hr

    grant_hr(profile.user, by=None)


def test_a_person_without_such_a_mail_gets_the_frame(hr, cast):
    words = in_use(cast)
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person": cast.emil.pk})
    assert not page.context["preview"].is_example
    assert "Welcome to [the program’s name] at Lumen." in page.content.decode()


def test_a_typed_name_is_looked_up(hr, cast):
    words = in_use(cast)
    search.refresh(cast.ben)
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person_text": "Ben Ito"})
    assert page.context["chosen"] == cast.ben
    page = hr.get(f"/hr/messages/words/{words.pk}/", {"person_text": "Nobody Here"})
    assert "No one here is called “Nobody Here”" in page.content.decode()


def test_a_test_goes_to_oneself_only(hr, cast, smtp):
    words = mail_desk.save(REGISTRY["match-mentee"], OURS, by=cast.hana.user)
    hr.post(f"/hr/messages/words/{words.pk}/test/", {"person": cast.ben.pk})
    (mail,) = drain_outbox()
    assert mail.to == cast.hana.user.email
    assert mail.subject == "Test: Ada and you, Ben"


@pytest.mark.parametrize("kind", ["account-mail", "address-changed", "framework-mail"])
def test_what_keeps_accounts_safe_cannot_be_changed(hr, kind):
    page = hr.post(f"{URL}{kind}/", {"subject": "x", "opening": "x"})
    assert "This mail cannot be changed." in page.content.decode()
    assert Wording.objects.count() == 0


def test_unknown_mails_and_versions_are_not_there(hr):
    assert hr.get(f"{URL}none/").status_code == 404
    assert hr.get(f"{URL}{mail_desk.TEST}/").status_code == 404
    for pk in (1, 0, 2**63):
        assert hr.get(f"/hr/messages/words/{pk}/").status_code == 404


def test_a_wording_of_a_kind_that_is_gone_is_not_there(hr):
    words = Wording.objects.create(kind="of-an-older-release")
    assert hr.get(f"/hr/messages/words/{words.pk}/").status_code == 404


def test_kinds_about_pairs_and_nudges_say_what_may_be_changed():
    def is_about_a_pair(name):
        return {"pair", "match"} & set(name.split("-"))

    kinds = [kind for kind in REGISTRY.values() if not kind.name.startswith("test-")]
    silent = [
        kind.name
        for kind in kinds
        if kind.editable is None and (kind.is_nudge or is_about_a_pair(kind.name))
    ]
    assert silent == [], "say in `Kind(editable=…)` which words HR may change"


def test_placeholders_are_exactly_the_facts(cast):
    """In every branch: what is promised on the desk is what the mail can say."""
    person = {"pair": cast.pair.pk, "program": cast.program.pk, "enrollment": cast.ben_enrolled.pk}
    kinds = [kind for kind in REGISTRY.values() if kind.words.placeholders]
    assert len(kinds) >= 10
    for kind in kinds:
        for who in (cast.ada, cast.ben):
            context = kind.words.sample(who.user, cast.hana.user) or person
            message = Message(kind=kind.name, recipient=who.user, context=dict(context))
            assert set(kind.words.facts(message)) == set(kind.words.placeholders), kind.name


def test_who_looks_after_nothing_is_shown_nothing(cast):
    kinds = [kind for kind in REGISTRY.values() if kind.words.placeholders]
    assert [k.name for k in kinds if k.words.sample(cast.ben.user, cast.emil.user)] == []
