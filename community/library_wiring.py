"""What the library registers with lower rooms; called from `community.wiring.connect`."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from checkins import starts
from checkins import talks as handover
from community import emails_library, held_library, library_desk, talk_pages
from outbox import kinds
from profiles import audit_log, held, overview


def connect_library() -> None:
    for kind in emails_library.KINDS:
        kinds.register(kind)
    held.register(held_library.TABLES)
    handover.PAGES.append(talk_pages.pages)
    handover.WRITING.append(talk_pages.address)
    suggest = reverse_lazy("suggest-resource")
    starts.MORE.append(starts.Start(_("Suggest a resource"), "bookmark-plus", suggest, rank=40))
    overview.ASKED.append(library_desk.ASKED)
    audit_log.ACTS["library.approved"] = audit_log.Act(_("put something into the library"))
    audit_log.ACTS["library.declined"] = audit_log.Act(_("did not take a suggestion"))
    audit_log.ACTS["library.handed over"] = audit_log.Act(_("gave an item a new owner"))
    audit_log.ACTS["library.retired"] = audit_log.Act(_("took something out of the library"))
    audit_log.ACTS["library.put back"] = audit_log.Act(_("put something back into the library"))
