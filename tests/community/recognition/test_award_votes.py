"""Deciding an award: who votes, for whom, the count, and the result."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from community import award_votes, awards
from community.models import AwardCall, Nominee, Vote
from tests.community.recognition.world import DAY, call, nominate
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db
WORDS = "She answers when nobody else does."


def url(name, award):
    return reverse(name, args=[award.pk])


def a_vote(cast, decision="vote", jury=()):
    award = call(cast.hana, stage="deciding", decision=decision, jury=jury)
    nominate(award, cast.ada, cast.ben, state="named")
    nominate(award, cast.ben, cast.dan, words="Calm.", state="named")
    nominate(award, cast.dan, cast.cora, words="Kind.", state="unnamed")
    return award


def test_everybody_votes_once_and_not_for_themselves(cast, sign_in):
    award = a_vote(cast)
    client = sign_in(cast.ben)
    assert "Vote: Good neighbor" in client.get("/").text
    page = client.get(url("vote-award", award)).text
    assert ("Dan Weiss" in page, "Cora Lind" in page, "Calm." in page) == (True, False, True)
    assert "Ben Ito</label>" not in page
    assert "Choose whom you vote for" in client.post(url("vote-award", award)).text
    wrong = client.post(url("vote-award", award), {"place_1": cast.ben.pk}).text
    assert "Choose whom you vote for" in wrong
    for _time in range(2):
        client.post(url("vote-award", award), {"place_1": cast.dan.pk})
    assert list(Vote.objects.values_list("voter", "choice")) == [(cast.ben.pk, cast.dan.pk)]
    assert "Vote: Good neighbor" not in client.get("/").text
    row = {"call": award, "cast_at": timezone.now()}
    for values, name in (
        ({"voter": cast.dan, "choice": cast.dan}, "not_for_oneself"),
        ({"voter": cast.ben, "choice": cast.ada}, "one_per_place"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Vote.objects.create(**row, **values)
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="for_a_nominee"), transaction.atomic():
        Vote.objects.create(**row, voter=cast.emil, choice=cast.ada)


def test_a_jury_ranks_and_nobody_else_opens_it(cast, sign_in, smtp):
    award = a_vote(cast, decision="jury", jury=[cast.emil])
    mails = [mail for mail in drain_outbox() if mail.to == "emil.novak@example.com"]
    assert [mail.subject for mail in mails] == ["Read the nominations: Good neighbor"]
    assert sign_in(cast.ada).get(url("vote-award", award)).status_code == 404
    assert sign_in(cast.hana).get(url("vote-award", award)).status_code == 404
    client = sign_in(cast.emil)
    assert "Rank the nominations" in client.get("/").text
    page = client.get(url("vote-award", award)).text
    assert ("Cora Lind" in page, "Kind." in page) == (True, True)
    twice = {"place_1": cast.ben.pk, "place_2": cast.ben.pk}
    assert (
        "Each person must get one place only" in client.post(url("vote-award", award), twice).text
    )
    client.post(url("vote-award", award), {"place_1": cast.cora.pk, "place_2": cast.ben.pk})
    counted = award_votes.count(award)
    assert [(one.nominee.profile, one.points) for one in counted] == [
        (cast.cora, 3),
        (cast.ben, 2),
        (cast.dan, 0),
    ]


def test_who_leaves_the_race_takes_the_votes_along(cast):
    award = a_vote(cast)
    award_votes.vote(award, cast.emil, [cast.ben.pk], now=timezone.now())
    awards.answer(award, cast.ben, "out", now=timezone.now())
    assert not Vote.objects.exists()
    with pytest.raises(award_votes.NotNowError):
        award_votes.vote(award, cast.emil, [cast.ben.pk], now=timezone.now())


def test_the_count_is_hrs_and_only_when_the_vote_is_over(cast, sign_in):
    award = a_vote(cast)
    award_votes.vote(award, cast.emil, [cast.ben.pk], now=timezone.now())
    client = sign_in(cast.hana)
    assert "The count" not in client.get(url("hr-award", award)).text
    AwardCall.objects.filter(pk=award.pk).update(decides_by=timezone.now() - DAY / 2)
    assert "The count" in client.get(url("hr-award", award)).text
    assert "Announce: Good neighbor" in client.get("/hr/").text


def over(award):
    AwardCall.objects.filter(pk=award.pk).update(decides_by=timezone.now() - DAY / 2)
    award.refresh_from_db()
    return award


def test_hr_announces_once_and_winner_and_nominators_hear(cast, sign_in, smtp):
    award = over(a_vote(cast))
    drain_outbox()
    client, ben = sign_in(cast.hana), Nominee.objects.get(profile=cast.ben)
    page = client.post(url("announce-award", award), {}).text
    for text in ("Choose who gets the award", "Enter what the award is for"):
        assert text in page
    data = {"winners": [ben.pk], "citation": "For a year of answers."}
    for _time in range(2):
        client.post(url("announce-award", award), data)
    mails = {mail.to: mail for mail in drain_outbox()}
    people = ("ada.obi", "ben.ito", "dan.weiss")
    assert set(mails) == {f"{name}@example.com" for name in people}
    assert "The award “Good neighbor” goes to Ben Ito." in mails["ada.obi@example.com"].text
    assert "Thank you for nominating Cora Lind." in mails["dan.weiss@example.com"].text
    page = sign_in(cast.emil).get(reverse("awards")).text
    assert ("Ben Ito" in page, "For a year of answers." in page) == (True, True)
