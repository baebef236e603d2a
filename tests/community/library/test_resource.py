"""The page of an item: what it shows to whom, and what readers do with it."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community import library_readers
from community.models import LinkReport, Recommendation, Resource, SavedResource
from outbox.models import Message
from profiles.models import SkillRelation
from tests.community.library.world import make_document, make_file, make_link
from tests.mail import drain_outbox
from tests.people import make_person, make_skill


def path_of(item, act=""):
    return f"/library/{item.pk}/{act}"


def test_the_page_of_a_link(cast, sign_in):
    item = make_link(by=cast.ben, skills=["Negotiation"], minutes=80)
    page = sign_in(cast.emil).get(path_of(item)).text
    for words in ("Negotiation basics", "1 h 20 min", "What it is good for.", "Ben Ito", "Article"):
        assert words in page
    assert (
        'href="https://example.com/negotiation-basics" rel="nofollow noopener noreferrer"' in page
    )
    assert "The link is dead" in page
    assert "Review, hand over or take out" not in page
    assert "Nobody has recommended it yet" in page


def test_the_page_of_a_document_and_of_a_file(cast, sign_in):
    page = sign_in(cast.emil).get(path_of(make_document(by=cast.ben))).text
    assert "<strong>one</strong>" in page
    assert "Written by" in page
    assert "The link is dead" not in page
    page = sign_in(cast.emil).get(path_of(make_file(by=cast.ben))).text
    assert "plan.txt" in page
    assert "/file/" in page


def test_states_are_for_those_who_may_see_them(cast, sign_in):
    seen = {}
    for state in ("draft", "suggested", "declined", "retired", "published"):
        item = make_link(f"In {state}", state=state, by=cast.ben)
        people = ("ben", "ada", "cora", "hana", "sue")
        seen[state] = {
            name for name in people
            if sign_in(getattr(cast, name)).get(path_of(item)).status_code == 200
        }  # fmt: skip
    nobody_else = {"ben", "hana"}
    assert seen == {
        "draft": {"ben"},
        "suggested": nobody_else,
        "declined": nobody_else,
        "retired": nobody_else,
        "published": {"ben", "ada", "cora", "hana", "sue"},
    }


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**40])
def test_ids_that_cannot_be(cast, sign_in, pk):
    client = sign_in(cast.emil)
    assert client.get(f"/library/{pk}/").status_code == 404
    assert client.post(f"/library/{pk}/save/").status_code == 404


def test_related_items_share_a_skill_or_have_a_related_one(cast, sign_in):
    item = make_link("This", skills=["Negotiation", "Pricing"])
    make_link("Shares two", skills=["Negotiation", "Pricing"])
    make_link("Shares one", skills=["Negotiation"])
    SkillRelation.objects.create(skill=make_skill(), related=make_skill("Selling"), share=50)
    make_link("Is near", skills=["Selling"])
    make_link("Is far", skills=["Welding"])
    make_link("Is hidden", skills=["Negotiation"], state="suggested", by=cast.ada)
    page = sign_in(cast.emil).get(path_of(item))
    assert [row.title for row in page.context["related"]] == ["Shares two", "Shares one", "Is near"]


def test_a_skill_that_is_only_proposed_is_not_shown(cast, sign_in):
    item = make_link(skills=["Negotiation"])
    item.skills.add(make_skill("Whispering", status="proposed"))
    assert "Whispering" not in sign_in(cast.emil).get(path_of(item)).text


def test_one_sentence_each_that_can_be_changed_and_taken_off(cast, sign_in):
    item = make_link()
    client = sign_in(cast.ben)
    for sentence in ("  Read it \n twice. ", "Read it once."):
        client.post(path_of(item, "recommend/"), {"sentence": sentence})
    assert Recommendation.objects.get().sentence == "Read it once."
    assert "Read it once." in sign_in(cast.emil).get(path_of(item)).text
    assert "Read it once." in sign_in(cast.ben).get(path_of(item, "recommend/")).text
    client = sign_in(cast.ben)
    for _n in range(2):
        assert client.post(path_of(item, "unrecommend/")).status_code == 302
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("", "Enter why you recommend it"),
        (" \n ", "Enter why you recommend it"),
        ("x" * 281, "Why you recommend it must be 280 characters or fewer"),
    ],
)
def test_a_recommendation_says_why(cast, sign_in, sentence, words):
    item = make_link()
    page = sign_in(cast.ben).post(path_of(item, "recommend/"), {"sentence": sentence}).text
    assert words in page
    assert not Recommendation.objects.exists()


def test_saving_twice_is_once(cast, sign_in):
    item = make_link()
    client = sign_in(cast.ben)
    for _n in range(2):
        client.post(path_of(item, "save/"))
    assert SavedResource.objects.count() == 1
    assert "Take off my list" in client.get(path_of(item)).text


def test_what_is_not_in_the_library_takes_no_acts(cast, sign_in):
    item = make_link(state="suggested", by=cast.ben)
    client = sign_in(cast.ben)
    for act in ("save/", "recommend/", "dead/"):
        assert client.post(path_of(item, act), {"sentence": "x"}).status_code == 404
    document = make_document()
    assert client.post(path_of(document, "dead/")).status_code == 404


def test_a_dead_link_reaches_its_owner_and_hr(cast, sign_in, smtp):
    item = make_link(by=cast.ben)
    client = sign_in(cast.emil)
    client.post(path_of(item, "dead/"))
    again = client.post(path_of(item, "dead/"), follow=True).text
    assert "You have said so already." in again
    assert "You said that the link is dead." in again
    sign_in(cast.ada).post(path_of(item, "dead/"))
    assert LinkReport.objects.count() == 2
    (mail,) = drain_outbox()
    assert (mail.to, mail.subject) == ("ben.ito@example.com", "A link of yours leads nowhere")
    desk = sign_in(cast.hana).get("/hr/content/library/?show=dead").text
    assert "2 readers" in desk
    page = sign_in(cast.ben).get(path_of(item)).text
    assert "that the link is dead" in page
    sign_in(cast.ben).post(path_of(item, "works/"))
    assert not LinkReport.objects.filter(settled_at=None).exists()
    sign_in(cast.emil).post(path_of(item, "dead/"))
    assert LinkReport.objects.filter(settled_at=None).count() == 1


def test_another_link_answers_the_reports(cast, sign_in):
    item = make_link(by=cast.ben)
    sign_in(cast.emil).post(path_of(item, "dead/"))
    form = {"seen": "1", "title": item.title, "kind": "article", "url": "https://example.com/new"}
    sign_in(cast.ben).post(path_of(item, "edit/"), form)
    assert not LinkReport.objects.filter(settled_at=None).exists()


def test_a_mail_about_a_link_that_was_mended_is_not_sent(cast, smtp):
    item = make_link(by=cast.ben)
    now = timezone.now()
    library_readers.report_link(item, by=cast.emil, now=now)
    library_readers.settle_link(item, now=now)
    assert drain_outbox() == []


def test_who_reports_their_own_link_gets_no_mail(cast):
    item = make_link(by=cast.ben)
    library_readers.report_link(item, by=cast.ben, now=timezone.now())
    assert not Message.objects.exists()


def test_many_sentences_cost_the_same_and_have_pages(cast, sign_in):
    item = make_link(skills=["Negotiation"])
    make_link("Related", skills=["Negotiation"])
    client = sign_in(cast.emil)

    def asked():
        client.get(path_of(item))
        with CaptureQueriesContext(connection) as queries:
            client.get(path_of(item))
        return len(queries)

    def recommend(number):
        person = make_person(f"Reader {number}", email=f"reader{number}@example.com")
        library_readers.recommend(item, by=person, sentence="Yes.", now=timezone.now())

    recommend(0)
    one = asked()
    for number in range(1, 3):
        recommend(number)
    assert asked() == one <= 15
    for number in range(3, 52):
        recommend(number)
    assert "1 to 50 of 52" in client.get(path_of(item)).text


@pytest.mark.xdist_group("races")
@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_leave_one_of_each(cast):
    item = make_link(by=cast.ben)
    barrier, failures = threading.Barrier(6), []

    def work(number):
        barrier.wait()
        now = timezone.now()
        try:
            library_readers.keep(item, by=cast.emil, now=now)
            library_readers.report_link(item, by=cast.emil, now=now)
            library_readers.recommend(item, by=cast.emil, sentence=f"No. {number}", now=now)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a failure
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    counts = [model.objects.count() for model in (SavedResource, LinkReport, Recommendation)]
    assert counts == [1, 1, 1]
    assert Message.objects.count() == 1
    assert Resource.objects.get().link_reports.count() == 1
