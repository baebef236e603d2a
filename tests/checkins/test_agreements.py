import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from checkins import agreements
from checkins.models import Agreement
from tests.checkins.space import WORDS, held, signed_agreement, write_agreement
from tests.people import build_cast, enroll, make_pair, make_person

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_a_draft_takes_over_the_goals_and_the_programs_rhythm(cast):
    draft = agreements.draft(cast.pair)
    assert draft["goals"] == "Lead a client workshop."
    assert (draft["weeks_between"], draft["minutes"]) == (2, 45)


def test_whoever_writes_has_signed_and_the_other_has_not(cast):
    agreement = write_agreement(cast)
    assert agreement.words == WORDS
    assert agreement.mentor_signed_at is not None
    assert agreement.mentee_signed_at is None
    assert agreement.edited_by == "mentor"


def test_both_signatures_settle_the_rhythm(cast):
    assert agreements.weeks_between(cast.pair) == 2
    write_agreement(cast)
    cast.pair.refresh_from_db()
    assert (agreements.weeks_between(cast.pair), agreements.minutes(cast.pair)) == (2, 45)
    agreements.sign(cast.pair, by=cast.ben, seen=1, now=timezone.now())
    cast.pair.refresh_from_db()
    assert (agreements.weeks_between(cast.pair), agreements.minutes(cast.pair)) == (3, 60)


def test_an_edit_withdraws_the_others_signature_and_keeps_the_version(cast):
    signed = signed_agreement(cast)
    words = WORDS | {"weeks_between": 1}
    saved = agreements.save(cast.pair, words, by=cast.ben, seen=1, now=timezone.now())
    assert saved.withdrew
    assert saved.agreement.version == 2
    assert saved.agreement.mentor_signed_at is None
    assert saved.agreement.mentee_signed_at is not None
    former = signed.versions.get()
    assert (former.version, former.weeks_between, former.is_signed) == (1, 3, True)
    # The rhythm both signed holds until the new one is signed as well.
    cast.pair.refresh_from_db()
    assert agreements.weeks_between(cast.pair) == 3


def test_an_edit_before_the_other_has_signed_withdraws_nothing(cast):
    write_agreement(cast)
    saved = agreements.save(
        cast.pair, WORDS | {"minutes": 30}, by=cast.ada, seen=1, now=timezone.now()
    )
    assert not saved.withdrew


def test_the_same_words_again_only_sign_them(cast):
    write_agreement(cast)
    saved = agreements.save(cast.pair, WORDS, by=cast.ben, seen=0, now=timezone.now())
    assert saved.agreement.version == 1
    assert saved.agreement.is_signed


@pytest.mark.parametrize("seen", [0, 2, 7])
def test_words_nobody_has_seen_are_not_overwritten_nor_signed(cast, seen):
    write_agreement(cast)
    with pytest.raises(agreements.StaleAgreementError) as stale:
        agreements.save(
            cast.pair, WORDS | {"minutes": 20}, by=cast.ben, seen=seen, now=timezone.now()
        )
    assert stale.value.current.words == WORDS
    with pytest.raises(agreements.StaleAgreementError):
        agreements.sign(cast.pair, by=cast.ben, seen=seen, now=timezone.now())
    assert not Agreement.objects.get().is_signed


