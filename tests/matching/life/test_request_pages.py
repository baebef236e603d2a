import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import requests
from matching.models import Enrollment, MentorRequest, Pair, Program
from profiles import exclusions
from tests.matching.life.asked import make_market, states
from tests.matching.rounds_world import mentee, mentor
from tests.people import enroll, make_program

WORDS = {"message": "I would like to lead a workshop.", "goes_on": "on"}


@pytest.fixture
def market(cast):
    """Beside the cast: Ben Low waits in their program, which takes requests."""
    return make_market(cast.program)


def page_of(market, name=None):
    if name is None:
        return reverse("ask-list", args=[market.program.pk])
    return reverse("ask-mentor", args=[market.program.pk, market.mentors[name].pk])


def asked(market, name="Ada"):
    return market.ask(name, now=timezone.now())


# The mentee


def test_the_list_begins_with_the_own_wishes_and_says_who_takes_none(market, sign_in):
    Enrollment.objects.filter(pk=market.mentors["Noor"].pk).update(takes_requests=False)
    page = sign_in(market.ben.profile).get(page_of(market)).text
    assert page.index("Ada Obi") < page.index("Mia Lee") < page.index("Noor Ali")
    assert "On your list" in page
    assert "Noor is not taking requests now." in page
    assert page_of(market, "Noor") not in page


def test_asking_from_the_list_and_twice_is_harmless(market, sign_in):
    client = sign_in(market.ben.profile)
    assert (
        "Nobody else reads them; HR sees that you asked." in client.get(page_of(market, "Ada")).text
    )
    first = client.post(page_of(market, "Ada"), WORDS, follow=True).text
    assert "Ada is asked. You hear from us either way." in first
    assert "You have asked Ada Obi" in first
    second = client.post(page_of(market, "Ada"), WORDS, follow=True).text
    assert "is asked. You hear" not in second
    assert states() == ["asked"]
    assert "One request at a time" in client.get(page_of(market, "Mia")).text
    client.post(page_of(market, "Mia"), WORDS)
    assert states() == ["asked"]


@pytest.mark.parametrize(
    ("message", "words"),
    [("", "Enter a few words"), ("x" * 281, "Your words must be 280 characters or fewer")],
)
def test_what_is_missing_is_said_and_kept(market, sign_in, message, words):
    page = sign_in(market.ben.profile).post(page_of(market, "Ada"), {"message": message}).text
    assert words in page
    assert message in page
    assert states() == []


def test_unticked_means_nobody_else_is_asked(market, sign_in):
    sign_in(market.ben.profile).post(page_of(market, "Ada"), {"message": "Hello"})
    assert MentorRequest.objects.get().goes_on is False


def test_taking_it_back_twice_is_harmless(market, sign_in):
    made = asked(market)
    client = sign_in(market.ben.profile)
    for _ in range(2):
        assert client.post(reverse("stop-request", args=[made.pk])).status_code == 302
    assert states() == ["stopped"]


def _unnamed(page, name):
    """What the page says, without whom it is about."""
    said = page.partition("<main")[2].partition("</main>")[0]
    full = {"Mia": "Mia Lee", "Noor": "Noor Ali"}[name]
    return said.replace(full, "X").replace(name, "X")


def test_an_exclusion_looks_like_no_requests_on_every_page(market, sign_in):
    """Noor excluded Ben; Mia simply takes no requests. Nothing tells them apart."""
    exclusions.exclude(market.mentors["Noor"].profile, [market.ben.profile])
    Enrollment.objects.filter(pk=market.mentors["Mia"].pk).update(takes_requests=False)
    client = sign_in(market.ben.profile)
    for name in ("Mia", "Noor"):
        sentence = f"{name} is not taking requests now."
        person = reverse("person", args=[market.mentors[name].profile_id])
        for address in (page_of(market), page_of(market, name), person):
            assert sentence in client.get(address).text
        answer = client.post(page_of(market, name), WORDS, follow=True).text
        assert sentence in answer
    assert states() == []
    same = [_unnamed(client.get(page_of(market, name)).text, name) for name in ("Mia", "Noor")]
    assert same[0] == same[1]


