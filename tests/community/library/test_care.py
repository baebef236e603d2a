"""Owners are asked once a year, hand over, take out; HR sees what nobody looks after."""

import datetime as dt

import pytest
from django.utils import timezone

from community import library_care, tasks
from community.models import LinkReport, Resource
from outbox.models import Message
from profiles import contributions, people
from tests.community.library.world import make_document, make_link
from tests.mail import drain_outbox

NOW = timezone.now()
YEAR = library_care.REVIEW_AFTER


def due(title="Due", **fields):
    item = make_link(title, **fields)
    Resource.objects.filter(pk=item.pk).update(review_on=NOW.date() - dt.timedelta(days=1))
    item.refresh_from_db()
    return item


def test_one_mail_to_each_owner_once_for_each_date(cast, smtp):
    first = due("First", by=cast.ben)
    due("Second", by=cast.ben)
    due("Of Ada", by=cast.ada)
    make_link("Later", by=cast.ben)
    assert [library_care.remind(now=NOW), library_care.remind(now=NOW)] == [2, 0]
    mails = {mail.to: mail for mail in drain_outbox()}
    assert mails["ben.ito@example.com"].subject == "Are these 2 things still right?"
    assert "First" in mails["ben.ito@example.com"].text
    assert "Second" in mails["ben.ito@example.com"].text
    assert mails["ada.obi@example.com"].subject == "Is this still right?"
    tomorrow = NOW + dt.timedelta(days=1)
    assert library_care.remind(now=tomorrow) == 0
    library_care.still_right(first, now=NOW)
    first.refresh_from_db()
    assert first.review_on == NOW.date() + YEAR
    assert library_care.remind(now=NOW + YEAR) == 1


def test_the_task_reminds_and_forgets(cast):
    due(by=cast.ben)
    tasks.mind_library()
    tasks.mind_library()
    assert Message.objects.filter(kind="library-review").count() == 1


def test_what_was_answered_meanwhile_is_not_asked(cast, smtp):
    item = due(by=cast.ben)
    library_care.remind(now=NOW)
    library_care.still_right(item, now=NOW)
    assert drain_outbox() == []


def test_a_new_owner_is_asked_for_the_same_date(cast, smtp):
    item = due(by=cast.ben)
    library_care.remind(now=NOW)
    library_care.hand_over(item, cast.ada, by=cast.ben.user, now=NOW)
    assert library_care.remind(now=NOW) == 1
    kinds = {(mail.to, mail.subject) for mail in drain_outbox()}
    assert kinds == {
        ("ada.obi@example.com", "You look after something in the library"),
        ("ada.obi@example.com", "Is this still right?"),
    }


def test_four_answers_of_the_owner(cast, sign_in):
    item = due(by=cast.ben)
    client = sign_in(cast.ben)
    page = client.get(f"/library/{item.pk}/review/").text
    for act in ("still-right", "edit", "hand-over", "retire"):
        assert f"/library/{item.pk}/{act}/" in page
    answer = client.post(f"/library/{item.pk}/still-right/", follow=True).text
    assert "Thank you. We ask again on" in answer
    answer = client.post(f"/library/{item.pk}/hand-over/", {"owner": cast.ada.pk}, follow=True)
    assert "Ada Obi looks after it now." in answer.text
    assert client.get(f"/library/{item.pk}/review/").status_code == 404
    client = sign_in(cast.ada)
    LinkReport.objects.create(resource=item, by=cast.emil, at=NOW)
    client.post(f"/library/{item.pk}/retire/")
    client.post(f"/library/{item.pk}/retire/")
    item.refresh_from_db()
    assert item.state == "retired"
    assert not LinkReport.objects.filter(settled_at=None).exists()
    assert "It is not in the library any more." in client.get(f"/library/{item.pk}/review/").text
    assert sign_in(cast.ben).get(f"/library/{item.pk}/").status_code == 200
    assert sign_in(cast.emil).get(f"/library/{item.pk}/").status_code == 404
    sign_in(cast.ada).post(f"/library/{item.pk}/put-back/")
    item.refresh_from_db()
    assert (item.state, item.owner) == ("published", cast.ada)


