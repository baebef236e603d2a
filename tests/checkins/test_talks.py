"""The talks of a handover: topics, progress, and the page that each begins in the library."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins import talks
from checkins.models import Talk
from community.models import Resource
from tests.checkins.space import become, hand_over, held

pytestmark = pytest.mark.django_db
TOPICS = ("Closing the year", "Audits", "Whom to ask")
POSTED = {f"topic_{n}": topic for n, topic in enumerate(TOPICS, start=1)}


def url(name, pair):
    return reverse(name, args=[pair.pk])


def queries(client, pair):
    with CaptureQueriesContext(connection) as seen:
        client.get(url("pair-talks", pair))
    return len(seen)


def test_topics_are_chosen_and_shown(cast, sign_in):
    become(cast.pair, "handover")
    client = sign_in(cast.ben)
    assert "No topics yet" in client.get(url("pair-talks", cast.pair)).text
    response = client.post(url("choose-topics", cast.pair), POSTED)
    assert response.url == url("pair-talks", cast.pair)
    page = client.get(response.url).text
    assert "0 of 3 talks written down" in page
    for topic in TOPICS:
        assert topic in page
    assert list(Talk.objects.values_list("number", "topic")) == list(enumerate(TOPICS, start=1))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topic_3": ""}, "Enter the topic of talk 3"),
        ({"topic_1": "x" * 121}, "A topic must be 120 characters or fewer"),
        ({"topic_5": "Keys"}, "Enter the topic of talk 4, or move talk 5 up"),
    ],
)
def test_topics_that_do_not_do_are_explained(cast, sign_in, fields, words):
    become(cast.pair, "handover")
    page = sign_in(cast.ben).post(url("choose-topics", cast.pair), POSTED | fields)
    assert words in page.text
    assert not Talk.objects.exists()


def test_a_topic_goes_unless_its_page_is_begun(cast):
    hand_over(cast.pair, *TOPICS, "Keys", "Contracts")
    Talk.objects.filter(number=5).update(document=900)
    talks.choose(cast.pair, dict(enumerate(TOPICS, start=1)))
    assert list(Talk.objects.values_list("number", flat=True)) == [1, 2, 3, 5]


def test_other_formats_have_no_talks(cast, sign_in):
    client = sign_in(cast.ben)
    for name in ("pair-talks", "choose-topics"):
        assert client.get(url(name, cast.pair)).status_code == 404
    assert "Talks" not in [tab.label for tab in client.get(url("pair", cast.pair)).context["tabs"]]


def test_the_page_of_a_talk_is_begun_with_what_is_known(cast, sign_in):
    talk = hand_over(cast.pair, *TOPICS)[0]
    held(cast.pair)
    client = sign_in(cast.ben)
    pair_page = client.get(url("pair", cast.pair))
    address = reverse("write-talk", args=[talk.pk])
    assert pair_page.context["next_step"]["href"] == address
    form = client.get(address).context["form"]
    assert form["title"].value() == "Closing the year"
    assert "Ada Obi" in form["body"].value()
    posted = {"title": "Closing the year", "kind": "how_to", "body": "Begin on the first."}
    response = client.post(address, posted)
    new = Resource.objects.get()
    assert response.url == new.get_absolute_url()
    talk.refresh_from_db()
    assert (talk.document, talk.written_by) == (new.pk, cast.ben)
    assert (new.state, new.suggested_by) == ("draft", cast.ben)


def test_a_draft_is_not_written_down_until_it_is_sent(cast, sign_in):
    talk = hand_over(cast.pair, *TOPICS)[0]
    held(cast.pair)
    client = sign_in(cast.ben)
    posted = {"title": "Closing the year", "kind": "how_to", "body": "Begin on the first."}
    client.post(reverse("write-talk", args=[talk.pk]), posted)
    new = Resource.objects.get()
    assert "0 of 3 talks written down" in client.get(url("pair-talks", cast.pair)).text
    by_ada = sign_in(cast.ada).get(url("pair-talks", cast.pair)).text
    assert "Somebody is writing it down" in by_ada
    assert new.get_absolute_url() not in by_ada
    client = sign_in(cast.ben)
    client.post(reverse("send-resource", args=[new.pk]))
    page = client.get(url("pair-talks", cast.pair)).text
    assert "1 of 3 talks written down" in page
    assert new.get_absolute_url() in page
    assert "1 of 3 talks written down" in client.get(url("pair", cast.pair)).text


def test_the_second_of_two_who_begin_is_led_back(cast, sign_in):
    talk = hand_over(cast.pair, *TOPICS)[0]
    address = reverse("write-talk", args=[talk.pk])
    posted = {"title": "Closing the year", "kind": "how_to", "body": "Begin on the first."}
    sign_in(cast.ben).post(address, posted)
    response = sign_in(cast.ada).post(address, posted)
    assert response.url == url("pair-talks", cast.pair)
    assert Resource.objects.count() == 1


def test_a_draft_that_is_thrown_away_leaves_the_talk_open(cast, sign_in):
    talk = hand_over(cast.pair, *TOPICS)[0]
    held(cast.pair)
    client = sign_in(cast.ben)
    address = reverse("write-talk", args=[talk.pk])
    posted = {"title": "Closing the year", "kind": "how_to", "body": "Begin on the first."}
    client.post(address, posted)
    client.post(reverse("discard-resource", args=[Resource.objects.get().pk]))
    assert talks.of(cast.pair, cast.ben, held=1)[0].is_due
    assert client.post(address, posted).url == Resource.objects.get().get_absolute_url()


def test_the_pair_page_asks_as_much_for_five_talks_as_for_three(cast, sign_in):
    client = sign_in(cast.ben)
    hand_over(cast.pair, *TOPICS)
    queries(client, cast.pair)
    few = queries(client, cast.pair)
    hand_over(cast.pair, *TOPICS, "Keys", "Contracts")
    assert queries(client, cast.pair) == few
    assert few <= 12
