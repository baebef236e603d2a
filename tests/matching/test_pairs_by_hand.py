"""Adding, correcting and ending one pair; pairs that came into one reporting line; leavers."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import conflicts
from matching.models import Enrollment, Pair
from outbox.models import Message
from profiles import contributions, search
from profiles.models import AuditEvent, DoNotMatch
from tests.mail import drain_outbox
from tests.people import NOW, enroll, make_hr, make_pair, make_person, make_program

pytestmark = pytest.mark.django_db
TODAY = timezone.now().date()


@pytest.fixture
def program(db):
    return make_program()


@pytest.fixture
def hana(db):
    return make_hr()


@pytest.fixture
def client(hana, sign_in):
    return sign_in(hana)


@pytest.fixture
def ada(db):
    return make_person("Ada Obi", level=7, department="Product")


@pytest.fixture
def ben(db):
    return make_person("Ben Ito", level=3, department="Finance")


@pytest.fixture
def pair(program, ada, ben):
    return make_pair(program, enroll(program, ada, "mentor", capacity=2), enroll(program, ben))


def data(one, other, **more):
    return {
        "mentor": [one.pk],
        "mentee": [other.pk],
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + dt.timedelta(days=90)).isoformat(),
        "meetings": "0",
    } | more


def add(client, program, *args, **more):
    return client.post(reverse("add-pair", args=[program.pk]), data(*args, **more))


def test_hr_adds_a_pair_and_both_are_enrolled(program, ada, ben, client):
    assert add(client, program, ada, ben).url == reverse("hr-pairs", args=[program.pk])
    pair = Pair.objects.get()
    assert (pair.mentor, pair.mentee, pair.state) == (ada, ben, "active")
    assert "Ben Ito" in client.get(reverse("hr-pairs", args=[program.pk])).content.decode()


def test_a_name_can_be_typed(program, ada, ben, client):
    for person in (ada, ben):
        search.refresh(person)
    fields = data(ada, ben) | {"mentor_text": "ada obi", "mentee_text": "Ben Ito"}
    del fields["mentor"], fields["mentee"]
    client.post(reverse("add-pair", args=[program.pk]), fields)
    assert Pair.objects.count() == 1


BAD = [
    ({"mentor": []}, "Choose the mentor"),
    ({"mentee": ["999999"]}, "Choose people from the list"),
    ({"starts_on": ""}, "Enter a date"),
    ({"ends_on": "2020-01-01"}, "The planned end must be after today"),
    ({"meetings": "-4"}, "Enter a whole number from 0 to 500"),
    ({"reason": "x" * 501}, "The reason must be 500 characters or fewer"),
]


@pytest.mark.parametrize(("fields", "words"), BAD)
def test_bad_input_is_explained(fields, words, program, ada, ben, client):
    assert words in add(client, program, ada, ben, **fields).content.decode()
    assert not Pair.objects.exists()
    assert not Enrollment.objects.exists()


def test_a_broken_rule_asks_for_a_reason(program, ada, client):
    eva = make_person("Eva Low", level=9)
    page = add(client, program, ada, eva).content.decode()
    assert "Their levels do not fit this format. Enter a reason if it must be" in page
    add(client, program, ada, eva, reason="Both asked for it")
    assert Pair.objects.get().exception_reason == "Both asked for it"


def test_an_exclusion_holds_against_every_reason(program, ada, ben, client):
    DoNotMatch.objects.create(author=ada, other=ben)
    page = add(client, program, ada, ben, reason="HR says so").content.decode()
    assert "An exclusion applies" in page
    assert not Pair.objects.exists()


def test_nobody_adds_a_pair_of_their_own(program, ada, hana, client):
    """Not even HR may learn whether somebody has excluded them."""
    DoNotMatch.objects.create(author=ada, other=hana)
    page = add(client, program, ada, hana).content.decode()
    assert "An exclusion applies" not in page
    assert not Pair.objects.exists()


def test_a_manager_of_a_pair_reaches_it_only_as_somebody_else(program, hana, ada, client):
    own = make_pair(program, enroll(program, ada, "mentor"), enroll(program, hana))
    for name in ("correct-pair", "end-pair", "pair-conflict"):
        assert client.get(reverse(name, args=[own.pk])).status_code == 404
    assert "Your own pair" in client.get(reverse("hr-pairs", args=[program.pk])).content.decode()


def test_dates_are_corrected_once(pair, client):
    fields = {"starts_on": "2026-01-01", "ends_on": "2027-12-01", "meetings": "7"}
    for _ in range(2):
        client.post(reverse("correct-pair", args=[pair.pk]), fields)
    pair.refresh_from_db()
    assert (pair.starts_on, pair.meetings_before) == (dt.date(2026, 1, 1), 7)
    assert AuditEvent.objects.filter(action="pair.corrected").count() == 1


def test_dates_in_the_wrong_order_are_explained(pair, client):
    fields = {"starts_on": "2026-01-01", "ends_on": "2025-12-01", "meetings": "7"}
    page = client.post(reverse("correct-pair", args=[pair.pk]), fields).content.decode()
    assert "The planned end must be after the start" in page


def test_ending_needs_a_reason_and_tells_both_without_it(pair, client, smtp):
    address = reverse("end-pair", args=[pair.pk])
    assert "Enter a reason" in client.post(address).content.decode()
    for _ in range(2):
        client.post(address, {"reason": "Ben asked to stop"})
    pair.refresh_from_db()
    assert pair.state == "ended"
    mails = drain_outbox()
    assert {m.subject for m in mails} == {"You and Ada have finished", "You and Ben have finished"}
    assert not any("asked to stop" in mail.text for mail in mails)


def test_the_list_of_pairs_asks_the_same_queries(
    program, pair, client, django_assert_max_num_queries
):
    address = reverse("hr-pairs", args=[program.pk])
    client.get(address)
    counts = []
    for more in (0, 2):
        for n in range(more):
            mentor = enroll(program, make_person(f"Mentor {n}"), "mentor")
            make_pair(program, mentor, enroll(program, make_person(f"Mentee {n}")))
        with django_assert_max_num_queries(15) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(client.get(address + "?state=ended").context["page"]) == 0
    assert len(client.get(address + "?state=all&page=zzz").context["page"]) == 3


# One reporting line


def in_line(pair):
    pair.mentee.manager = pair.mentor
    pair.mentee.save()
    for hook in contributions.REPORTING_LINE_HOOKS:
        hook([pair.mentee_id])


def test_a_pair_in_one_line_needs_hr(pair):
    assert not conflicts.unsettled().exists()
    in_line(pair)
    titles = [entry.title for entry in contributions.needs_you(now=NOW)]
    assert "Ada Obi and Ben Ito are in one reporting line now" in titles


@pytest.mark.parametrize("shape", ["same manager", "manager's manager", "other way round"])
def test_every_shape_of_one_line_counts(shape, pair):
    boss, middle = make_person("Bo Boss"), make_person("Mia Middle")
    if shape == "same manager":
        pair.mentor.manager = pair.mentee.manager = boss
    elif shape == "manager's manager":
        middle.manager, pair.mentee.manager = pair.mentor, middle
    else:
        pair.mentor.manager = pair.mentee
    for person in (middle, pair.mentor, pair.mentee):
        person.save()
    assert list(conflicts.unsettled()) == [pair]


def test_both_agree_by_mail_and_the_pair_goes_on(pair, client, smtp, django_user_model):
    in_line(pair)
    for _ in range(2):
        client.post(reverse("ask-partners", args=[pair.pk]))
    mails = drain_outbox()
    assert len(mails) == 2
    links = [mail.link("/m/agree/") for mail in mails]
    client.logout()
    assert "Yes, go on" in client.get(links[0]).content.decode()
    pair.refresh_from_db()
    assert pair.mentor_agreed_at is pair.mentee_agreed_at is None
    for link in (links[0], links[0]):
        assert "Thank you, we have your yes" in client.post(link).content.decode()
    assert list(conflicts.unsettled()) == [pair]
    client.post(links[1])
    assert not conflicts.unsettled().exists()
    pair.refresh_from_db()
    assert (pair.state, bool(pair.kept_at)) == ("active", True)


def test_a_new_change_of_manager_asks_again(pair):
    in_line(pair)
    conflicts.keep(pair, by=pair.mentor.user, reason="Both agree", now=NOW)
    assert not conflicts.unsettled().exists()
    in_line(pair)
    assert list(conflicts.unsettled()) == [pair]


def test_hr_records_what_both_said(pair, client):
    in_line(pair)
    address = reverse("keep-pair", args=[pair.pk])
    assert "Enter a reason" in client.post(address).content.decode()
    for _ in range(2):
        client.post(address, {"reason": "Both said yes on the phone"})
    assert AuditEvent.objects.filter(action="pair.conflict_kept").count() == 1
    assert (
        "nothing to decide" in client.get(reverse("pair-conflict", args=[pair.pk])).content.decode()
    )


def test_a_replacement_puts_the_mentee_first_in_line(pair, client):
    in_line(pair)
    for _ in range(2):
        client.post(reverse("replace-pair", args=[pair.pk]))
    pair.refresh_from_db()
    assert pair.state == "ended"
    assert pair.mentee_enrollment.times_unmatched == 1


def test_ending_a_conflict_kindly(pair, client):
    in_line(pair)
    for _ in range(2):
        client.post(reverse("end-conflict", args=[pair.pk]))
    pair.refresh_from_db()
    assert pair.state == "ended"
    assert Message.objects.filter(kind="pair-ended").count() == 2
