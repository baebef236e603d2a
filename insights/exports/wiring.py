"""What exports register with lower rooms; called once from `insights.wiring`."""

from django.utils.translation import gettext_lazy as _

from insights.exports import keys, views
from insights.models import ExportKey
from profiles import audit_log
from profiles.audit_log import Act


def connect_exports() -> None:
    audit_log.ACTS[views.EXPORTED] = Act(_("took figures along as a file"))
    audit_log.ACTS[keys.MADE] = Act(_("made a key for figures"))
    audit_log.ACTS[keys.ENDED] = Act(_("ended a key for figures"))
    audit_log.ACTS[keys.PULLED] = Act(_("gave figures to a tool with a key"))
    audit_log.SUBJECTS[ExportKey._meta.label_lower] = _names


def _names(ids: set[int]) -> dict[int, str]:
    return dict(ExportKey.objects.filter(pk__in=ids).values_list("pk", "name"))
