"""The places of a round: how full each mentor is, what one more place would bring, and which
skills are asked for more than they are offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, FloatField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Greatest, Least, NullIf
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from charts import Figure, Row, Table, bars
from matching import one_more, rounds, vacancies
from matching.loading import mentors_of
from matching.models import Enrollment, PlaceAsk, Proposal, Round
from matching.reports import advice, demand, fixes
from matching.reports.advice import Advice
from matching.reports.fix import Fix

PAGE, DRAWN = 50, 15
IN_PROGRAM = Greatest(Value(0), Least(F("capacity") - F("held"), F("left_anywhere")))


@dataclass(frozen=True)
class Load:
    """One mentor: people they have or would get, of their places."""

    mentor: Enrollment
    load: int
    places: int
    worth: str
    asked: str
    can_ask: bool


@dataclass(frozen=True)
class Report:
    """`figure` is about the whole round, on the first page."""

    page: Page[Enrollment]
    rows: list[Load]
    figure: Figure | None
    skills: Figure
    fixes: list[Fix]
    waiting: int

    @property
    def can_ask(self) -> bool:
        return any(row.can_ask for row in self.rows)


def of(round_: Round, *, number: str, now: datetime) -> Report:
    run = rounds.current_run(round_)
    known = advice.of(run)
    mentors = by_pressure(round_, now=now)
    page = Paginator(mentors, PAGE).get_page(number)
    asks = {ask.mentor_id: ask for ask in PlaceAsk.objects.filter(round=round_)}
    rows = _loads(round_, list(page), asks, known, now=now)
    wanted = [row.facts for row in rounds.left_over(run)] if known.values is None else []
    return Report(
        page=page,
        rows=rows,
        figure=None if page.has_previous() else _figure(rows, mentors, page.paginator.count),
        skills=demand.figure(round_.program),
        fixes=fixes.places(round_, wanted, known, now=now),
        waiting=sum(not ask.answer for ask in asks.values()),
    )


def by_pressure(round_: Round, *, now: datetime) -> QuerySet[Enrollment]:
    """Mentors with `load` and `places`, the fullest first."""
    proposed = Proposal.objects.filter(mentor=OuterRef("pk"), round=round_).exclude(
        decision=Proposal.Decision.REJECTED
    )
    count = proposed.order_by().values("mentor").annotate(n=Count("*")).values("n")
    is_open = round_.state == Round.State.OPEN
    here = Coalesce(Subquery(count), 0) if is_open else Value(0)
    rows = mentors_of(round_.program, now=now).select_related("profile")
    rows = rows.annotate(
        held=vacancies.USED,
        left_anywhere=F("profile__mentoring_limit") - vacancies.LIMIT_USED,
        proposed=here,
    )
    rows = rows.annotate(load=F("held") + F("proposed"), places=F("held") + IN_PROGRAM)
    share = Cast(F("load"), FloatField()) / NullIf(Cast(F("places"), FloatField()), Value(0.0))
    rows = rows.annotate(pressure=Coalesce(share, Value(1.0)))
    return rows.order_by("-pressure", "-load", "profile__name", "pk")


def _loads(
    round_: Round,
    mentors: Sequence[Enrollment],
    asks: Mapping[int, PlaceAsk],
    known: Advice,
    *,
    now: datetime,
) -> list[Load]:
    able = one_more.askable(round_, now=now).filter(pk__in=[mentor.pk for mentor in mentors])
    can_ask = set(able.values_list("pk", flat=True))
    return [
        Load(
            mentor,
            load=_number(mentor, "load"),
            places=_number(mentor, "places"),
            worth=_worth(mentor, known),
            asked=str(asks[mentor.pk].get_answer_display()) if mentor.pk in asks else "",
            can_ask=mentor.pk in can_ask,
        )
        for mentor in mentors
    ]


def _number(mentor: Enrollment, name: str) -> int:
    """A value the query has added to the row."""
    return int(getattr(mentor, name))


def _worth(mentor: Enrollment, known: Advice) -> str:
    if known.values is None:
        return ""
    value = known.values.get(mentor.pk)
    if value is None:
        return _("Nobody would gain")
    if value.matches:
        return _("1 more person would get a mentor")
    if not value.points:
        return _("Fits would rise by less than a point in all")
    words = ngettext(
        "Fits would rise by %(n)s point in all", "Fits would rise by %(n)s points in all",
        value.points,
    )  # fmt: skip
    return words % {"n": value.points}


def _figure(rows: Sequence[Load], mentors: QuerySet[Enrollment], number: int) -> Figure:
    """The first of `rows` are drawn; the title is about all."""
    full = mentors.filter(Q(load__gte=F("places"))).count()
    title = ngettext(
        "%(full)s of %(n)s mentor has no place left",
        "%(full)s of %(n)s mentors have no place left",
        number,
    )
    words = [(row, _said(row)) for row in rows[:DRAWN]]
    sub = _("People of each mentor, of the places they give; the fullest first")
    if number > DRAWN:
        sub = _("People of the %(n)s fullest mentors, of the places they give") % {"n": DRAWN}
    return Figure(
        title % {"full": full, "n": number},
        bars(
            [Row(row.mentor.profile.name, row.load, said, row.places) for row, said in words],
        ),
        alt="; ".join(f"{row.mentor.profile.name}: {said}" for row, said in words),
        table=Table(
            [_("Mentor"), _("People"), _("Places")],
            [[row.mentor.profile.name, row.load, row.places] for row, _words in words],
        ),
        sub=sub,
        empty=_("No mentor takes part yet."),
    )


def _said(row: Load) -> str:
    return _("%(load)s of %(places)s") % {"load": row.load, "places": row.places}
