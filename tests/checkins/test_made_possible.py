import pytest
from django.utils import timezone

from checkins import letters, worth
from checkins.models import Meeting
from outbox.models import Message
from tests.checkins.asked import answered
from tests.checkins.space import booked, held
from tests.mail import drain_outbox
from tests.people import make_person

pytestmark = pytest.mark.django_db
PAGE, TELL = "/groups/made-possible/", "/groups/made-possible/tell/"


@pytest.fixture
def boss(cast):
    boss = make_person("Bea Boss")
    cast.ada.manager = boss
    cast.ada.save(update_fields=["manager"])
    return boss


def met_twice(cast):
    held(cast.pair, days_ago=20, minutes=45)
    held(cast.pair, days_ago=6, minutes=60)


def test_figures_are_those_of_meetings_that_were_held(cast):
    met_twice(cast)
    booked(cast.pair)
    held(cast.pair, days_ago=3, state="cancelled", cancelled_at=timezone.now())
    answered(cast, "met_helped")
    found = worth.of(cast.ada)
    assert (found.people, found.meetings, found.minutes) == (1, 2, 105)
    assert found.length == "1 hour and 45 minutes"
    assert found.programs == ["Spring Mentoring"]
    assert worth.of_meetings(Meeting.objects.held().filter(pair=cast.pair)).meetings == 2
    assert worth.of(cast.ben).meetings == 0


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, ""), (1, "1 minute"), (60, "1 hour"), (495, "8 hours and 15 minutes")],
)
def test_lengths_are_said_in_hours_and_minutes(minutes, words):
    assert worth.Worth(minutes=minutes).length == words


def test_before_the_first_meeting_there_is_nothing_to_send(cast, sign_in, boss):
    client = sign_in(cast.ada)
    assert "your meetings and hours are counted here" in client.get(PAGE).text
    page = client.post(TELL, follow=True).text
    assert "There is no letter to send yet." in page
    assert not Message.objects.exists()


def test_looking_sends_nothing(cast, sign_in, boss):
    met_twice(cast)
    page = sign_in(cast.ada).get(PAGE).text
    assert "So far: 2 meetings with 1 colleague, 1 hour and 45 minutes in all." in page
    assert "Bea Boss" in page
    assert not Message.objects.exists()


def test_the_manager_gets_the_letter_the_mentor_saw(cast, sign_in, boss, smtp):
    met_twice(cast)
    client = sign_in(cast.ada)
    assert "Your letter goes to Bea Boss." in client.post(TELL, follow=True).text
    # What happens after the press does not change what the mentor agreed to send.
    held(cast.pair, days_ago=2)
    [mail] = drain_outbox()
    assert mail.to == boss.user.email
    assert mail.subject == "What Ada Obi made possible"
    assert "Ada Obi asked us to send you this." in mail.text
    assert "So far: 2 meetings with 1 colleague, 1 hour and 45 minutes in all." in mail.text
    assert "Ben" not in mail.text


def test_a_second_press_in_a_month_is_no_second_letter(cast, sign_in, boss):
    met_twice(cast)
    client = sign_in(cast.ada)
    client.post(TELL)
    client.post(TELL)
    assert Message.objects.filter(kind="tell-manager").count() == 1
    page = client.get(PAGE).text
    assert "You sent this month’s letter to Bea Boss" in page
    assert "Send this letter" not in page


def test_without_a_manager_nothing_is_offered(cast, sign_in, boss):
    met_twice(cast)
    boss.is_active = False
    boss.save(update_fields=["is_active"])
    client = sign_in(cast.ada)
    assert "names no manager for you" in client.get(PAGE).text
    client.post(TELL)
    assert not Message.objects.exists()


def test_a_manager_who_changed_meanwhile_gets_nothing(cast, sign_in, boss, smtp):
    met_twice(cast)
    sign_in(cast.ada).post(TELL)
    cast.ada.manager = None
    cast.ada.save(update_fields=["manager"])
    assert drain_outbox() == []


def test_mentors_are_led_there_and_mentees_are_not(cast, sign_in):
    met_twice(cast)
    assert "What you made possible" in sign_in(cast.ada).get("/groups/").text
    page = sign_in(cast.ada).get(f"/pairs/{cast.pair.pk}/").text
    assert "2 meetings, 1 hour and 45 minutes" in page
    assert "What you made possible" not in sign_in(cast.ben).get("/groups/").text
    assert "What you made possible" not in sign_in(cast.ben).get(f"/pairs/{cast.pair.pk}/").text


def test_a_subject_is_short_with_any_name(cast):
    cast.ada.name = "Maximiliana Theodora von und zu Hohenlohe-Langenburg"
    assert len(letters.subject(cast.ada)) <= 50
