"""The mails of a run to whoever asked for it: E15 when its result is ready to review, and one when
it did not finish. Contexts carry ids only."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching import flags, leftovers, run_summary
from matching.models import Run
from matching.pairing_words import Words
from matching.receipt_reader import Receipt, said
from outbox.kinds import Kind, Mail
from outbox.models import Message
from outbox.queue import enqueue
from outbox.render import Button, mail

TEMPLATE = "emails/matching/pairing"
# Seconds: reading a pair and deciding, one of the sample, approving the rest and publishing.
A_LOOK, A_SAMPLE, THE_REST = 22.5, 10, 120
SAMPLE, PILOT = 20, 40


def review_ready(run: Run) -> None:
    _tell("review-ready", run)


def did_not_finish(run: Run) -> None:
    _tell("run-failed", run)


def _tell(kind: str, run: Run) -> None:
    if run.requested_by is not None:
        enqueue(kind, key=f"{kind}:{run.pk}", to=run.requested_by, context={"run": run.pk})


def minutes(proposals: int, risky: int) -> int:
    """About how long the review takes: a small round is read whole, a large one is sampled."""
    read, sampled = (proposals, 0) if proposals < PILOT else (risky, SAMPLE)
    return max(1, round((read * A_LOOK + sampled * A_SAMPLE + THE_REST) / 60))


def ready_words(run: Run) -> Words:
    """ "500 proposals ready: 64 need your eyes"."""
    proposals, left = run.proposals.count(), run.unmatched.count()
    rows = run.proposals.undecided()
    risky = rows.filter(flags__has_any_keys=list(flags.NEEDS_A_LOOK)).count()
    names = {"program": run.round.program.name}
    lines = [_matched(run, proposals, left)]
    if left:
        lines.append(_left(run, left))
    about = minutes(proposals, risky)
    lines.append(
        ngettext("About %(n)s minute.", "About %(n)s minutes.", about) % {"n": said(about)}
    )
    return Words(
        subject=_subject(proposals, risky),
        preheader=_("Matching in %(program)s is done") % names,
        lines=lines,
        buttons=[_("Start review")],
        why=_("You get this because you started matching in %(program)s.") % names,
    )


def _subject(proposals: int, risky: int) -> str:
    ready = ngettext("%(n)s proposal ready", "%(n)s proposals ready", proposals)
    eyes = ngettext("%(n)s needs your eyes", "%(n)s need your eyes", risky) % {"n": said(risky)}
    return f"{ready % {'n': said(proposals)}}: {eyes if risky else _('none stands out')}"


def _matched(run: Run, proposals: int, left: int) -> str:
    numbers = {"n": said(proposals), "all": said(proposals + left)}
    line = _("Matched %(n)s of %(all)s.") % numbers
    average = run_summary.average_fit(Receipt(run.receipt))
    if average is not None and proposals:
        line += " " + _("Average fit %(n)s.") % {"n": said(average)}
    return line


def _left(run: Run, left: int) -> str:
    words = ngettext(
        "%(n)s person is waiting for a mentor.", "%(n)s people are waiting for a mentor.", left
    )
    causes = Counter(run.unmatched.values_list("cause", flat=True))
    cause = leftovers.cause_words(causes.most_common(1)[0][0])[0]
    why = _("Most often: %(cause)s.") if left > 1 else _("The reason: %(cause)s.")
    return f"{words % {'n': said(left)}} {why % {'cause': cause}}"


def failed_words(run: Run) -> Words:
    names = {"program": run.round.program.name}
    return Words(
        subject=_("Matching did not finish"),
        preheader=_("%(program)s: nothing has changed") % names,
        lines=[
            _("Run %(n)s in %(program)s did not finish.") % {"n": run.number, **names},
            run.error,
            _("It has no result and changed nothing. You can run it again as it was."),
        ],
        buttons=[_("See the run")],
        why=_("You get this because you started matching in %(program)s.") % names,
    )


def _review_mail(message: Message) -> Mail:
    run = _run(message)
    return _mail(message, ready_words(run), reverse("round", args=[run.round_id]))


def _failed_mail(message: Message) -> Mail:
    run = _run(message)
    return _mail(message, failed_words(run), reverse("run", args=[run.pk]))


def _mail(message: Message, words: Words, href: str) -> Mail:
    buttons = [Button(words.buttons[0], href)]
    return mail(message, TEMPLATE, {"words": words, "why": words.why}, buttons=buttons)


def _run(message: Message) -> Run:
    return Run.objects.select_related("round__program").get(pk=message.context["run"])


def _is_newest(message: Message) -> bool:
    """A result that a later run has replaced is no news."""
    run = _run(message)
    later = Run.objects.filter(round=run.round_id, number__gt=run.number)
    return not later.exclude(state=Run.State.CANCELLED).exists()


KINDS = [
    Kind("review-ready", render=_review_mail, still_wanted=_is_newest),
    Kind("run-failed", render=_failed_mail, still_wanted=_is_newest),
]
