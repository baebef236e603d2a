"""The words of one block of the weekly mail, for each step the planner knows.

Every sentence comes from a named field: the last meeting known, the start of the pair, hours both
marked, a booked meeting, the goal. Subjects fit 50 characters and preheaders 90, with a long name
left out rather than cut.
"""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins import agreements, asking, booking_links, slots, tips, visibility, ways
from checkins.models import CheckIn
from checkins.planner import Step
from checkins.scenes import Scene, Words, short
from matching.models import Pair
from outbox.links import absolute
from outbox.render import Button
from profiles.models import Goal

SUBJECT, PREHEADER = 50, 90
Answer = CheckIn.Answer


def words(scene: Scene) -> Words:
    return WRITERS[scene.step](scene)


def _ending(scene: Scene) -> Words:
    weeks = max(1, round((scene.pair.ends_on - scene.now.date()).days / 7))
    values = scene.names | {"n": weeks, "day": date_format(scene.pair.ends_on, "j F")}
    left = ngettext("One week left", "%(n)d weeks left", weeks) % values
    lines = [_("You and %(name)s are a pair until %(day)s.") % values]
    if sentence := goal_of(scene.pair):
        lines.append(_("You set out to: “%(goal)s”") % {"goal": sentence})
    lines.append(_("Use the last meeting for three things: what worked, what next, and thanks."))
    return Words(
        short(
            SUBJECT,
            _("%(left)s with %(name)s: finish or extend?") % (values | {"left": left}),
            _("%(left)s: finish or extend?") % {"left": left},
        ),
        _("What worked, what next, and thanks"),
        lines,
        [
            Button(_("Book the last meeting"), _book(scene)),
            Button(_("Extend or finish"), absolute(ways.extend_or_finish(scene.pair)), quiet=True),
        ],
        [scene.help],
    )


def _no_meeting(scene: Scene) -> str:
    day = asking.since(scene.checkin) if scene.checkin else scene.pair.starts_on
    values = scene.names | {"day": date_format(day, "j F")}
    if scene.checkin and day > scene.pair.starts_on:
        return _("We know of no meeting with %(name)s since %(day)s. That happens.") % values
    return _("We know of no meeting with %(name)s yet; you began on %(day)s.") % values


def _quiet(scene: Scene) -> Words:
    return Words(
        short(
            SUBJECT,
            _("Still worth it, you and %(name)s?") % scene.names,
            _("Still worth it, you two?"),
        ),
        _("What would help? Three ways, one tap each"),
        [_no_meeting(scene), *_usually(scene), _("What would help?")],
        _ways_on(scene),
        [scene.answer(Answer.MET_HELPED, _("We have met since")), *_end_and_help(scene)],
        _who_sees(scene),
    )


def _offer_end(scene: Scene) -> Words:
    return Words(
        short(
            SUBJECT,
            _("Keep going or close, you and %(name)s?") % scene.names,
            _("Keep going or close, you two?"),
        ),
        _("Both are good answers"),
        [
            _no_meeting(scene),
            _("Closing is nobody’s fault and makes room for somebody else. Keep going if you want "
              "to: we ask again in three weeks."),
        ],
        [scene.answer(Answer.KEEP_GOING), *_ways_on(scene)],
        [scene.answer(Answer.MET_HELPED, _("We have met since")), *_end_and_help(scene)],
        _who_sees(scene),
    )  # fmt: skip


def _ways_on(scene: Scene) -> list[Button]:
    return [
        Button(_("Suggest times"), _book(scene)),
        Button(_("Pause until a date"), absolute(ways.away(scene.pair)), quiet=True),
    ]


def _book(scene: Scene) -> str:
    """The page with the times, opened from the mail without signing in."""
    ways_in = booking_links.buttons(scene.message, scene.me, scene.pair, [], now=scene.written_at)
    return ways_in[0].href


def _end_and_help(scene: Scene) -> list[Button]:
    return [Button(_("End it kindly"), absolute(ways.end(scene.pair))), scene.help]


def _first_date(scene: Scene) -> Words:
    """E6. HR may send it to a pair that has met, too: then it is about the next date."""
    found = slots.suggest(scene.pair, now=scene.now)
    has_met = scene.pair.meetings_before > 0 or getattr(scene.pair, "last_met", None)
    no_date = (
        _("You and %(name)s have no next date.")
        if has_met
        else _("You and %(name)s have not set a first date.")
    )
    ask = _("Which day and time?") if found else _first_reason(scene)
    return Words(
        short(
            SUBJECT,
            _("When will you and %(name)s meet?") % scene.names,
            _("When will you two meet?"),
        ),
        _("Times that usually suit you both") if found else _("Pick a date"),
        [no_date % scene.names, *_usually(scene), ask],
        booking_links.buttons(scene.message, scene.me, scene.pair, found, now=scene.written_at),
        [
            scene.answer(Answer.MET_HELPED, _("We have met already")),
            scene.answer(Answer.NEED_HELP, _("We need help")),
        ],
        _who_sees(scene),
    )


