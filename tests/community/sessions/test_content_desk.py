"""HR decides: one of two dates, or a reason why not. Two at once, stale pages, leavers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community import office_hours, session_times, sessions
from community.models import Rsvp, Session
from outbox.models import Message
from profiles import people as leaving
from profiles.models import AuditEvent
from tests.community.sessions.world import a_proposal, a_session, ahead, go
from tests.mail import drain_outbox
from tests.people import make_hr, make_person

pytestmark = pytest.mark.django_db


def approve(client, session, at=None):
    at = at or session.starts_at
    url = reverse("approve-session", args=[session.pk])
    return client.post(url, {"at": at.isoformat()}, follow=True)


def test_the_desk_names_what_waits_and_so_does_the_overview(cast, sign_in):
    a_proposal(cast.ben)
    client = sign_in(cast.hana)
    desk, overview = client.get("/hr/content/").text, client.get("/hr/").text
    assert "Pricing in three currencies" in desk
    assert "Proposed by Ben Ito" in desk
    assert "1 proposal waits on the content desk" in overview
    assert "Pricing in three currencies" in overview


def test_an_empty_desk_says_so(cast, sign_in):
    assert "Nothing waiting" in sign_in(cast.hana).get("/hr/content/").text


def test_approved_on_the_second_date(cast, sign_in, smtp):
    session = a_proposal(cast.ben)
    page = approve(sign_in(cast.hana), session, session.other_starts_at).text
    assert "is published for" in page
    found = Session.objects.get()
    assert (found.state, found.starts_at) == ("published", session.other_starts_at)
    assert (found.minutes, found.other_starts_at) == (45, None)
    assert found.decided_by == cast.hana
    assert AuditEvent.objects.filter(action=sessions.APPROVED).count() == 1
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == (
        cast.ben.user.email, "Published: Pricing in three currencies",
    )  # fmt: skip
    assert "is published, and you host it" in mail.text


def test_approving_twice_is_once(cast, sign_in):
    session, client = a_proposal(cast.ben), sign_in(cast.hana)
    approve(client, session)
    approve(client, session)
    assert Message.objects.count() == 1


def test_another_reviewer_is_told_who_was_first(cast, sign_in):
    session = a_proposal(cast.ben)
    sessions.approve(session, at=session.starts_at, by=cast.hana, now=timezone.now())
    ines = make_hr("Ines Moreau")
    url = reverse("decline-session", args=[session.pk])
    page = sign_in(ines).post(url, {"reason": "No room"}, follow=True).text
    assert "Hana Suzuki has decided already: Published." in page
    assert Session.objects.get().state == "published"


@pytest.mark.parametrize("at", ["", "tomorrow", "2027-05-24T13:00:00+00:00"])
def test_a_date_that_is_none_of_the_two(cast, sign_in, at):
    session = a_proposal(cast.ben)
    page = sign_in(cast.hana).post(reverse("approve-session", args=[session.pk]), {"at": at})
    assert "Choose one of the two dates" in page.text
    assert Session.objects.get().state == "proposed"


def test_a_date_that_has_gone_by(cast, sign_in):
    session = a_proposal(cast.ben)
    gone = timezone.now() - timezone.timedelta(hours=1)
    length = session.ends_at - session.starts_at
    Session.objects.update(starts_at=gone, ends_at=gone + length)
    session.refresh_from_db()
    page = approve(sign_in(cast.hana), session).text
    assert "This date is over. Choose the other" in page


def test_declining_needs_a_reason_which_the_host_reads(cast, sign_in, smtp):
    session, client = a_proposal(cast.ben), sign_in(cast.hana)
    url = reverse("decline-session", args=[session.pk])
    assert "Enter why not" in client.post(url, {"reason": ""}).text
    client.post(url, {"reason": "We had one last week."})
    (mail,) = drain_outbox()
    assert mail.subject == "Not taken: Pricing in three currencies"
    assert "Hana writes: “We had one last week.”" in mail.text
    page = sign_in(cast.ben).get(session.get_absolute_url()).text
    assert "We had one last week." in page


def test_a_leaver_frees_places_and_is_named_as_a_missing_host(cast, sign_in):
    hosted = a_session(cast.ben)
    full = a_session(cast.ada, capacity=1, title="Full room")
    go(full, cast.ben, cast.dan)
    proposal = a_proposal(cast.ben, title="Never held")
    leaving.deactivate(cast.ben, cast.hana.user, timezone.now())
    assert Rsvp.objects.going().get().profile == cast.dan
    proposal.refresh_from_db()
    assert proposal.state == "cancelled"
    client = sign_in(cast.hana)
    assert "1 session has no host" in client.get("/hr/").text
    desk = client.get("/hr/content/").text
    assert "Ben Ito, its host, has left" in desk
    assert reverse("hand-over-session", args=[hosted.pk]) in desk
    assert not Message.objects.filter(recipient=cast.ben.user, context__why="left").exists()


def test_hr_finds_another_host(cast, sign_in, smtp):
    session = a_session(cast.ben, capacity=5)
    go(session, cast.dan, cast.emil)
    drain_outbox()
    url = reverse("hand-over-session", args=[session.pk])
    client = sign_in(cast.hana)
    assert "Choose who hosts it" in client.post(url, {}).text
    client.post(url, {"host": [cast.dan.pk]})
    session.refresh_from_db()
    assert (session.host, session.used, session.sequence) == (cast.dan, 1, 1)
    mails = {mail.to: mail for mail in drain_outbox()}
    assert set(mails) == {cast.dan.user.email, cast.emil.user.email}
    assert "Host: Dan Weiss" in mails[cast.emil.user.email].text


def test_the_desk_asks_the_same_for_one_and_three(cast, sign_in):
    client, counts = sign_in(cast.hana), []
    for n in range(3):
        a_proposal(make_person(f"Host{n} Example"), starts_at=ahead(5 + n))
        client.get("/hr/content/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/hr/content/")
        counts.append(len(queries))
    assert counts[0] == counts[2] <= 12


def test_leaving_closes_office_hours(cast):
    plan = office_hours.Plan("SQL questions", "Bring a query.", ahead(3), 20, 2, 1)
    office = office_hours.start(plan, by=cast.ben, now=timezone.now())
    go(office.slots.first(), cast.dan)
    session_times.leave(cast.ben)
    office.refresh_from_db()
    assert office.closed_at
    assert {slot.state for slot in office.slots.all()} == {"cancelled"}
    told = Message.objects.filter(recipient=cast.dan.user, context__why="cancelled")
    assert told.count() == 1
