"""What insights registers with lower rooms; called once from `InsightsConfig.ready`."""

from django.utils.translation import gettext_lazy as _

from insights import held as held_here
from insights import held_learning
from insights.learning import jobs
from profiles import audit_log, held


def connect() -> None:
    held.register(held_here.TABLES)
    held.register(held_learning.TABLES)
    audit_log.ACTS[jobs.REQUESTED] = audit_log.Act(_("asked what went with good pairs"))
