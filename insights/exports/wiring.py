"""What exports register with lower rooms; called once from `insights.wiring`."""

from django.utils.translation import gettext_lazy as _

from insights.exports import views
from profiles import audit_log
from profiles.audit_log import Act


def connect_exports() -> None:
    audit_log.ACTS[views.EXPORTED] = Act(_("took figures along as a file"))
