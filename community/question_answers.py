"""Answers to a question: written, found helpful, and put into the library with both names.

answers.write(question, ada, "Start with the order ids.", now=now)
answers.helped(answer, now=now)          # the asker; the question is closed with it
answers.offer(answer, now=now)           # the asker would share it
answers.agree(answer, is_hr=False, now=now)     # its author too: HR gets it for the library
"""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from community import library, questions
from community.models import Answer, Asked, Question, Resource
from outbox.queue import enqueue
from outbox.readers import reader_of
from profiles.models import Profile

ANSWERED, OFFERED = "question-answered", "question-offered"
Sharing = Answer.Sharing


class ClosedError(Exception):
    """The asker needs no answer any more, or the words are in the library already."""


@transaction.atomic
def write(question: Question, author: Profile, words: str, *, now: dt.datetime) -> Answer:
    """One answer a person, which they may change until it is in the library. Raises ClosedError.

    What the asker has proposed for the library was the answer as it stood: a change takes the
    proposal back.
    """
    row = questions.lock(question.pk)
    known = Answer.objects.filter(question=row, author=author).first()
    if known is None:
        if not row.is_open:
            raise ClosedError
        return _first(row, author, words, now=now)
    if known.sharing == Sharing.AGREED:
        raise ClosedError
    if known.words != words:
        known.words, known.edited_at = words, now
        if known.sharing == Sharing.OFFERED:
            known.sharing = Sharing.NONE
        known.save(update_fields=["words", "edited_at", "sharing"])
    return known


def _first(question: Question, author: Profile, words: str, *, now: dt.datetime) -> Answer:
    made = Answer.objects.create(question=question, author=author, words=words, written_at=now)
    asked = Asked.objects.filter(question=question, profile=author)
    asked.update(state=Asked.State.ANSWERED, settled_at=now)
    enqueue(
        ANSWERED,
        key=f"{ANSWERED}:{made.pk}",
        to=question.asker.user,
        context={"answer": made.pk},
        not_before=now,
    )
    return made


@transaction.atomic
def helped(answer: Answer, *, now: dt.datetime) -> bool:
    """Whoever else was asked can rest."""
    questions.lock(answer.question_id)
    if not Answer.objects.filter(pk=answer.pk, helped_at=None).update(helped_at=now):
        return False
    questions.close(answer.question, now=now)
    return True


def offer(answer: Answer, *, now: dt.datetime) -> bool:
    """One answer of a question, which helped; its author says yes or no. False when this one, or
    another, is on its way already."""
    free = Answer.objects.filter(pk=answer.pk, sharing=Sharing.NONE, helped_at__isnull=False)
    try:
        with transaction.atomic():
            if not free.update(sharing=Sharing.OFFERED):
                return False
            enqueue(
                OFFERED,
                key=f"{OFFERED}:{answer.pk}:{now:%Y%m%d%H%M%S}",
                to=answer.author.user,
                context={"answer": answer.pk},
                not_before=now,
            )
    except IntegrityError:
        return False
    return True


def decline(answer: Answer) -> bool:
    rows = Answer.objects.filter(pk=answer.pk, sharing=Sharing.OFFERED)
    return bool(rows.update(sharing=Sharing.DECLINED))


@transaction.atomic
def agree(answer: Answer, *, is_hr: bool, now: dt.datetime) -> Resource | None:
    """A document with question, answer and both names, sent to HR like everything else. None when
    it is not proposed (any more)."""
    rows = Answer.objects.select_for_update(no_key=True, of=("self",))
    rows = rows.select_related("author__user", "question__asker", "question__skill")
    row = rows.filter(pk=answer.pk, sharing=Sharing.OFFERED).first()
    if row is None:
        return None
    with translation.override(reader_of(row.author.user).language):
        details = details_of(row)
    item = library.draft(details, shape=Resource.Shape.DOCUMENT, by=row.author)
    library.send(item, by=row.author, is_hr=is_hr, now=now)
    row.sharing, row.resource = Sharing.AGREED, item
    row.save(update_fields=["sharing", "resource"])
    return item


def details_of(answer: Answer) -> library.Details:
    question = answer.question
    names = {"asker": question.asker.name, "author": answer.author.name}
    parts = [_("## Answer"), answer.words]
    if question.details:
        parts = [_("## Question"), question.details, *parts]
    return library.Details(
        kind=Resource.Kind.HOW_TO,
        title=question.title,
        summary=_("%(asker)s asked, %(author)s answered.") % names,
        body="\n\n".join(parts),
        skills=[question.skill],
    )
