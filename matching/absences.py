"""Who is no longer there for a pair that is still proposed, in one sentence for the reviewer."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching import enrollments
from matching.models import Enrollment, Proposal


def of(proposal: Proposal, *, now: datetime) -> str:
    """ "Omar Haddad has left the program.", or "" when both are there."""
    return _why(proposal.mentee, now) or _why(proposal.mentor, now)


def _why(row: Enrollment, now: datetime) -> str:
    name = row.profile.name
    if not row.profile.is_active:
        return _("%(name)s has left the company.") % {"name": name}
    if row.state != Enrollment.State.ACTIVE:
        return _("%(name)s has left the program.") % {"name": name}
    if row.paused_until and row.is_paused(today=enrollments.today_of(row.profile, now)):
        until = date_format(row.paused_until, "j F")
        return _("%(name)s pauses until %(date)s.") % {"name": name, "date": until}
    return ""
