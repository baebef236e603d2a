"""Answers: written, found helpful, and on their way into the library with both names."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from community import library, question_answers, questions
from community.models import Answer, Resource
from outbox.models import Message
from tests.community.questions.world import (
    SKILL,
    TITLE,
    WORDS,
    answered,
    ask,
    asked_of,
    experts,
    helped,
    offered,
    willing,
)
from tests.mail import drain_outbox

pytestmark = pytest.mark.django_db


def url(row, act):
    kind = "answers" if isinstance(row, Answer) else "questions"
    return f"/{kind}/{row.pk}/{act}/"


def test_an_answer_reaches_the_asker_and_nobody_else(cast, sign_in, smtp):
    ada, other = experts(2)
    question = ask(cast.ben, now=timezone.now())
    answer = sign_in(ada).post(url(question, "answer"), {"words": WORDS}, follow=True)
    assert "Answer saved. Ben reads it." in answer.text
    assert asked_of(question, ada).state == "answered"
    (mail,) = [mail for mail in drain_outbox() if mail.to == "ben.ito@example.com"]
    assert mail.subject == "Expert0 answered your question"
    assert WORDS in mail.text
    page = sign_in(cast.ben).get(mail.link("questions")).text
    assert "<strong>date</strong>" in page
    assert f"/kudos/give/?to={ada.pk}&amp;skill={question.skill_id}" in page
    assert "<strong>date</strong>" not in sign_in(other).get(f"/questions/{question.pk}/").text
    assert sign_in(cast.hana).get(f"/questions/{question.pk}/").status_code == 404


def test_the_thanks_are_filled_in(cast, sign_in):
    answer = helped(cast.ben, cast.ada)
    skill = answer.question.skill
    page = sign_in(cast.ben).get(f"/kudos/give/?to={cast.ada.pk}&skill={skill.pk}").text
    assert "Thank Ada" in page
    assert SKILL in page


def test_an_answer_may_be_changed_and_an_empty_one_is_none(cast, sign_in):
    (ada,) = experts(1)
    question = ask(cast.ben, now=timezone.now())
    client = sign_in(ada)
    assert "Enter your answer" in client.post(url(question, "answer"), {"words": " "}).text
    assert Answer.objects.count() == 0
    for words in (WORDS, WORDS, "Other words"):
        client.post(url(question, "answer"), {"words": words})
    assert Answer.objects.get().words == "Other words"
    assert Answer.objects.get().edited_at is not None
    assert Message.objects.filter(kind="question-answered").count() == 1


def test_what_helped_closes_the_question_for_the_others(cast, sign_in, smtp):
    ada, other, late = experts(3)
    question = ask(cast.ben, now=timezone.now())
    answer = question_answers.write(question, ada, WORDS, now=timezone.now())
    client = sign_in(cast.ben)
    for _time in range(2):
        page = client.post(url(answer, "helped"), follow=True).text
    assert "This question is closed. Nobody is asked any more." in page
    answer.refresh_from_db()
    question.refresh_from_db()
    assert answer.helped_at is not None
    assert not question.is_open
    page = sign_in(other).post(url(question, "answer"), {"words": "Too late"}, follow=True).text
    assert "This question is closed: nothing was saved." in page
    assert [row.author for row in Answer.objects.all()] == [ada]
    assert "Asks for you" not in sign_in(late).get("/questions/sent-to-me/").text
    drain_outbox()
    assert set(Message.objects.filter(kind="question-asked").values_list("status", flat=True)) == {
        "cancelled"
    }


def test_passing_on_is_silent_and_asks_somebody_else(cast, sign_in):
    people = experts(6)
    question = ask(cast.ben, now=timezone.now())
    client = sign_in(people[0])
    for _time in range(2):
        page = client.post(url(question, "pass"), follow=True).text
    assert TITLE not in page
    assert asked_of(question, people[5]).state == "waits"
    assert question.asked.count() == 6
    mine = sign_in(cast.ben).get(f"/questions/{question.pk}/").text
    assert "It went to 6 people who offer SQL." in mine
    assert people[0].name not in mine


def test_both_agree_then_hr_and_then_it_is_in_the_library(cast, sign_in, smtp):
    answer = helped(cast.ben, cast.ada, details="I tried *this*.", now=timezone.now())
    client = sign_in(cast.ben)
    for _time in range(2):
        client.post(url(answer, "offer"))
    mails = [mail for mail in drain_outbox() if mail.subject == "May your answer help others too?"]
    assert [mail.to for mail in mails] == ["ada.obi@example.com"]
    page = sign_in(cast.ada).get(mails[0].link("questions")).text
    assert "Ben proposes your answer for the library" in page
    for _time in range(2):
        said = sign_in(cast.ada).post(url(answer, "agree"), follow=True).text
    assert "You both agreed. HR looks at it" in said
    item = Resource.objects.get()
    assert (item.title, item.shape, item.state) == (TITLE, "document", "suggested")
    assert item.summary == "Ben Ito asked, Ada Obi answered."
    assert item.body == f"## Question\n\nI tried *this*.\n\n## Answer\n\n{WORDS}"
    assert (item.suggested_by, item.owner) == (cast.ada, cast.ada)
    assert [skill.name for skill in item.skills.all()] == [SKILL]
    assert sign_in(cast.emil).get(f"/library/{item.pk}/").status_code == 404
    library.approve(item, by=cast.hana.user, now=timezone.now())
    found = sign_in(cast.emil).get("/library/?q=join+tables").text
    assert TITLE in found
    assert "Ben Ito asked, Ada Obi answered." in sign_in(cast.emil).get(f"/library/{item.pk}/").text
    assert f"/library/{item.pk}/" in sign_in(cast.ben).get(f"/questions/{answer.question_id}/").text


def test_a_no_leaves_it_between_the_two(cast, sign_in):
    answer = offered(cast.ben, cast.ada)
    client = sign_in(cast.ada)
    for act in ("decline", "decline", "agree"):
        page = client.post(url(answer, act), follow=True).text
    assert Resource.objects.count() == 0
    answer.refresh_from_db()
    assert answer.sharing == "declined"
    assert "Yes, share it" not in page
    assert (
        "It stays between the two of you."
        in sign_in(cast.ben).get(f"/questions/{answer.question_id}/").text
    )


def test_a_change_takes_the_proposal_back(cast, sign_in):
    answer = offered(cast.ben, cast.ada)
    client = sign_in(cast.ada)
    assert "takes the proposal back" in client.get(url(answer.question, "answer")).text
    client.post(url(answer.question, "answer"), {"words": "Other words"})
    client.post(url(answer, "agree"))
    assert Resource.objects.count() == 0
    answer.refresh_from_db()
    assert (answer.words, answer.sharing) == ("Other words", "")


def test_what_is_in_the_library_is_changed_there(cast):
    answer = offered(cast.ben, cast.ada)
    question_answers.agree(answer, is_hr=False, now=timezone.now())
    with pytest.raises(question_answers.ClosedError):
        question_answers.write(answer.question, cast.ada, "Other", now=timezone.now())


def test_only_what_helped_is_proposed_and_one_answer_of_a_question(cast):
    first = answered(cast.ben, cast.ada)
    second = question_answers.write(
        first.question, willing("Late Example"), "Or so", now=first.written_at
    )
    assert not question_answers.offer(first, now=timezone.now())
    for answer in (first, second):
        question_answers.helped(answer, now=timezone.now())
    assert question_answers.offer(first, now=timezone.now())
    assert not question_answers.offer(second, now=timezone.now())
    assert Message.objects.filter(kind="question-offered").count() == 1


@pytest.mark.parametrize("fields", [{"sharing": "offered", "helped_at": None}, {"author": None}])
def test_the_database_refuses_what_cannot_be(cast, fields):
    answer = answered(cast.ben, cast.ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**fields)


def test_closing_twice_is_harmless(cast, sign_in):
    question = ask(cast.ben, now=timezone.now())
    client = sign_in(cast.ben)
    for _time in range(2):
        client.post(url(question, "close"))
    question.refresh_from_db()
    assert not question.is_open
    assert not questions.close(question, now=timezone.now())


@pytest.mark.parametrize("act", ["helped", "offer"])
def test_the_author_does_not_praise_their_own_answer(cast, sign_in, act):
    answer = answered(cast.ben, cast.ada)
    assert sign_in(cast.ada).post(url(answer, act)).status_code == 404
    assert sign_in(cast.dan).post(url(answer, act)).status_code == 404
