"""How useful a meeting was: one tap while logging it, which nobody but its author reads."""

import re
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from checkins import holding
from checkins.models import CheckIn, Meeting, MeetingValue
from tests.matching.life.world import together
from tests.people import build_cast

WORDS = "Very useful"


def log(client, cast, **data):
    today = timezone.localdate(timezone.now(), cast.ben.zone).isoformat()
    address = reverse("log-meeting", args=[cast.pair.pk])
    return client.post(address, {"day": today, "minutes": ""} | data, follow=True)


def values() -> list[tuple[str, int]]:
    rows = MeetingValue.objects.order_by("author__name")
    return [(row.author.first_name, row.score) for row in rows.select_related("author")]


def test_the_label_says_who_sees_it(cast, sign_in):
    page = sign_in(cast.ben).get(reverse("log-meeting", args=[cast.pair.pk])).text
    assert "How useful was it?" in page
    assert "HR (Hana Suzuki): only in averages of five or more people." in page
    assert "Ada does not see this. Your manager is not told." in page


def test_it_is_optional_and_nothing_is_chosen_beforehand(cast, sign_in):
    client = sign_in(cast.ben)
    page = client.get(reverse("log-meeting", args=[cast.pair.pk])).text
    assert "checked" not in page
    log(client, cast)
    assert (Meeting.objects.get().state, values()) == ("held", [])


def test_one_tap_is_kept_once_and_the_last_word_stands(cast, sign_in):
    client = sign_in(cast.ben)
    for value in ("2", "4", "4", ""):
        log(client, cast, value=value)
    assert values() == [("Ben", 4)]
    assert Meeting.objects.count() == 1


def test_each_of_the_two_has_their_own_and_reads_no_other(cast, sign_in):
    log(sign_in(cast.ben), cast, value="4")
    log(sign_in(cast.ada), cast, value="2")
    assert values() == [("Ada", 2), ("Ben", 4)]
    page = reverse("meeting", args=[Meeting.objects.get().pk])
    ben, ada = sign_in(cast.ben).get(page).text, sign_in(cast.ada).get(page).text
    assert WORDS in ben
    assert "A little useful" in ada
    assert WORDS not in ada
    assert "A little useful" not in ben


def test_nobody_who_looks_after_the_pair_reads_it(cast, sign_in):
    log(sign_in(cast.ben), cast, value="4")
    for person in (cast.hana, cast.cora):
        client = sign_in(person)
        for address in ("/hr/groups/?show=all", f"/hr/programs/{cast.program.pk}/pairs/"):
            assert WORDS not in client.get(address).text
    assert WORDS not in sign_in(cast.ada).get(cast.pair.get_absolute_url()).text


def test_it_asks_no_question_of_the_week(cast, sign_in):
    """A check-in nobody answers would count against the author."""
    log(sign_in(cast.ben), cast, value="4")
    assert not CheckIn.objects.exists()


def test_errors_keep_what_was_chosen(cast, sign_in):
    page = log(sign_in(cast.ben), cast, day="2999-01-01", value="5").text
    chosen = [tag for tag in re.findall(r"<input[^>]+>", page) if " checked" in tag]
    assert ['value="5"' in tag for tag in chosen] == [True]
    assert values() == []


@pytest.mark.parametrize("score", [0, 6])
def test_the_database_knows_the_scale(cast, score):
    meeting = holding.log(cast.pair, timezone.localdate(), 45, by=cast.ben, now=timezone.now())
    row = MeetingValue(meeting=meeting, author=cast.ben, score=score, said_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_refuses_whoever_was_not_there(cast):
    meeting = holding.log(cast.pair, timezone.localdate(), 45, by=cast.ben, now=timezone.now())
    row = MeetingValue(meeting=meeting, author=cast.dan, score=3, said_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("races")
def test_two_presses_at_one_moment_are_one_value():
    cast = build_cast()
    now = timezone.now()
    day = timezone.localdate(now, cast.ben.zone)
    press = partial(holding.log, cast.pair, day, 45, by=cast.ben, now=now, value=3)
    results = together(*[press] * 8)
    assert not [one for one in results if isinstance(one, Exception)]
    assert values() == [("Ben", 3)]
