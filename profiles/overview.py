"""What HR's overview shows about people and the skills list."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from profiles import skills
from profiles.contributions import Figure, NeedsYou
from profiles.models import Goal, Offer, Profile, Skill


def people_figures(*, now: datetime) -> list[Figure]:
    here = Profile.objects.active().count()
    teach = Offer.objects.filter(profile__is_active=True)
    learn = Goal.objects.filter(profile__is_active=True)
    return [
        Figure(10, _("People here"), here, url=reverse("hr-people")),
        Figure(60, _("Can help with something"), _people(teach), note=_("at least one skill")),
        Figure(61, _("Want to grow"), _people(learn), note=_("at least one goal")),
        Figure(62, _("Skills in the list"), _listed(), url=reverse("hr-skills")),
    ]


def _people(rows: QuerySet[Offer] | QuerySet[Goal]) -> int:
    return rows.order_by().values("profile").distinct().count()


def _listed() -> int:
    return Skill.objects.active().count()


def proposed_skills(*, now: datetime) -> list[NeedsYou]:
    names = list(skills.proposals().values_list("name", flat=True)[:4])
    if not names:
        return []
    count = skills.proposals().count()
    title = ngettext("%(n)d skill waits for you", "%(n)d skills wait for you", count)
    line = _("Proposed by colleagues: %(names)s") % {"names": ", ".join(names[:3])}
    line += "…" if count > len(names[:3]) else ""
    url = reverse("hr-skills") + "?status=proposed"
    return [NeedsYou(70, title % {"n": count}, line, _("Decide"), url, count)]
