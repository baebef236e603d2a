"""What paths register with lower rooms."""

from django.utils.translation import gettext_lazy as _

from checkins import preparation
from community import held_paths, path_desk, path_presence, path_trainings
from matching import training
from profiles import audit_log, contributions, held


def connect_paths() -> None:
    contributions.TASKS.append(path_presence.home_tasks)
    contributions.COULD_NOT_LOAD[path_presence.home_tasks] = _("We could not load paths.")
    contributions.OWN_SECTIONS.append(path_presence.own_sections)
    held.register(held_paths.TABLES)
    preparation.SOURCES.append(path_trainings.for_pair)
    training.SOURCES.append(path_trainings.Paths())
    audit_log.ACTS[path_desk.ADDED] = audit_log.Act(_("wrote a path"))
    audit_log.ACTS[path_desk.CHANGED] = audit_log.Act(_("changed a path"))
    audit_log.ACTS[path_desk.PUBLISHED] = audit_log.Act(_("published a path"))
    audit_log.ACTS[path_desk.RETIRED] = audit_log.Act(_("took a path out"))
    audit_log.ACTS[path_desk.RESTORED] = audit_log.Act(_("gave a path its original words again"))
