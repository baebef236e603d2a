"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""

from django.utils.translation import gettext_lazy as _

from insights import held as held_here
from insights import held_learning
from insights.exports.wiring import connect_exports
from insights.learning import jobs
from insights.report.wiring import connect_report
from profiles import audit_log, held


def connect() -> None:
    """Each part of this room adds what it has for the mails, My data and the audit."""
    held.register(held_here.TABLES)
    held.register(held_learning.TABLES)
    audit_log.ACTS[jobs.REQUESTED] = audit_log.Act(_("asked what went with good pairs"))
    connect_report()
    connect_exports()
