"""What reports register with lower rooms; called once from `insights.wiring`."""

from django.utils.translation import gettext_lazy as _

from insights.report import emails, held, readers, schedule, words
from outbox import kinds
from profiles import audit_log, session_user
from profiles import held as people
from profiles.audit_log import Act

ACTS = {
    words.WRITTEN: Act(_("wrote the sentences of a report")),
    schedule.SCHEDULED: Act(_("chose when a report is mailed")),
    readers.CHANGED: Act(_("chose who reads a report")),
}


def connect_report() -> None:
    for kind in emails.KINDS:
        kinds.register(kind)
    people.register(held.TABLES)
    audit_log.ACTS.update(ACTS)
    session_user.FACTS[readers.FACT] = readers.REPORTS
