"""What the page of one question shows, and the page before it is sent."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from community import question_follow_ups, question_lists, question_routing, questions
from community.models import Answer, Asked, Question
from community.question_routing import AT_ONCE
from community.questions import Draft
from profiles.models import Profile


def before_sending(draft: Draft, asker: Profile, *, now: dt.datetime) -> dict[str, Any]:
    """How many would get it now, and what is there already."""
    unsent = Question(
        asker=asker,
        skill=draft.skill,
        wanted=draft.wanted,
        may_ask_managers=draft.may_ask_managers,
    )
    people = list(question_routing.suitable(unsent, now=now).values_list("pk", flat=True)[:AT_ONCE])
    return {
        "is_checked": True,
        "draft": draft,
        "reaches": 1 if draft.wanted else len(people),
        "due_at": questions.promised(asker, now=now),
        "like": question_lists.like(draft.title, draft.skill),
        "earlier": list(question_lists.earlier(asker, draft.skill)),
        "hours": list(question_lists.hours_about(draft.skill, but=asker, now=now)),
    }


def context(question: Question, me: Profile, *, now: dt.datetime) -> dict[str, Any]:
    """The asker reads every answer, anybody else their own."""
    is_mine = question.asker_id == me.pk
    answers = Answer.objects.filter(question=question).select_related("author", "resource")
    answers = answers if is_mine else answers.filter(author=me)
    found: dict[str, Any] = {"question": question, "is_mine": is_mine, "me": me}
    found["answers"] = [_shown(answer, question) for answer in answers]
    found["is_shared"] = any(
        answer.resource is not None and answer.resource.is_published for answer in answers
    )
    asked = list(Asked.objects.filter(question=question).values_list("profile", "state"))
    if is_mine:
        found["asked"] = len(asked)
        found["may_share"] = not any(answer.sharing in SHARED for answer in answers)
        if not found["answers"]:
            skill = question.skill
            found["hours"] = list(question_lists.hours_about(skill, but=me, now=now))
            found["like"] = question_lists.like(question.title, skill)
    else:
        mine = next((state for who, state in asked if who == me.pk), "")
        found["is_asked"] = mine == Asked.State.WAITS and question.is_open
        found["has_passed"] = mine == Asked.State.PASSED
        found["may_answer"] = question.is_open and not found["answers"]
    return found


SHARED = (Answer.Sharing.OFFERED, Answer.Sharing.AGREED)


def _shown(answer: Answer, question: Question) -> dict[str, Any]:
    """With the way to thank its author: whom, and for which skill."""
    answer.question = question
    query = urlencode({"to": answer.author_id, "skill": question.skill_id})
    return {
        "row": answer,
        "thank": f"{reverse('give-kudos')}?{query}",
        "may_ask_again": question_follow_ups.may_ask(answer),
    }
