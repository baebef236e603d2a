"""What the library registers with lower rooms; called from `community.wiring.connect`."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from checkins import starts
from community import emails_library, held_library, library_desk, library_words
from outbox import kinds
from profiles import audit_log, contributions, held, overview


def suggest() -> starts.Start:
    return starts.Start(_("Suggest a resource"), "bookmark-plus", reverse("suggest-resource"))


def connect_library() -> None:
    for kind in emails_library.KINDS:
        kinds.register(kind)
    held.register(held_library.TABLES)
    starts.MORE.append(suggest)
    overview.WAITING.append(overview.Waiting(library_desk.waiting_rows, library_desk.needs_you))
    contributions.SKILL_HOOKS.append(library_words.skill_changed)
    audit_log.ACTS["library.approved"] = audit_log.Act(_("put something into the library"))
    audit_log.ACTS["library.declined"] = audit_log.Act(_("did not take a suggestion"))
    audit_log.ACTS["library.handed over"] = audit_log.Act(_("gave an item a new owner"))
    audit_log.ACTS["library.retired"] = audit_log.Act(_("took something out of the library"))
    audit_log.ACTS["library.put back"] = audit_log.Act(_("put something back into the library"))
