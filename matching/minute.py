"""What programs do by themselves, once a minute; safe to run twice or late."""

from datetime import datetime

from matching import away, drafts, enrollments, invitations, newcomers, news, programs, requests


def tick(*, now: datetime) -> None:
    enrollments.activate_due(now=now)
    newcomers.enroll_due(now=now)
    invitations.remind_in_last_week(now=now)
    drafts.remind_to_finish(now=now)
    away.tick(now=now)
    requests.tick(now=now)
    news.tick(now=now)
    programs.finish_due(today=now.date())
