"""Questions and answers for tests of this room."""

import datetime as dt

from django.utils import timezone

from checkins import questions
from checkins.models import CheckIn

WEEK = dt.timedelta(days=7)


def ask(cast, author=None, *, now=None, closes_in=WEEK) -> CheckIn:
    """This week's question to Ben (or `author`) about his pair with Ada."""
    now = now or timezone.now()
    return questions.ask(cast.pair, author or cast.ben, now=now, closes_at=now + closes_in)


def answered(cast, answer, *, words="", ticked=False, author=None, now=None) -> CheckIn:
    now = now or timezone.now()
    checkin = ask(cast, author, now=now)
    return questions.take_answer(checkin, questions.Reply(answer, words, ticked), now=now)


def need_help(cast, **kwargs) -> CheckIn:
    return answered(cast, CheckIn.Answer.NEED_HELP, words="We never find a time.", **kwargs)