@pytest.mark.parametrize("given", [{}, {"owner": "999999"}, {"owner_text": "Nobody At All"}])
def test_a_new_owner_must_be_somebody(cast, sign_in, given):
    item = make_link(by=cast.ben)
    page = sign_in(cast.ben).post(f"/library/{item.pk}/hand-over/", given).text
    assert "There is a problem" in page
    item.refresh_from_db()
    assert item.owner == cast.ben


def test_handing_over_to_whoever_has_it_is_no_news(cast, sign_in):
    item = make_link(by=cast.ben)
    form = {"owner": cast.ben.pk}
    page = sign_in(cast.ben).post(f"/library/{item.pk}/hand-over/", form, follow=True).text
    assert "Ben Ito looks after it already." in page
    assert not Message.objects.exists()


def test_what_came_back_another_way_is_not_put_back(cast, sign_in):
    item = make_link("Same", state="retired", by=cast.ben)
    make_link("Same", url=item.url)
    page = sign_in(cast.ben).post(f"/library/{item.pk}/put-back/", follow=True).text
    assert "Not put back: “Same” has the same link." in page


def test_what_a_leaver_looked_after_is_hrs(cast, sign_in):
    item = due(by=cast.dan)
    people.deactivate(cast.dan, cast.hana.user, NOW)
    assert library_care.remind(now=NOW) == 0
    client = sign_in(cast.hana)
    desk = client.get("/hr/content/library/?show=ownerless").text
    assert "Dan Weiss has left" in desk
    client.post(f"/library/{item.pk}/hand-over/", {"owner": cast.ada.pk})
    assert "Everything has an owner." in client.get("/hr/content/library/?show=ownerless").text


def test_what_owners_do_not_answer_is_seen_by_hr(cast, sign_in):
    item = make_link(by=cast.ben)
    Resource.objects.filter(pk=item.pk).update(review_on=NOW.date() - dt.timedelta(days=31))
    desk = sign_in(cast.hana).get("/hr/content/library/?show=overdue").text
    assert "Ben Ito was asked about" in desk
    Resource.objects.filter(pk=item.pk).update(review_on=NOW.date() - dt.timedelta(days=29))
    desk = sign_in(cast.hana).get("/hr/content/library/?show=overdue").text
    assert "Every owner has answered" in desk


def waiting():
    return [entry for entry in contributions.needs_you(now=NOW) if "library" in entry.title]


def test_the_desk_says_what_waits(cast, sign_in):
    client = sign_in(cast.hana)
    assert waiting() == []
    assert "Nothing waits." in client.get("/hr/content/library/?show=zzz").text
    make_link("New one", state="suggested", by=cast.ben)
    make_document("Nobody's")
    (entry,) = waiting()
    assert (entry.title, entry.line) == (
        "2 things in the library",
        "1 suggestion · 1 without an owner",
    )
    assert entry.url == "/hr/content/library/?show=suggested"
    page = client.get(entry.url).text
    assert "New one" in page
    assert "Ben Ito" in page


@pytest.mark.parametrize("show", ["suggested", "dead", "ownerless", "overdue"])
def test_the_desk_costs_the_same_for_one_and_three(cast, sign_in, show, django_assert_num_queries):
    old = NOW.date() - dt.timedelta(days=60)
    client = sign_in(cast.hana)

    def add(number):
        state = "suggested" if show == "suggested" else "published"
        by = None if show == "ownerless" else cast.ben
        item = make_link(f"Item {number}", state=state, by=by)
        if show == "dead":
            for person in (cast.emil, cast.ada):
                LinkReport.objects.create(resource=item, by=person, at=NOW)
        Resource.objects.filter(pk=item.pk).update(review_on=old)

    path = f"/hr/content/library/?show={show}"
    add(1)
    assert len(client.get(path).context["page"]) == 1
    with django_assert_num_queries(5):
        client.get(path)
    add(2)
    add(3)
    assert len(client.get(path).context["page"]) == 3
    with django_assert_num_queries(5):
        client.get(path)
