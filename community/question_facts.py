"""What Home and people's pages say of questions. Home reads it with the other small facts
(`profiles.visits`), so it costs no question more."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import Answer, Asked, Question
from profiles import visits
from profiles.contributions import Section, Task
from profiles.home_ranks import Rank
from profiles.models import Profile
from profiles.visits import Visit

ASKED, OFFERED, ANSWERED = "questions_asked", "questions_offered", "questions_answered"
FOLLOWED_UP = "questions_followed_up"
MOST = 3
ME = OuterRef("pk")


def _rows(rows: "QuerySet[Any]", person: str) -> ArraySubquery:
    row = JSONObject(
        pk="question_id",
        title="question__title",
        person=f"{person}_id",
        name=f"{person}__name",
        preferred=f"{person}__preferred_name",
    )
    return ArraySubquery(rows.order_by("pk").values(row=row)[:MOST])


_ASKED = Asked.objects.filter(
    profile=ME,
    state=Asked.State.WAITS,
    question__state=Question.State.OPEN,
    question__asker__is_active=True,
)
_OFFERED = Answer.objects.filter(
    author=ME, sharing=Answer.Sharing.OFFERED, question__asker__is_active=True
)
_ANSWERED = Answer.objects.filter(
    question__asker=ME, question__state=Question.State.OPEN, author__is_active=True
)
_FOLLOWED_UP = Answer.objects.filter(author=ME, reply="", question__asker__is_active=True)
_FOLLOWED_UP = _FOLLOWED_UP.exclude(follow_up="")
FACTS: dict[str, BaseExpression] = {
    ASKED: _rows(_ASKED, "question__asker"),
    OFFERED: _rows(_OFFERED, "question__asker"),
    ANSWERED: _rows(_ANSWERED, "author"),
    FOLLOWED_UP: _rows(_FOLLOWED_UP, "question__asker"),
}


def home_tasks(visit: Visit) -> list[Task]:
    facts = visit.once(visits.facts)
    # One for a question, however many have answered it.
    answered = {row["pk"]: row for row in facts[ANSWERED]}.values()
    words = _("%(name)s answered your question")
    return [
        *(Task(rank=Rank.QUESTION_ANSWERED, verb=_("Read it"), **_about(row, words))
          for row in answered),
        *(Task(rank=Rank.QUESTION_ASKED, verb=_("Answer"), **_about(row, _("%(name)s asks you")))
          for row in facts[ASKED]),
        *(Task(rank=Rank.QUESTION_ASKED, verb=_("Reply"),
               **_about(row, _("%(name)s asks once more")))
          for row in facts[FOLLOWED_UP]),
        *(Task(rank=Rank.QUESTION_SHARED, verb=_("Decide"),
               **_about(row, _("%(name)s would put your answer into the library")))
          for row in facts[OFFERED]),
    ]  # fmt: skip


def _about(row: dict[str, Any], title: str) -> dict[str, Any]:
    person = Profile(pk=row["person"], name=row["name"], preferred_name=row["preferred"])
    return {
        "title": title % {"name": person.first_name},
        "line": _("“%(title)s”") % {"title": row["title"]},
        "url": reverse("question", args=[row["pk"]]),
        "person": person,
    }


def way_to_ask(person: Profile) -> Section:
    """For somebody who takes questions; nothing says why it is not there for others."""
    ask = f"{reverse('ask-question')}?to={person.pk}"
    return Section(30, "community/questions/person.html", {"person": person, "ask": ask})
