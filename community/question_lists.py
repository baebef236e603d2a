"""Lists of questions, what is like a question, and what else there is for its asker."""

import datetime as dt

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.paginator import Page
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community import library_search, office_hours
from community.access_questions import findable
from community.library_lists import cards
from community.models import Answer, Asked, AskingChoice, OfficeHours, Question, Resource, Session
from community.models.questions import MOST_A_WEEK
from profiles.models import Profile, Skill
from profiles.pages import page_of
from profiles.tabs import Tab

MOST_LIKE, MOST_EARLIER, MOST_HOURS = 4, 3, 3
SHORTEST = 4


LISTS = {
    "questions": _("My questions"),
    "questions-asked": _("Sent to me"),
    "questions-open": _("I could answer"),
}


def tabs(current: str) -> list[Tab]:
    return [Tab(label, reverse(name), name == current) for name, label in LISTS.items()]


def own(me: Profile, number: str) -> "Page[Question]":
    rows = _shown(Question.objects.filter(asker=me))
    return page_of(rows.order_by("-asked_at", "-pk"), number)


def sent_to(me: Profile, number: str) -> "Page[Question]":
    """What waits for this person first; what they passed on is gone from here."""
    rows = Asked.objects.filter(profile=me, question=OuterRef("pk"))
    waits = rows.filter(state=Asked.State.WAITS, question__state=Question.State.OPEN)
    answered = Answer.objects.filter(author=me, question=OuterRef("pk"))
    stays = Q(Exists(answered)) | Q(Exists(rows.exclude(state=Asked.State.PASSED)))
    here = Question.objects.filter(stays, asker__is_active=True)
    found = _shown(here).annotate(waits=Exists(waits), answered_by_me=Exists(answered))
    return page_of(found.order_by("-waits", "-asked_at", "-pk"), number)


def could_answer(me: Profile, number: str) -> "Page[Question]":
    """Those nobody has answered first."""
    mine = Question.objects.between(me).order_by().values("pk")
    rows = _shown(findable(me).exclude(pk__in=mine))
    return page_of(rows.order_by(F("replies").asc(), "-asked_at", "-pk"), number)


def _shown(rows: "QuerySet[Question]") -> "QuerySet[Question]":
    return rows.select_related("asker", "skill").annotate(replies=Count("answers", distinct=True))


def like(title: str, skill: Skill) -> list[Resource]:
    """Published items about the skill with words of the question; then others with some in their
    title."""
    words = [word for word in library_search.words_of(title) if len(word) >= SHORTEST]
    if not words:
        return []
    either = " | ".join(f"{word}:*" for word in words)
    query = SearchQuery(either, config="simple", search_type="raw")
    about = Resource.skills.through.objects.filter(skill=skill, resource=OuterRef("pk"))
    rows = Resource.objects.published().alias(
        rank=SearchRank(F("words"), query), about=Exists(about)
    )
    rows = rows.filter(Q(title_words=query) | Q(Exists(about), words=query))
    ranked = rows.order_by("-about", "-rank", "-published_at", "-pk").values_list("pk", flat=True)
    return cards(ranked[:MOST_LIKE])


def earlier(me: Profile, skill: Skill) -> "QuerySet[Question]":
    """Answered questions about the skill that this person may read, and the library does not
    show anyway."""
    shared = Answer.objects.filter(question=OuterRef("pk"), resource__state="published")
    rows = Question.objects.between(me).filter(skill=skill).exclude(answers=None)
    rows = rows.exclude(Exists(shared))
    return rows.select_related("asker").distinct().order_by("-asked_at", "-pk")[:MOST_EARLIER]


def hours_about(skill: Skill, *, but: Profile, now: dt.datetime) -> "QuerySet[OfficeHours]":
    """With a slot to take."""
    about = OfficeHours.skills.through.objects.filter(skill=skill, officehours=OuterRef("pk"))
    free = Session.objects.upcoming(now=now).filter(
        office=OuterRef("pk"), used=0, starts_at__gt=now
    )
    rows = office_hours.open_(now=now).filter(Exists(about), Exists(free))
    return rows.exclude(host=but)[:MOST_HOURS]


def choice_of(me: Profile) -> int:
    """How many questions a week this person takes."""
    stored = AskingChoice.objects.filter(profile=me).first()
    if stored:
        return stored.most_a_week
    return MOST_A_WEEK if me.happy_to_talk_about else 0


def choose(me: Profile, most_a_week: int) -> None:
    AskingChoice.objects.update_or_create(profile=me, defaults={"most_a_week": most_a_week})
