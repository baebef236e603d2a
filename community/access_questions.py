"""Who reaches which question: its asker, those it was sent to, and colleagues who could answer it
while it is open. HR is a stranger here like everybody else, and strangers get the same 404."""

from django.db.models import Q, QuerySet
from django.http import Http404

from community import question_routing, reporting_lines
from community.models import Answer, Asked, Question
from outbox.models import Link
from profiles.models import Offer, Profile

MAXIMUM_ID = 2**63


def findable(me: Profile) -> "QuerySet[Question]":
    """Open questions about what this person offers, that were not meant for one person. The asker
    and they may be brought together, and they are not the asker's managers unless the asker said
    that these may be asked."""
    offers = Offer.objects.filter(profile=me, level__gte=question_routing.LEAST_LEVEL)
    mine = offers.order_by().values("skill")
    rows = Question.objects.open().filter(skill__in=mine, wanted=None).exclude(asker=me)
    apart = Profile.objects.filter(question_routing.apart(me)).order_by().values("pk")
    rows = rows.exclude(asker__in=apart)
    return rows.exclude(asker__in=reporting_lines.below(me), may_ask_managers=False)


def get_question(me: Profile, pk: int) -> Question:
    rows = (Question.objects.between(me), findable(me))
    found = (_first(some, pk) for some in rows)
    return _or_404(next((question for question in found if question), None))


def get_own_question(me: Profile, pk: int) -> Question:
    return _or_404(_first(Question.objects.filter(asker=me), pk))


def get_answerable(me: Profile, pk: int) -> Question:
    """Of somebody else; also a closed one, whose page says that it is."""
    question = get_question(me, pk)
    if question.asker_id == me.pk:
        raise Http404
    return question


def get_asked(me: Profile, pk: int) -> Asked:
    """What was sent to this person; stays reachable, so that a second press is harmless."""
    rows = Asked.objects.filter(profile=me, question__asker__is_active=True)
    asked = rows.select_related("question").filter(question=_known(pk)).first()
    if asked is None:
        raise Http404
    return asked


def get_answer_to(me: Profile, pk: int) -> Answer:
    """For the asker."""
    return _answer(Q(question__asker=me), pk)


def get_offered_answer(me: Profile, pk: int) -> Answer:
    """For its author, once the asker has proposed it for the library."""
    return _answer(Q(author=me) & ~Q(sharing=Answer.Sharing.NONE), pk)


def get_followed_up(me: Profile, pk: int) -> Answer:
    """For its author, once the asker has asked once more."""
    return _answer(Q(author=me, question__asker__is_active=True) & ~Q(follow_up=""), pk)


def asked_of_link(link: Link) -> Asked | None:
    """While the asker is here."""
    _word, _colon, pk = link.subject.partition(":")
    rows = Asked.objects.filter(profile__user=link.person_id, question__asker__is_active=True)
    related = rows.select_related("question__asker", "question__skill", "profile")
    return related.filter(pk=int(pk)).first()


def _answer(mine: Q, pk: int) -> Answer:
    rows = Answer.objects.filter(mine).select_related("question__asker__user", "author__user")
    answer = rows.filter(pk=_known(pk)).first()
    if answer is None:
        raise Http404
    return answer


def _first(rows: "QuerySet[Question]", pk: int) -> Question | None:
    return rows.select_related("asker", "skill", "wanted").filter(pk=_known(pk)).first()


def _or_404(question: Question | None) -> Question:
    if question is None:
        raise Http404
    return question


def _known(pk: int) -> int:
    return pk if pk < MAXIMUM_ID else 0