@pytest.mark.parametrize("name", ["cora", "hana", "sue", "dan"])
def test_only_the_two_sign_or_write(cast, name):
    write_agreement(cast)
    who = getattr(cast, name)
    with pytest.raises(agreements.NotAMemberError):
        agreements.sign(cast.pair, by=who, seen=1, now=timezone.now())
    with pytest.raises(agreements.NotAMemberError):
        agreements.save(cast.pair, WORDS, by=who, seen=1, now=timezone.now())


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"weeks_between": 0}, "checkins_agreement_rhythm"),
        ({"minutes": 241}, "checkins_agreement_rhythm"),
        ({"edited_by": "hr"}, "checkins_agreement_edited_by"),
        ({"agreed_minutes": None}, "checkins_agreement_agreed_rhythm"),
        # New words under an old signature.
        ({"edited_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "signed_these_words"),
    ],
)
def test_the_database_refuses_what_cannot_be(cast, values, name):
    signed = signed_agreement(cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Agreement.objects.filter(pk=signed.pk).update(**values)


def test_one_agreement_per_pair(cast):
    write_agreement(cast)
    row = Agreement(pair=cast.pair, **WORDS, edited_by="mentor", edited_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_unsigned_words_wait_three_days_for_a_reminder(cast):
    now = timezone.now()
    write_agreement(cast, now=now)
    assert agreements.unsigned([cast.pair], now=now + 2 * DAY) == {}
    found = agreements.unsigned([cast.pair], now=now + 3 * DAY)[cast.pair.pk]
    assert found.waits_for == (cast.ben,)
    words = found.words(cast.ben)
    assert words["title"] == "Your agreement with Ada waits for you"
    assert words["url"] == f"/pairs/{cast.pair.pk}/agreement/"


def test_a_pair_that_met_without_an_agreement_is_reminded_both(cast):
    now = timezone.now()
    assert agreements.unsigned([cast.pair], now=now + 90 * DAY) == {}
    held(cast.pair, days_ago=4)
    found = agreements.unsigned([cast.pair], now=now)[cast.pair.pk]
    assert found.waits_for == (cast.ada, cast.ben)
    assert found.words(cast.ada)["title"] == "You and Ben have no agreement yet"


def test_nobody_is_reminded_of_what_both_signed_or_of_a_pair_that_rests(cast):
    signed_agreement(cast)
    later = timezone.now() + 30 * DAY
    assert agreements.unsigned([cast.pair], now=later) == {}
    Agreement.objects.update(mentee_signed_at=None)
    cast.pair.state = "away"
    assert agreements.unsigned([cast.pair], now=later) == {}


def test_reminders_of_many_pairs_take_two_queries(cast, django_assert_num_queries):
    cast.ada.mentoring_limit = cast.ada_enrolled.capacity = 5
    cast.ada.save()
    cast.ada_enrolled.save()
    pairs = [cast.pair]
    for name in ("Mei Chen", "Noor Ali"):
        mentee = enroll(cast.program, make_person(name))
        pairs.append(make_pair(cast.program, cast.ada_enrolled, mentee))
    held(pairs[1], days_ago=9)
    write_agreement(cast)
    with django_assert_num_queries(2):
        found = agreements.unsigned(pairs, now=timezone.now() + 9 * DAY)
    assert set(found) == {pairs[0].pk, pairs[1].pk}


def at_once(*jobs):
    """Run the jobs in threads that start together; what each returned or raised."""
    barrier, found = threading.Barrier(len(jobs)), {}

    def run(place, job):
        try:
            barrier.wait(10)
            found[place] = job()
        except Exception as error:  # noqa: BLE001
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [found[place] for place in range(len(jobs))]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_round", range(5))
def test_two_who_sign_at_once_have_both_signed(_round):
    cast = build_cast()
    write_agreement(cast)
    Agreement.objects.update(mentor_signed_at=None)
    sign = [
        lambda who=who: agreements.sign(cast.pair, by=who, seen=1, now=timezone.now())
        for who in (cast.ada, cast.ben)
    ]
    at_once(*sign)
    agreement = Agreement.objects.get()
    assert agreement.is_signed
    assert agreement.agreed_minutes == 60


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [0, 1])
@pytest.mark.parametrize("_round", range(5))
def test_two_who_write_at_once_one_is_shown_both(_round, seen):
    cast = build_cast()
    if seen:
        signed_agreement(cast)
    results = at_once(
        *[
            lambda who=who, n=n: agreements.save(
                cast.pair, WORDS | {"minutes": n}, by=who, seen=seen, now=timezone.now()
            )
            for who, n in ((cast.ada, 20), (cast.ben, 30))
        ]
    )
    stale = [one for one in results if isinstance(one, agreements.StaleAgreementError)]
    [saved] = [one for one in results if isinstance(one, agreements.Saved)]
    agreement = Agreement.objects.get()
    assert len(stale) == 1
    assert agreement.minutes == saved.agreement.minutes == stale[0].current.minutes
    assert agreement.version == seen + 1
    assert not agreement.is_signed
