"""A link on its way into the library: suggested, decided, told."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from community import library, library_links
from community.library import Details, DuplicateError
from community.models import Resource
from outbox.models import Message
from profiles.models import AuditEvent
from tests.community.library.world import make_link
from tests.mail import drain_outbox
from tests.people import make_skill

SUGGEST = "/library/suggest/"
GIVEN = {
    "url": "https://example.com/guide",
    "title": "A  guide\tto giving",
    "kind": "article",
    "summary": "Short.",
    "minutes": "12",
}


def suggest(client, **changes):
    return client.post(SUGGEST, GIVEN | {"skills": make_skill().pk} | changes)


def test_a_suggestion_waits_for_hr(cast, sign_in):
    answer = suggest(sign_in(cast.ben))
    item = Resource.objects.get()
    assert answer.url == f"/library/{item.pk}/"
    assert (item.state, item.title, item.minutes) == ("suggested", "A guide to giving", 12)
    assert (item.suggested_by, item.owner) == (cast.ben, cast.ben)
    assert [skill.name for skill in item.skills.all()] == ["Negotiation"]
    page = sign_in(cast.ben).get(answer.url).text
    assert "Only you and HR see this." in page
    assert "A guide to giving" not in sign_in(cast.emil).get("/library/?kind=article").text


def test_what_hr_suggests_is_published_at_once(cast, sign_in):
    suggest(sign_in(cast.hana))
    item = Resource.objects.get()
    assert item.is_published
    assert item.review_on == timezone.now().date() + library.REVIEW_AFTER
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"url": ""}, "Enter the link"),
        ({"url": "javascript:alert(1)"}, "Link must be a web address"),
        ({"url": "data:text/html,x"}, "Link must be a web address"),
        ({"url": "ftp://example.com/x"}, "Link must be a web address"),
        ({"url": "https://user:word@example.com/"}, "Link must be a web address"),
        ({"url": "https://exa mple.com/"}, "Link must be a web address"),
        ({"url": "https://[::1"}, "Link must be a web address"),
        ({"url": "https://example.com:99999/"}, "Link must be a web address"),
        ({"url": "https://example.com/" + "x" * 500}, "Link must be 500 characters or fewer"),
        ({"title": ""}, "Enter the title"),
        ({"title": "x" * 161}, "Title must be 160 characters or fewer"),
        ({"title": "a\x00b"}, "Enter text without control characters"),
        ({"kind": ""}, "Choose the kind"),
        ({"kind": "lesson"}, "Choose the kind"),
        ({"summary": "x" * 10_000}, "What it is good for must be 400 characters or fewer"),
        ({"minutes": "0"}, "Minutes it takes must be 1 or more"),
        ({"minutes": "6001"}, "Minutes it takes must be 6,000 or fewer"),
        ({"minutes": "half"}, "Minutes it takes must be a whole number"),
        ({"skills": "999999"}, "Choose skills from the list"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_kept(cast, sign_in, changes, words):
    page = suggest(sign_in(cast.ben), **({"summary": "Kept words."} | changes)).text
    assert page.count(words) == 2
    assert "<title>Error: " in page
    assert not Resource.objects.exists()
    if "summary" not in changes:
        assert "Kept words." in page


@pytest.mark.parametrize(
    "url", ["example.com/guide", "HTTPS://example.com/guide", " https://example.com/guide "]
)
def test_a_link_is_written_as_a_web_address(cast, sign_in, url):
    suggest(sign_in(cast.ben), url=url)
    assert Resource.objects.get().url == "https://example.com/guide"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/guide",
        "http://www.EXAMPLE.com/guide/",
        "https://example.com:443/guide#part-2",
        "https://example.com/guide?utm_source=mail&fbclid=1",
    ],
)
def test_the_same_link_twice_leads_to_the_one_there_is(cast, sign_in, url):
    item = make_link("Known", url="https://example.com/guide")
    Resource.objects.update(link_key=library_links.key("https://example.com/guide"))
    page = suggest(sign_in(cast.ben), url=url, title="Mine").text
    assert "We already have this" in page
    assert f'href="/library/{item.pk}/">See it' in page
    assert 'value="Mine"' in page
    assert Resource.objects.count() == 1


def test_other_pages_are_other_links():
    urls = ["https://a.com/x", "https://a.com/X", "https://a.com/x?page=2", "https://b.com/x",
            "https://a.com:8443/x"]  # fmt: skip
    assert len({library_links.key(url) for url in urls}) == len(urls)


def test_a_suggestion_of_somebody_else_is_not_shown(cast, sign_in):
    suggest(sign_in(cast.ada))
    item = Resource.objects.get()
    page = suggest(sign_in(cast.ben)).text
    assert "Somebody has suggested this already. HR is looking at it" in page
    assert f"/library/{item.pk}/" not in page
    assert sign_in(cast.ben).get(f"/library/{item.pk}/").status_code == 404


def test_hr_approves_and_the_person_hears(cast, sign_in, smtp):
    item = make_link(state="suggested", by=cast.ben)
    client = sign_in(cast.hana)
    answer = client.post(f"/hr/content/library/{item.pk}/approve/", follow=True)
    assert "Negotiation basics is in the library." in answer.text
    item.refresh_from_db()
    assert item.is_published
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("ben.ito@example.com", "Your suggestion is in the library")
    assert "“Negotiation basics” is in the library now." in mail.text
    again = client.post(f"/hr/content/library/{item.pk}/approve/", follow=True)
    assert "Somebody has decided that already." in again.text
    assert drain_outbox() == []
    assert AuditEvent.objects.filter(action="library.approved").count() == 1


def test_hr_declines_with_a_reason_and_it_may_come_again(cast, sign_in, smtp):
    item = make_link(state="suggested", by=cast.ben)
    path = f"/hr/content/library/{item.pk}/decline/"
    client = sign_in(cast.hana)
    assert "Enter why it is not taken" in client.post(path, {"reason": " "}).text
    client.post(path, {"reason": "The page asks for money."})
    (mail,) = drain_outbox()
    assert mail.subject == "Your suggestion was not taken"
    assert "The page asks for money." in mail.text
    page = sign_in(cast.ben).get(f"/library/{item.pk}/").text
    assert "The page asks for money." in page
    assert "Send to HR again" in page
    sign_in(cast.ben).post(f"/library/{item.pk}/send/")
    item.refresh_from_db()
    assert (item.state, item.reason) == ("suggested", "")


def test_a_mail_of_a_decision_that_no_longer_holds_is_not_sent(cast, smtp):
    item = make_link(state="suggested", by=cast.ben)
    library.decline(item, by=cast.hana.user, reason="No.", now=timezone.now())
    library.send(item, by=cast.ben, is_hr=False, now=timezone.now())
    assert drain_outbox() == []


def test_sending_again_what_has_come_another_way_is_said(cast, sign_in):
    old = make_link("Same", state="declined", by=cast.ben)
    make_link("Same")
    answer = sign_in(cast.ben).post(f"/library/{old.pk}/send/", follow=True)
    assert "We already have this" in answer.text
    old.refresh_from_db()
    assert old.state == "declined"


def test_a_suggestion_may_be_taken_back(cast, sign_in):
    item = make_link(state="suggested", by=cast.ben)
    client = sign_in(cast.ben)
    assert client.post(f"/library/{item.pk}/discard/").url == "/library/mine/"
    assert not Resource.objects.exists()
    assert client.post(f"/library/{item.pk}/discard/").status_code == 404


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_two_who_suggest_the_same_link_make_one(cast):
    barrier, results = threading.Barrier(4), []

    def work(person):
        barrier.wait()
        try:
            details = Details("article", "Same", url="https://example.com/same")
            library.suggest_link(details, by=person, is_hr=False, now=timezone.now())
            results.append("new")
        except DuplicateError:
            results.append("known")
        finally:
            connection.close()

    people = [cast.ada, cast.ben, cast.dan, cast.emil]
    threads = [threading.Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["known", "known", "known", "new"]
    assert Resource.objects.count() == 1


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(cast):
    item = make_link(state="suggested", by=cast.ben)
    barrier, done = threading.Barrier(4), []

    def work(number):
        barrier.wait()
        now, by = timezone.now(), cast.hana.user
        if number % 2:
            done.append(library.approve(item, by=by, now=now))
        else:
            done.append(library.decline(item, by=by, reason="No.", now=now))
        connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [False, False, False, True]
    assert Message.objects.count() == 1