def test_the_person_page_leads_to_the_form(market, cast, sign_in):
    address = reverse("person", args=[market.mentors["Ada"].profile_id])
    assert page_of(market, "Ada") in sign_in(market.ben.profile).get(address).text
    assert "As your mentor" not in sign_in(cast.emil).get(address).text


def test_outside_a_program_that_takes_requests_there_is_nothing(market, cast, sign_in):
    Program.objects.filter(pk=market.program.pk).update(takes_requests=False)
    client = sign_in(market.ben.profile)
    assert client.get(page_of(market)).status_code == 404
    assert client.post(page_of(market, "Ada"), WORDS).status_code == 404
    person = reverse("person", args=[market.mentors["Ada"].profile_id])
    assert "As your mentor" not in client.get(person).text
    program = client.get(reverse("program", args=[market.program.pk])).text
    assert "Ask a mentor yourself" not in program


def test_who_is_no_mentor_here_cannot_be_asked(market, cast, sign_in):
    client = sign_in(market.ben.profile)
    for pk in (market.ben.pk, cast.ben_enrolled.pk, 0, 2**70):
        address = reverse("ask-mentor", args=[market.program.pk, pk])
        assert client.post(address, WORDS).status_code == 404


def test_the_list_asks_the_same_queries_for_three_and_more(market, sign_in):
    client = sign_in(market.ben.profile)
    client.get(page_of(market))
    with CaptureQueriesContext(connection) as three:
        client.get(page_of(market))
    for name in ("Gus Orr", "Hal Roe", "Ivo Sax"):
        mentor(market.program, name, ("Negotiation",))
    with CaptureQueriesContext(connection) as six:
        assert "Ivo Sax" in client.get(page_of(market)).text
    assert len(six) == len(three) <= 15


