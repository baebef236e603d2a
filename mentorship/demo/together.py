"""What pairs of the demo have written down together, and what one of them keeps for herself."""

import datetime as dt
from collections.abc import Sequence

from checkins import actions, agreements, notes
from checkins.actions import Plan
from checkins.models import CheckIn
from matching.models import Pair
from mentorship.demo.dice import dice
from mentorship.demo.scene import Scene

WAYS = (
    "Frank words, kindly meant. Whoever cannot come says so the day before.",
    "We start on time and end on time. {mentee} sends two lines the day before on what to look at.",
    "Cameras on, phones away. Feedback at once, not at the end of the month.",
    "{mentor} asks before giving advice. {mentee} says when it is too much at once.",
    "We walk when the weather is good. Notes afterward, three lines, by {mentee}.",
    "No slides. Real work on the table, as it is.",
    "{mentee} leads the agenda, {mentor} keeps the time.",
)
QUIET = (
    "What we say stays between us, unless both agree to share it.",
    "What we say stays between us. Ideas may travel, names do not.",
    "Everything stays here. {mentee} may tell the team what was learned.",
)
# Signed by both, by one, or not written at all, in a hundred.
SIGNED, HALF_SIGNED = 66, 84
STEPS = (
    "Write down the three questions customers ask most",
    "Send the draft before it is finished",
    "Ask two colleagues what they would change",
    "Lead ten minutes of the next team meeting",
    "Read the report of last year and mark what is missing",
    "Say no once, kindly, and tell how it went",
    "Shadow one planning meeting",
    "Practice the opening out loud, twice",
)


def write(pairs: Sequence[Pair], *, until: dt.datetime) -> None:
    """Agreements and actions of pairs that have met, as far as their weeks have come."""
    met = set(CheckIn.objects.filter(answer__in=CheckIn.MET).values_list("pair", flat=True))
    for pair in pairs:
        at = _begin(pair) + dt.timedelta(days=9)
        if pair.pk in met and at < until:
            _agree(pair, at=at)
            _plan(pair, at=at, until=until)


def _begin(pair: Pair) -> dt.datetime:
    return dt.datetime.combine(pair.starts_on, dt.time(10), tzinfo=dt.UTC)


def _words(pair: Pair) -> dict[str, object]:
    chance = dice("agreement", pair.program.name, pair.mentee.user.email)
    names = {"mentor": pair.mentor.first_name, "mentee": pair.mentee.first_name}
    return {
        **agreements.draft(pair),
        "ways_of_working": chance.choice(WAYS).format(**names),
        "confidentiality": chance.choice(QUIET).format(**names),
    }


def _agree(pair: Pair, *, at: dt.datetime) -> None:
    luck = dice("signed", pair.program.name, pair.mentee.user.email).randrange(100)
    if luck >= HALF_SIGNED:
        return
    agreements.save(pair, _words(pair), by=pair.mentee, seen=0, now=at)
    if luck < SIGNED:
        agreements.sign(pair, by=pair.mentor, seen=1, now=at + dt.timedelta(hours=5))


def _plan(pair: Pair, *, at: dt.datetime, until: dt.datetime) -> None:
    chance = dice("actions", pair.program.name, pair.mentee.user.email)
    for place, text in enumerate(chance.sample(STEPS, chance.choice([0, 1, 1, 2]))):
        due_on = at.date() + dt.timedelta(days=12 + 14 * place)
        owner = chance.choice([pair.mentee, pair.mentee, pair.mentee, None])
        action = actions.add(pair, Plan(text, owner, due_on), now=at)
        if due_on < until.date() and chance.randrange(100) < 80:
            actions.set_done(action, done=True, now=at + dt.timedelta(days=11 + 14 * place))


def of_leads(scene: Scene, pair: Pair) -> None:
    """The pair a newcomer looks at: an agreement somebody has changed since it was signed, actions
    in every state, and notes that only their author will ever see."""
    at = _begin(pair) + dt.timedelta(days=10)
    words = {
        **agreements.draft(pair),
        "ways_of_working": "Nadia brings a real question to each meeting. Priya shows, then Nadia "
        "types. Whoever has to move a date offers two others.",
    }
    agreements.save(pair, words, by=pair.mentor, seen=0, now=at)
    agreements.sign(pair, by=pair.mentee, seen=1, now=at + dt.timedelta(hours=2))
    changed = {**words, "minutes": 60, "weeks_between": 3}
    two_days_ago = scene.now - dt.timedelta(days=2)
    agreements.save(pair, changed, by=pair.mentee, seen=1, now=two_days_ago)
    for text, owner, days in (
        ("Send the list of tables, with one line on what each is for", pair.mentor, 0),
        ("Count the customers who called twice in October", pair.mentee, 5),
        ("Ask Kojo which report his team misses most", None, None),
    ):
        due_on = None if days is None else scene.days(days)
        actions.add(pair, Plan(text, owner, due_on), now=two_days_ago)
    first = Plan("Install the SQL client and open the test database", pair.mentee, at.date())
    done = actions.add(pair, first, now=at)
    actions.set_done(done, done=True, now=at + dt.timedelta(days=6))
    for text, days in (
        ("She learns by doing. Fewer slides, more keyboard. Ask about the facility in Leeds.", 30),
        ("Next time: joins. Start from her own question about customers who call twice.", 9),
    ):
        notes.write(pair.mentor, pair, text, now=scene.now - dt.timedelta(days=days))