def _first_reason(scene: Scene) -> str:
    return slots.nothing(scene.pair, scene.me, now=scene.now).text


def _usually(scene: Scene) -> list[str]:
    """At most two sentences on the hours both marked: usually good, nothing kept free."""
    found = [slot.usually(scene.me) for slot in slots.suggest(scene.pair, now=scene.now)]
    return list(dict.fromkeys(found))[:2]


def _halfway(scene: Scene) -> Words:
    checkin = _asked(scene)
    question = asking.question_of(checkin)
    lines = [question.lead]
    if question.goals:
        goal = question.goals[0]
        values = {"skill": goal.skill.name, "n": _start_of(scene, goal)}
        lines.append(
            _("At the start you rated %(skill)s %(n)s of 5. Where are you today?") % values
        )
        buttons = [
            Button(str(level), f"{scene.address}?a={level}", quiet=True) for level in range(1, 6)
        ]
    else:
        lines.append(_("How is it going, and what changed?"))
        buttons = [scene.answer(Answer(value)) for value, _label in question.choices]
    return Words(
        question.title,
        _("One tap, then one line if you like"),
        lines,
        buttons,
        [scene.help],
        _who_sees(scene, question),
    )


def _start_of(scene: Scene, goal: Goal) -> int:
    row = scene.pair.ratings.filter(profile=scene.me, skill=goal.skill, stage="start").first()
    return row.level if row else goal.current_level


def _ask(scene: Scene) -> Words:
    """The weekly question; only how it was, once it is known that they met."""
    checkin = _asked(scene)
    question = asking.question_of(checkin)
    return Words(
        short(SUBJECT, question.title, _("Have you two met lately?")),
        question.lead,
        [question.title],
        [
            Button(label, f"{scene.address}?a={value}", quiet=True)
            for value, label in question.choices
        ],
        [] if Answer.NEED_HELP in dict(question.choices) else [scene.help],
        _who_sees(scene, question),
    )


def _agreement(scene: Scene) -> Words:
    """Looked at again when the mail is written: the partner may have signed meanwhile."""
    found = agreements.unsigned([scene.pair], now=scene.now)[scene.pair.pk]
    says = found.words(scene.me)
    return Words(
        short(SUBJECT, says["title"], _("Your agreement waits for you")),
        _("Five minutes, and both of you know what to expect"),
        [says["title"] + ".", says["text"]],
        [Button(says["verb"], absolute(says["url"]))],
        [scene.help],
    )


def _tip(scene: Scene) -> Words:
    week = scene.pair.week(today=scene.now.astimezone(scene.me.zone).date())
    lines = []
    if next_date := getattr(scene.pair, "next_starts_at", None):
        lines.append(
            _("Next date: %(when)s.") % {"when": slots.words(next_date, scene.me, scene.partner)}
        )
    if sentence := goal_of(scene.pair):
        lines.append(_("The goal: “%(goal)s”") % {"goal": sentence})
    lines.append(_("A next step: %(tip)s") % {"tip": tips.tip(week)})
    return Words(
        short(
            SUBJECT,
            _("A next step for you and %(name)s") % scene.names,
            _("A next step for you two"),
        ),
        short(PREHEADER, tips.tip(week), _("One idea for your next meeting")),
        lines,
        [Button(_("Open your page"), absolute(scene.pair.get_absolute_url()))],
        [scene.help],
    )


def fit(scene: Scene) -> Words:
    """E8, two hours after the first meeting."""
    checkin = _asked(scene)
    question = asking.question_of(checkin)
    return Words(
        short(SUBJECT, question.title, _("How did your first meeting feel?")),
        short(PREHEADER, question.lead, _("One tap. Only the program team sees this")),
        [
            _("How does this match feel after one meeting?"),
            _("Not a fit is a normal answer: we look for someone else and thank %(name)s for the "
              "time.") % scene.names,
        ],
        [
            Button(label, f"{scene.address}?a={value}", quiet=True)
            for value, label in question.choices
        ],
        [scene.help],
        _who_sees(scene, question),
    )  # fmt: skip


def goal_of(pair: Pair) -> str:
    rows = Goal.objects.filter(profile=pair.mentee_id).exclude(sentence="")
    return rows.values_list("sentence", flat=True).first() or ""


def _asked(scene: Scene) -> CheckIn:
    if scene.checkin is None:
        raise ValueError(f"a block of {scene.step.name} needs its question")
    return scene.checkin


def _who_sees(scene: Scene, question: asking.Question | None = None) -> str:
    asked = question or asking.question_of(_asked(scene), is_settled=False)
    people = visibility.audience(scene.pair, scene.me)
    return "\n".join(asked.labels(people))


WRITERS: dict[Step, Callable[[Scene], Words]] = {
    Step.ENDING: _ending,
    Step.OFFER_END: _offer_end,
    Step.QUIET: _quiet,
    Step.FIRST_DATE: _first_date,
    Step.MIDPOINT: _halfway,
    Step.ASK: _ask,
    Step.HOW: _ask,
    Step.AGREEMENT: _agreement,
    Step.TIP: _tip,
}
