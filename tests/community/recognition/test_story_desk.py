"""HR’s desk of stories, and what becomes of them when people leave."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community import naming, stories, story_desk
from community.models import Story
from profiles import erasure, people
from profiles.models import AuditEvent
from tests.community.recognition.world import asked, published, words_of
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db
TITLE = "From tickets to queries"


def url(name, story):
    return reverse(name, args=[story.pk])


def test_hr_reads_first_when_it_wants(cast, sign_in, smtp):
    naming.set_rules(stories_wait_for_hr=True, by=cast.hana.user)
    story = published(cast.ada, cast.ben)
    assert story.state == Story.State.WAITING
    drain_outbox()
    nobody = [cast.emil, cast.sue]
    assert {sign_in(one).get(story.get_absolute_url()).status_code for one in nobody} == {404}
    client = sign_in(cast.hana)
    assert "1 story waits for you" in client.get("/hr/").text
    assert TITLE in client.get(reverse("hr-stories")).text
    for _time in range(2):
        client.post(url("publish-story", story))
    assert [mail.subject for mail in drain_outbox()] == ["Your story is published"]
    assert TITLE in sign_in(cast.emil).get(reverse("stories")).text


def test_hr_takes_down_with_a_reason_and_reads_it_before_it_comes_back(cast, sign_in, smtp):
    story = published(cast.ada, cast.ben)
    client = sign_in(cast.hana)
    drain_outbox()
    assert "Enter why it is taken down" in client.post(url("take-down-story", story)).text
    for _time in range(2):
        client.post(url("take-down-story", story), {"reason": "It names a customer."})
    (mail,) = drain_outbox()
    assert "“It names a customer.”" in mail.text
    assert "It names a customer." in sign_in(cast.ada).get(story.get_absolute_url()).text
    assert sign_in(cast.emil).get(story.get_absolute_url()).status_code == 404
    assert AuditEvent.objects.get(action="story.taken down").reason == "It names a customer."
    story.refresh_from_db()
    changed = stories.change(
        story, words_of(doing="Without."), people=[cast.ben], seen=1, now=timezone.now()
    )
    stories.ask(changed, now=timezone.now())
    done = stories.agree(changed, cast.ben, edition=2, now=timezone.now())
    assert done.state == Story.State.WAITING


def test_hr_sees_nothing_of_what_has_no_consent(cast, sign_in):
    story = asked(cast.ada, cast.ben)
    client = sign_in(cast.hana)
    assert TITLE not in client.get(reverse("hr-stories")).text
    for name in ("hr-story", "publish-story", "take-down-story"):
        assert client.post(url(name, story)).status_code in {404, 405}
        assert client.get(url(name, story)).status_code in {404, 405}
    assert not story_desk.publish(story, by=cast.hana.user, now=timezone.now())


def test_somebody_named_who_leaves_hides_it_and_open_questions_go_back(cast, sign_in):
    shown, open_one = published(cast.ada, cast.ben), asked(cast.ada, cast.dan, cast.ben)
    people.deactivate(cast.ben, cast.hana.user, timezone.now())
    assert TITLE not in sign_in(cast.emil).get(reverse("stories")).text
    open_one.refresh_from_db()
    assert open_one.state == Story.State.DRAFT
    page = sign_in(cast.ada).post(url("ask-story", open_one), follow=True).text
    assert "Ben Ito no longer works here. Change the story." in page
    shown.refresh_from_db()
    assert shown.state == Story.State.PUBLISHED


def test_an_erasure_takes_the_name_and_the_publishing(cast):
    about, own = published(cast.ada, cast.ben), published(cast.ben, cast.ada)
    now = timezone.now()
    erasure.ask(cast.ben, by=cast.ben.user, now=now)
    assert erasure.work(now=now) == 1
    about.refresh_from_db()
    assert (about.state, about.named) == (Story.State.DRAFT, 0)
    assert not Story.objects.filter(pk=own.pk).exists()
