"""A story and the consent of everybody in it."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from checkins import farewell
from checkins.models import ContactStop, StoryDraft
from community import naming, stories
from community.models import Story, StoryConsent
from tests.checkins.endings import over
from tests.community.recognition.world import asked, draft, published, words_of
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
TITLE = "From tickets to queries"


def url(name, story):
    return reverse(name, args=[story.pk])


def readers(cast):
    return [cast.emil, cast.dan, cast.cora, cast.hana, cast.sue]


def nobody_else_sees(cast, sign_in, story):
    for person in readers(cast):
        client = sign_in(person)
        assert client.get(story.get_absolute_url()).status_code == 404
        assert TITLE not in client.get(reverse("stories")).text


def test_it_is_seen_by_nobody_before_everybody_named_agrees(cast, sign_in, smtp):
    story = draft(cast.ada, cast.ben, cast.dan)
    for person in (cast.ben, cast.dan):
        assert sign_in(person).get(story.get_absolute_url()).status_code == 404
    client = sign_in(cast.ada)
    assert "Ask the 2 people named" in client.get(story.get_absolute_url()).text
    client.post(url("ask-story", story))
    assert {mail.to for mail in drain_outbox()} == {"ben.ito@example.com", "dan.weiss@example.com"}
    page = sign_in(cast.ben).get(story.get_absolute_url()).text
    assert "Ada asks: may this be published with your name?" in page
    sign_in(cast.ben).post(url("agree-to-story", story), {"edition": 1})
    for person in (cast.emil, cast.hana):
        assert sign_in(person).get(story.get_absolute_url()).status_code == 404
    sign_in(cast.dan).post(url("agree-to-story", story), {"edition": 1})
    story.refresh_from_db()
    assert story.state == Story.State.PUBLISHED
    for person in readers(cast):
        assert TITLE in sign_in(person).get(reverse("stories")).text
    assert [mail.subject for mail in drain_outbox()] == ["Your story is published"]


def test_the_database_refuses_to_publish_without_a_consent(cast):
    story = asked(cast.ada, cast.ben)
    for state in ("published", "waiting", "taken_down"):
        rows = Story.objects.filter(pk=story.pk)
        with pytest.raises(IntegrityError, match="with_all_consents"), transaction.atomic():
            rows.update(state=state, published_at=timezone.now(), taken_down_reason="x")


def test_two_taps_from_the_mail_without_signing_in(cast, client, smtp):
    story = asked(cast.ada, cast.ben)
    (mail,) = drain_outbox()
    assert mail.subject == "Ada wrote a story with you in it"
    assert TITLE in mail.text
    address = mail.link("m/story")
    page = client.get(address).text
    assert "We looked at one query a week." in page
    assert "checked" in page.split('value="yes"')[1].split(">")[0]
    story.refresh_from_db()
    assert story.agreed == 0
    answer = client.post(address, {"answer": "yes", "edition": 1}, follow=True)
    assert "Answer saved." in answer.text
    story.refresh_from_db()
    assert story.state == Story.State.PUBLISHED
    path = address.split("?")[0]
    assert client.post(path, {"edition": 1}).status_code == 200
    client.post(path, {"answer": "no", "edition": 1})
    story.refresh_from_db()
    assert story.state == Story.State.DRAFT
    assert "Nothing to answer now" in client.get(path).text


def test_a_no_sends_it_back_and_tells_its_author(cast, sign_in, smtp):
    story = asked(cast.ada, cast.ben, cast.dan)
    drain_outbox()
    for _time in range(2):
        sign_in(cast.ben).post(url("decline-story", story))
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("ada.obi@example.com", "Your story is a draft again")
    assert "Ben Ito would rather not be in" in mail.text
    assert sign_in(cast.dan).get(story.get_absolute_url()).status_code == 404
    page = sign_in(cast.ada).post(url("ask-story", story), follow=True).text
    assert "Ben Ito said no. Change the story first." in page
    story.refresh_from_db()
    story = stories.change(story, words_of(), people=[cast.dan], seen=1, now=timezone.now())
    assert stories.ask(story, now=timezone.now()).state == Story.State.ASKING


def test_a_yes_taken_back_hides_what_was_published(cast, sign_in):
    story = published(cast.ada, cast.ben)
    page = sign_in(cast.ben).get(reverse("stories")).text
    assert "With you in it" in page
    sign_in(cast.ben).post(url("decline-story", story))
    assert StoryConsent.objects.get(story=story).state == "withdrawn"
    nobody_else_sees(cast, sign_in, story)
    assert sign_in(cast.ben).get(story.get_absolute_url()).status_code == 404


def test_a_change_asks_everybody_again(cast, sign_in, smtp):
    story = published(cast.ada, cast.ben)
    drain_outbox()
    client = sign_in(cast.ada)
    page = client.get(url("edit-story", story))
    assert "everybody named is asked again" in page.text
    data = {"title": TITLE, "doing": "Another sentence.", "people": cast.ben.pk, "seen": 1}
    client.post(url("edit-story", story), data)
    story.refresh_from_db()
    assert (story.state, story.edition, story.agreed, story.named) == ("draft", 2, 0, 1)
    nobody_else_sees(cast, sign_in, story)
    stories.ask(story, now=timezone.now())
    assert [mail.to for mail in drain_outbox()] == ["ben.ito@example.com"]
    answer = sign_in(cast.ben).post(url("agree-to-story", story), {"edition": 1}, follow=True)
    assert "The story has changed since." in answer.text
    story.refresh_from_db()
    assert story.state == "asking"


def test_saving_without_a_change_asks_nobody_again(cast, sign_in):
    story = published(cast.ada, cast.ben)
    data = {
        "title": TITLE,
        "doing": "We looked at one query a week.",
        "people": cast.ben.pk,
        "seen": 1,
    }
    sign_in(cast.ada).post(url("edit-story", story), data)
    story.refresh_from_db()
    assert (story.state, story.edition) == ("published", 1)


def test_a_stale_tab_shows_both_versions_and_loses_nothing(cast, sign_in):
    story = draft(cast.ada, cast.ben)
    stories.change(story, words_of(doing="Tab one."), people=[], seen=1, now=timezone.now())
    data = {"title": TITLE, "doing": "Tab two.", "seen": 1}
    page = sign_in(cast.ada).post(url("edit-story", story), data)
    assert "You changed this in another tab." in page.text
    assert ("Tab one." in page.text, "Tab two." in page.text) == (True, True)
    sign_in(cast.ada).post(url("edit-story", story), data | {"seen": 2})
    story.refresh_from_db()
    assert story.doing == "Tab two."


def test_an_empty_form_says_what_is_missing(cast, sign_in):
    page = sign_in(cast.ada).post(reverse("write-story"), {"now": "x" * 2001}).text
    for text in ("Enter a title", "Enter what you did together", "must be 2,000 characters"):
        assert text in page
    assert "x" * 2001 in page


def test_what_is_typed_is_shown_as_text(cast, sign_in):
    story = published(cast.ada, cast.ben, doing="<script>alert(1)</script> **bold**")
    page = sign_in(cast.emil).get(story.get_absolute_url()).text
    assert "<script>alert" not in page
    assert "<strong>bold</strong>" in page


def test_the_draft_of_a_pair_becomes_the_story(cast, sign_in):
    over(cast)
    farewell.keep_story(cast.pair, cast.ada, "Ben asked why.", now=timezone.now())
    client = sign_in(cast.ada)
    page = client.get(reverse("celebrate", args=[cast.pair.pk])).text
    address = reverse("write-story-of-pair", args=[cast.pair.pk])
    assert address in page
    assert f"/kudos/give/?to={cast.ben.pk}" in page
    form = client.get(address)
    assert "Ben asked why." in form.text
    assert "Ben Ito" in form.text
    data = {"title": TITLE, "doing": "Ben asked why.", "people": cast.ben.pk}
    for _time in range(2):
        client.post(address, data)
    story = Story.objects.get()
    assert (story.pair, story.doing, story.named) == (cast.pair, "Ben asked why.", 1)
    assert not StoryDraft.objects.exists()
    assert client.get(address)["Location"] == story.get_absolute_url()
    assert "It stands under Stories: Draft." in (
        client.get(reverse("celebrate", args=[cast.pair.pk])).text
    )


@pytest.mark.parametrize("country", ["Spain", ""])
def test_where_recognition_by_name_is_off_no_story_is_shown_or_asked(cast, sign_in, country):
    shown = published(cast.emil, cast.ben)
    naming.switch_off(country, by=cast.hana.user, now=timezone.now())
    assert TITLE not in sign_in(cast.dan).get(reverse("stories")).text
    assert sign_in(cast.dan).get(shown.get_absolute_url()).status_code == 404
    with pytest.raises(stories.NotReadyError, match="Recognition by name is off"):
        stories.ask(draft(cast.ada, cast.dan), now=timezone.now())


def test_nobody_is_asked_across_a_stopped_contact(cast):
    ContactStop.objects.create(pair=cast.pair, asked_by=cast.ben, since=timezone.now())
    with pytest.raises(stories.NotReadyError, match="Paused by the program"):
        stories.ask(draft(cast.ada, cast.ben), now=timezone.now())


def test_a_story_of_oneself_alone_is_published_at_once(cast, sign_in):
    story = draft(cast.ada)
    page = sign_in(cast.ada).post(url("ask-story", story), follow=True).text
    assert "Published. Colleagues can read it now." in page


def test_its_author_deletes_it(cast, sign_in):
    story = published(cast.ada, cast.ben)
    sign_in(cast.ada).post(url("delete-story", story))
    assert not Story.objects.exists()


def test_home_asks_for_the_consent_until_it_is_given(cast, sign_in):
    story = asked(cast.ada, cast.ben)
    assert "Ada wrote a story with you in it" in sign_in(cast.ben).get("/").text
    stories.agree(story, cast.ben, edition=1, now=timezone.now())
    assert "Ada wrote a story with you in it" not in sign_in(cast.ben).get("/").text


def test_the_list_asks_the_same_for_one_and_three(cast, sign_in):
    client, counts = sign_in(cast.emil), []
    client.get(reverse("stories"))
    for more in (1, 2):
        for n in range(more):
            published(make_person(f"Mia Lee {more}{n}"), cast.ben, cast.dan)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("stories"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_a_last_yes_and_a_no_of_one_moment_never_publish_without_consent(cast):
    for _round in range(10):
        story = asked(cast.ada, cast.ben, cast.dan)
        stories.agree(story, cast.ben, edition=1, now=timezone.now())
        start = threading.Barrier(3)

        def act(do, start=start):
            start.wait()
            try:
                do()
            except stories.ChangedError:
                pass
            finally:
                connection.close()

        now, acts = timezone.now(), []
        for do in (
            lambda s=story, now=now: stories.agree(s, cast.dan, edition=1, now=now),
            lambda s=story, now=now: stories.agree(s, cast.dan, edition=1, now=now),
            lambda s=story, now=now: stories.refuse(s, cast.ben, now=now),
        ):
            acts.append(threading.Thread(target=act, args=[do]))
            acts[-1].start()
        for thread in acts:
            thread.join()
        story.refresh_from_db()
        yes = story.consents.filter(state="agreed").count()
        assert (story.state, story.agreed) == (Story.State.DRAFT, yes)
