"""The mails of a report: itself, and that it waits for its sentences."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from insights.models import ReportPlan, ReportWords
from insights.report import content, mailing, naming, readers, saying
from insights.report.periods import Period, parsed
from matching.emails import kind, letter, within
from matching.models import Program
from outbox.kinds import Mail
from outbox.models import Message
from outbox.render import Button


def report(message: Message) -> Mail:
    """The three sentences and the main figures, as on the page: what is hidden there is hidden
    here. A mail sent late has the newest version of the sentences."""
    program, period = _program(message), _period(message)
    found = content.of(program, period)
    if found.words is None:
        raise ReportWords.DoesNotExist
    names = {"program": program.name, "period": found.label}
    page = reverse("report", args=[program.pk, period.slug])
    lines = [
        _("What went well: %(words)s") % {"words": found.words.went_well},
        _("What did not: %(words)s") % {"words": found.words.did_not},
        _("What we ask for: %(words)s") % {"words": found.words.we_ask},
        *(saying.line(one) for one in found.main),
    ]
    return letter(
        message,
        within(_("%(program)s: report of %(period)s") % names, _("The report of a program")),
        lines,
        why=_("You get this because you read the reports of %(program)s.") % names,
        buttons=[
            Button(_("Read the report"), page),
            Button(_("Two pages to print"), reverse("report-pdf", args=[program.pk, period.slug])),
        ],
        small=_as_of(found),
    )


def waits(message: Message) -> Mail:
    program, period = _program(message), _period(message)
    names = {"program": program.name, "period": naming.label(period)}
    return letter(
        message,
        _("The report of %(period)s waits for you") % names,
        [
            _("The report of %(program)s about %(period)s is ready but for its three sentences.")
            % names,
            _("What went well, what did not, what you ask for. It leaves when they are there."),
        ],
        why=_("You get this because you coordinate %(program)s.") % names,
        buttons=[Button(_("Write it"), reverse("write-report", args=[program.pk, period.slug]))],
    )


def _as_of(found: content.Report) -> str:
    if found.last_day is None:
        return ""
    day = date_format(found.last_day, "j F Y")
    text = _("Figures as of %(day)s. None is shown for fewer than 5 people.")
    return text % {"day": day}


def _program(message: Message) -> Program:
    return Program.objects.get(pk=message.context["program"])


def _period(message: Message) -> Period:
    period = parsed(str(message.context["period"]))
    if period is None:
        raise ValueError("a report is of a period")
    return period


def _is_read(message: Message) -> bool:
    """Still mailed, still theirs to read, and written."""
    program, person = _program(message), message.context["person"]
    people = [*readers.sponsors(program), *mailing.coordinators(program)]
    is_reader = any(one.pk == person for one in people)
    return is_reader and _is_on(program) and _is_written(message)


def _is_missing(message: Message) -> bool:
    program, person = _program(message), message.context["person"]
    is_theirs = any(one.pk == person for one in mailing.coordinators(program))
    return is_theirs and _is_on(program) and not _is_written(message)


def _is_on(program: Program) -> bool:
    plans = ReportPlan.objects.filter(program=program)
    return plans.exclude(rhythm=ReportPlan.Rhythm.OFF).exists()


def _is_written(message: Message) -> bool:
    return ReportWords.objects.of(_program(message), _period(message)).exists()


KINDS = (
    kind(
        mailing.REPORT,
        report,
        still_wanted=_is_read,
        label=gettext_lazy("Report of a program"),
    ),
    kind(
        mailing.WAITS,
        waits,
        still_wanted=_is_missing,
        label=gettext_lazy("A report waits for its sentences"),
    ),
)