def test_a_person_page_asks_the_same_for_one_program_and_two(market, sign_in):
    client = sign_in(market.ben.profile)
    ada = market.mentors["Ada"].profile
    address = reverse("person", args=[ada.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    second = make_program("Second program", takes_requests=True)
    enroll(second, market.ben.profile)
    there = enroll(second, ada, "mentor", capacity=0)
    with CaptureQueriesContext(connection) as two:
        page = client.get(address).text
    assert page_of(market, "Ada") in page
    assert "Ada is not taking requests now." in page
    assert reverse("ask-mentor", args=[second.pk, there.pk]) not in page
    assert len(one) == len(two) <= 15


# The mentor


def act(name, made):
    return reverse(name, args=[made.pk])


def test_a_mentor_reads_accepts_and_both_are_a_pair(market, sign_in):
    made = asked(market)
    client = sign_in(market.mentors["Ada"].profile)
    page = client.get(made.get_absolute_url()).text
    assert "I would like to lead a workshop." in page
    assert "Negotiation" in page
    assert "Ben Low asks you to be their mentor" in client.get(reverse("home")).text
    for _ in range(2):
        assert client.post(act("accept-request", made)).status_code == 302
    pair = Pair.objects.get(mentee=market.ben.profile)
    assert pair.state == "active"
    assert "You said yes." in client.get(made.get_absolute_url()).text
    assert "Why you two" in client.get(pair.get_absolute_url()).text


def test_not_now_is_private_and_twice_is_harmless(market, sign_in):
    made = asked(market)
    client = sign_in(market.mentors["Ada"].profile)
    for _ in range(2):
        client.post(act("decline-request", made))
    assert "You said “Not now”." in client.get(made.get_absolute_url()).text
    page = sign_in(market.ben.profile).get(page_of(market)).text
    assert "Not now" not in page
    assert "You have asked Mia Lee" in page


def test_a_full_mentor_reads_why_and_the_request_stays(market, sign_in):
    made = asked(market)
    Enrollment.objects.filter(pk=market.mentors["Ada"].pk).update(capacity=0)
    client = sign_in(market.mentors["Ada"].profile)
    page = client.post(act("accept-request", made), follow=True).text
    assert "Ada Obi has no free place in Spring Mentoring." in page
    assert states() == ["asked"]


def test_a_request_that_is_over_says_so(market, sign_in):
    made = asked(market)
    requests.stop(made, by=market.ben.profile.user, now=timezone.now())
    page = sign_in(market.mentors["Ada"].profile).get(made.get_absolute_url()).text
    assert "does not wait for an answer any more" in page
    assert "I would like to lead a workshop." not in page


def test_the_own_rate_is_seen_by_the_mentor_and_hr_only(market, cast, sign_in):
    made = asked(market)
    requests.not_now(made, by=market.mentors["Ada"].profile.user, now=timezone.now())
    words = "1 of 1 requests answered in time"
    assert words in sign_in(market.mentors["Ada"].profile).get(made.get_absolute_url()).text
    hr = reverse("hr-requests", args=[market.program.pk])
    assert words in sign_in(cast.hana).get(hr).text
    person = reverse("person", args=[market.mentors["Ada"].profile_id])
    for address in (page_of(market), person, page_of(market, "Ada")):
        assert "answered in time" not in sign_in(market.ben.profile).get(address).text


def test_only_the_two_reach_a_request(market, cast, sign_in):
    made = asked(market)
    for person in (cast.dan, cast.hana, cast.cora, market.mentors["Mia"].profile):
        client = sign_in(person)
        assert client.get(made.get_absolute_url()).status_code == 404
        for name in ("accept-request", "decline-request", "stop-request"):
            assert client.post(act(name, made)).status_code == 404
    ben, ada = market.ben.profile, market.mentors["Ada"].profile
    assert sign_in(ben).post(act("accept-request", made)).status_code == 404
    assert sign_in(ada).post(act("stop-request", made)).status_code == 404
    assert sign_in(ada).get(act("accept-request", made)).status_code == 405
    assert states() == ["asked"]


def test_a_mentor_switches_requests_off_and_on(market, sign_in):
    ada = market.mentors["Ada"]
    client = sign_in(ada.profile)
    for name, is_on in (("take-no-requests", False), ("take-requests", True)):
        for _ in range(2):
            client.post(reverse(name, args=[market.program.pk]))
        ada.refresh_from_db()
        assert ada.takes_requests is is_on
    page = client.get(reverse("program", args=[market.program.pk])).text
    assert "Take no requests for now" in page


# HR


def test_hr_switches_requests_on_with_a_deadline(cast, sign_in):
    client = sign_in(cast.hana)
    address = reverse("request-settings", args=[cast.program.pk])
    assert cast.program.takes_requests is False
    client.post(address, {"takes_requests": "on", "request_days": "7"})
    cast.program.refresh_from_db()
    assert (cast.program.takes_requests, cast.program.request_days) == (True, 7)
    page = client.post(address, {"takes_requests": "on", "request_days": "21"}).text
    assert "Enter a whole number from 1 to 20" in page
    overview = client.get(reverse("hr-program", args=[cast.program.pk])).text
    assert "ask a mentor themselves" in overview


def test_hr_sees_states_and_never_the_words(market, cast, sign_in):
    address = reverse("hr-requests", args=[market.program.pk])
    client = sign_in(cast.cora)
    assert "No requests" in client.get(address).text
    asked(market)
    page = client.get(address).text
    assert "Waiting for an answer" in page
    assert "I would like to lead a workshop." not in page


def test_hr_requests_cost_the_same_queries_for_one_and_three(market, cast, sign_in):
    address, client = reverse("hr-requests", args=[market.program.pk]), sign_in(cast.hana)
    asked(market)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for name in ("Eve Low", "Fay Moe"):
        market.ask("Mia", mentee=mentee(market.program, name, ("Negotiation",)))
    with CaptureQueriesContext(connection) as three:
        assert "Fay Moe" in client.get(address).text
    assert len(one) == len(three) <= 15
