"""What programs do by themselves, once a minute; safe to run twice or late."""

from datetime import datetime

from matching import drafts, enrollments, invitations, programs


def tick(*, now: datetime) -> None:
    enrollments.activate_due(now=now)
    invitations.remind_in_last_week(now=now)
    drafts.remind_to_finish(now=now)
    programs.finish_due(today=now.date())
