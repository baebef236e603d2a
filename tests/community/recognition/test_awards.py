"""A call, its nominations, who is named, the vote, and the result."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community import award_votes, awards, naming
from community.models import AwardCall, Nomination, Nominee, Vote
from tests.community.recognition.world import DAY, announced, call, nominate
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
WORDS = "She answers when nobody else does."


def url(name, award):
    return reverse(name, args=[award.pk])


def send(client, award, person, words=WORDS):
    data = {"person": person.pk, "words": words}
    return client.post(url("nominate", award), data, follow=True)


def test_one_nomination_per_person_and_call(cast, sign_in, smtp):
    award, client = call(cast.hana), sign_in(cast.ada)
    assert "You have nominated Ben." in send(client, award, cast.ben).text
    send(client, award, cast.ben)
    assert "Take that nomination back first." in send(client, award, cast.dan).text
    assert Nomination.objects.count() == 1
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("ben.ito@example.com", "You are nominated: Good neighbor")
    row = {"call": award, "nominator": cast.ada, "nominee": cast.dan, "words": "x"}
    with pytest.raises(IntegrityError, match="one_per_person"), transaction.atomic():
        Nomination.objects.create(**row, made_at=timezone.now())
    row |= {"nominator": cast.dan}
    with pytest.raises(IntegrityError, match="not_oneself"), transaction.atomic():
        Nomination.objects.create(**row, made_at=timezone.now())


def test_a_nomination_taken_back_frees_it(cast, sign_in):
    award, client = call(cast.hana), sign_in(cast.ada)
    send(client, award, cast.ben)
    for _time in range(2):
        client.post(url("take-back-nomination", award))
    assert not Nominee.objects.exists()
    send(client, award, cast.dan)
    assert Nominee.objects.get().profile == cast.dan


@pytest.mark.parametrize("stage", ["coming", "deciding", "decided"])
def test_out_of_its_time_nothing_is_taken_and_nothing_typed_is_lost(cast, sign_in, stage):
    award = call(cast.hana, stage=stage)
    page = send(sign_in(cast.ada), award, cast.ben).text
    assert "Nominations are closed. Nothing was saved." in page
    assert WORDS in page
    assert not Nomination.objects.exists()


def test_an_empty_nomination_says_what_is_missing(cast, sign_in):
    award, client = call(cast.hana), sign_in(cast.ada)
    page = client.post(url("nominate", award), {"words": "x" * 1001}).text
    assert "Enter whom you nominate" in page
    assert "must be 1,000 characters or fewer" in page
    assert "Choose people from the list" in send(client, award, cast.ada).text


def test_who_is_nominated_reads_it_and_decides(cast, sign_in):
    award = call(cast.hana)
    nominate(award, cast.ada, cast.ben)
    client = sign_in(cast.ben)
    assert "You are nominated: Good neighbor" in client.get("/").text
    page = client.get(award.get_absolute_url()).text
    assert (WORDS in page, "Ada Obi" in page) == (True, True)
    assert WORDS not in sign_in(cast.emil).get(award.get_absolute_url()).text
    client = sign_in(cast.ben)
    assert "Choose whether you would like" in client.post(url("answer-nomination", award)).text
    client.post(url("answer-nomination", award), {"answer": "out"})
    assert Nominee.objects.get().state == "out"
    assert WORDS not in sign_in(cast.hana).get(url("hr-award", award)).text
    page = send(sign_in(cast.dan), award, cast.ben).text
    assert "This person does not take part in this call" in page


def a_vote(cast, decision="vote", jury=()):
    award = call(cast.hana, stage="deciding", decision=decision, jury=jury)
    nominate(award, cast.ada, cast.ben, state="named")
    nominate(award, cast.ben, cast.dan, words="Calm.", state="named")
    nominate(award, cast.dan, cast.cora, words="Kind.", state="unnamed")
    return award


@pytest.mark.parametrize("why", ["unnamed", "asked", "off", "left"])
def test_a_name_is_read_only_with_its_yes(cast, sign_in, why):
    state = why if why in {"unnamed"} else None if why == "asked" else "named"
    award = announced(cast.hana, cast.ben, cast.ada, state=state)
    if why == "off":
        naming.switch_off("Spain", by=cast.hana.user, now=timezone.now())
    if why == "left":
        cast.ben.is_active = False
        cast.ben.save(update_fields=["is_active"])
    for path in (reverse("awards"), award.get_absolute_url()):
        page = sign_in(cast.emil).get(path).text
        assert ("Ben Ito" in page, "A colleague who is not named" in page) == (False, True)


def test_a_winner_may_take_the_name_back_later_but_not_the_award(cast, sign_in):
    award = announced(cast.hana, cast.ben, cast.ada)
    client = sign_in(cast.ben)
    client.post(url("answer-nomination", award), {"answer": "out"})
    assert Nominee.objects.get().state == "named"
    client.post(url("answer-nomination", award), {"answer": "unnamed"})
    assert "Ben Ito" not in sign_in(cast.emil).get(award.get_absolute_url()).text


def test_hr_makes_and_changes_a_call(cast, sign_in, smtp):
    client = sign_in(cast.hana)
    data = {
        "name": "Good neighbor",
        "what_for": "Help.",
        "decision": "jury",
        "opens_on": "2027-06-10",
        "closes_on": "2027-06-01",
        "decides_on": "2027-06-01",
    }
    page = client.post(reverse("new-award"), data).text
    for text in ("must close after they open", "Choose at least one person", "must be decided"):
        assert text in page
    data |= {"closes_on": "2027-06-20", "decides_on": "2027-06-30", "jury": [cast.emil.pk]}
    client.post(reverse("new-award"), data)
    award = AwardCall.objects.get()
    assert award.closes_at.isoformat() == "2027-06-20T21:59:00+00:00"
    assert list(award.jurors.values_list("profile", flat=True)) == [cast.emil.pk]
    client.post(url("edit-award", award), data | {"decision": "vote"})
    assert not award.jurors.exists()
    assert drain_outbox(now=award.closes_at + DAY) == []
    assert "opened a call for an award" in client.get("/hr/audit/").text


def test_an_announced_call_stays_as_it_was(cast, sign_in):
    award = announced(cast.hana, cast.ben, cast.ada)
    page = sign_in(cast.hana).get(url("edit-award", award), follow=True).text
    assert "The result is announced" in page
    page = sign_in(cast.hana).get(url("announce-award", award), follow=True).text
    assert "There is nothing to announce now." in page


@pytest.mark.parametrize("page", ["awards", "hr-awards"])
def test_the_lists_ask_the_same_for_one_and_three(cast, sign_in, page):
    client, counts = sign_in(cast.hana), []
    client.get(reverse(page))
    for more in (1, 2):
        for n in range(more):
            announced(cast.hana, make_person(f"Mia Lee {more}{n}"), cast.ada)
            call(cast.hana, name=f"Call {more}{n}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(page))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


def test_ballot_and_desk_ask_the_same_for_one_and_three(cast, sign_in):
    award = call(cast.hana, stage="deciding")
    client = sign_in(cast.hana)
    client.get(url("hr-award", award))
    counts = {"vote-award": [], "hr-award": []}
    for more in (1, 2):
        for n in range(more):
            nominate(
                award,
                make_person(f"Mia Lee {more}{n}"),
                make_person(f"Noor Ali {more}{n}"),
                state="named",
            )
        for name, found in counts.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url(name, award)).status_code == 200
            found.append(len(queries))
    assert [len(set(found)) for found in counts.values()] == [1, 1]
    assert max(map(max, counts.values())) <= 12


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_many_presses_are_one_nomination_and_one_vote(cast):
    """Eight tabs nominate two people; eight more vote for two."""
    open_call, deciding = call(cast.hana), a_vote(cast)
    start = threading.Barrier(8)

    def press(n):
        start.wait()
        person = cast.ben if n % 2 else cast.dan
        try:
            awards.nominate(open_call, cast.emil, person, words="x", now=timezone.now())
        except awards.AlreadyError:
            pass
        finally:
            award_votes.vote(deciding, cast.emil, [person.pk], now=timezone.now())
            connection.close()

    threads = [threading.Thread(target=press, args=[n]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    nomination = Nomination.objects.get(call=open_call)
    nominees = Nominee.objects.filter(call=open_call)
    assert [row.profile_id for row in nominees] == [nomination.nominee_id]
    assert Vote.objects.filter(call=deciding, voter=cast.emil).count() == 1
