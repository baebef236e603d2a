"""Questions for tests: a subject a few people offer, and a question on every step of its way."""

import datetime as dt
import uuid

from community import question_answers, question_follow_ups, question_lists, questions
from community.models import Asked
from tests.people import NOW, make_offer, make_person, make_skill

SKILL = "SQL"
TITLE = "How do I join two tables by day?"
WORDS = "Cast both to a **date**, then join."


def willing(name, *, level=3, skill=SKILL, takes=2, **fields):
    """Somebody who offers the skill and takes questions."""
    person = make_person(name, **fields)
    make_offer(person, skill, level)
    question_lists.choose(person, takes)
    return person


def experts(count, **fields):
    return [willing(f"Expert{n} Example", **fields) for n in range(count)]


def ask(asker, *, title=TITLE, details="", skill=SKILL, now=NOW, **more):
    draft = questions.Draft(title=title, skill=make_skill(skill), details=details, **more)
    return questions.ask(draft, by=asker, nonce=uuid.uuid4(), now=now)


def asked_people(question):
    return [row.profile for row in question.asked.select_related("profile").order_by("pk")]


def asked_of(question, person):
    return Asked.objects.get(question=question, profile=person)


def answered(asker, author, *, words=WORDS, now=NOW, **more):
    """A question with an answer of somebody who takes questions."""
    make_offer_once(author)
    question_lists.choose(author, 2)
    question = ask(asker, now=now, **more)
    return question_answers.write(question, author, words, now=now + dt.timedelta(hours=1))


def make_offer_once(person, skill=SKILL, level=3):
    if not person.offers.filter(skill__name=skill).exists():
        make_offer(person, skill, level)


def followed_up(asker, author, *, again="By day of which time zone?", **more):
    answer = answered(asker, author, **more)
    question_follow_ups.ask(answer, again, now=NOW + dt.timedelta(hours=2))
    answer.refresh_from_db()
    return answer


def replied(asker, author, *, reply="By the store’s.", **more):
    answer = followed_up(asker, author, **more)
    question_follow_ups.reply(answer, reply, now=NOW + dt.timedelta(hours=3))
    answer.refresh_from_db()
    return answer


def helped(asker, author, **more):
    answer = answered(asker, author, **more)
    question_answers.helped(answer, now=NOW + dt.timedelta(hours=2))
    answer.refresh_from_db()
    return answer


def offered(asker, author, **more):
    answer = helped(asker, author, **more)
    question_answers.offer(answer, now=NOW + dt.timedelta(hours=3))
    answer.refresh_from_db()
    return answer
