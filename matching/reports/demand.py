"""Which skills a program asks for and offers: people who have it among their goals, and the places
of the mentors who offer it. A mentor's places count under each of their skills."""

from dataclasses import dataclass

from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Figure, Table, Twin, paired_bars
from matching.columns import SKILL
from matching.models import Enrollment, Program
from profiles.models import Goal, Offer, Skill

SHOWN = 12


@dataclass(frozen=True)
class Need:
    skill: str
    asked: int
    offered: int

    @property
    def gap(self) -> int:
        """Places more than people; below 0 some cannot be served."""
        return self.offered - self.asked


def of(program: Program) -> list[Need]:
    """Every skill somebody asks for, the largest shortage first."""
    people = Enrollment.objects.active().filter(program=program)
    goals = Goal.objects.filter(profile__in=people.mentees().values("profile"))
    asked = dict(
        goals.annotate(wanted=SKILL)
        .order_by()
        .values_list("wanted")
        .annotate(n=Count("profile", distinct=True))
    )
    offers = Offer.objects.filter(
        profile__enrollments__in=people.mentors(), profile__enrollments__role="mentor"
    )
    offered = dict(
        offers.annotate(wanted=SKILL)
        .order_by()
        .values_list("wanted")
        .annotate(n=Sum(F("profile__enrollments__capacity")))
    )
    names = dict(Skill.objects.filter(pk__in=asked).values_list("pk", "name"))
    needs = [Need(names[pk], n, offered.get(pk, 0)) for pk, n in asked.items()]
    return sorted(needs, key=lambda need: (need.gap, -need.asked, need.skill))


def figure(program: Program) -> Figure:
    needs = of(program)
    shown = needs[:SHOWN]
    return Figure(
        _title(needs),
        paired_bars(
            [
                Twin(
                    need.skill, need.asked, need.offered, str(need.asked), str(need.offered),
                    _signed(need.gap),
                )
                for need in shown
            ],
            _("People who ask for it"),
            _("Places of mentors who offer it"),
        ),
        alt="; ".join(
            _("%(skill)s: %(asked)s ask, %(offered)s places")
            % {"skill": need.skill, "asked": need.asked, "offered": need.offered}
            for need in shown
        ),
        table=Table(
            [_("Skill"), _("People who ask"), _("Places offered"), _("Gap")],
            [[need.skill, need.asked, need.offered, _signed(need.gap)] for need in needs],
        ),
        sub=_("The largest gaps first. A mentor’s places count under each of their skills."),
        empty=_("Nobody in this program has a goal yet."),
    )  # fmt: skip


def _title(needs: list[Need]) -> str:
    short = [need for need in needs if need.gap < 0]
    if not needs:
        return _("Skills asked for and offered")
    if not short:
        return _("Every skill that is asked for has a place for everybody")
    names = {"skill": short[0].skill, "n": len(short), "gap": -short[0].gap}
    words = ngettext(
        "%(n)s skill is asked for more than it is offered: %(skill)s is %(gap)s short",
        "%(n)s skills are asked for more than they are offered, %(skill)s most: %(gap)s short",
        len(short),
    )
    return words % names


def _signed(gap: int) -> str:
    return f"+{gap}" if gap > 0 else f"−{-gap}" if gap < 0 else "0"
