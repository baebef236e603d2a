"""The policy of a program in words and in versions.

A row of `Policy` never changes: saving writes the next version, and a run points at its own.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching import engine
from matching.models import Policy, Program
from profiles import audit
from profiles.models import User

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """What HR reads for a code of the engine."""

    label: Text
    hint: Text = ""


RULES: dict[str, Words] = {
    "self": Words(_("Nobody is paired with themselves")),
    "reporting_line": Words(
        _("Never inside the reporting line"),
        _("Manager, manager's manager or the same manager."),
    ),
    "exclusion": Words(
        _("Private exclusions hold"), _("Nobody meets a person they asked not to be matched with.")
    ),
    "forbidden": Words(_("Kept apart by the program team"), _("Pairs that HR keeps apart.")),
    "past_pair": Words(
        _("Not the same two people again"), _("They were a pair in a program of this format.")
    ),
    "no_shared_language": Words(_("At least one language in common")),
    "time_zone_gap": Words(
        _("Time zones close enough"), _("The difference may not be more than set below.")
    ),
    "level_gap": Words(
        _("Levels that fit the format"),
        _("A person whose level is not known is never left out."),
    ),
    "same_department": Words(_("Different departments")),
    "different_site": Words(_("The same site")),
    "training_missing": Words(
        _("Mentors finish their training before their first pair"),
        _(
            "Those who have not are left out of matching and told what to do. Whoever has mentored"
            " a pair before is not asked."
        ),
    ),
    "no_goal_covered": Words(
        _("At least one goal covered"), _("The mentor offers a skill the mentee asked for.")
    ),
}
# Always on: switching one of these off would break a promise to the people in the program.
FIXED_RULES = ("self", "exclusion", "forbidden")
# What blocked a pair, as a sentence about it.
BROKEN: dict[str, Text] = {
    "self": _("Nobody can be paired with themselves."),
    "reporting_line": _("They are in the same reporting line."),
    "exclusion": _("An exclusion applies."),
    "forbidden": _(
        "The program team keeps these two apart, or they are a pair the other way round."
    ),
    "past_pair": _("They have been a pair in a program of this format before."),
    "no_shared_language": _("They have no language in common."),
    "time_zone_gap": _("Their time zones are too far apart."),
    "level_gap": _("Their levels do not fit this format."),
    "same_department": _("They work in the same department."),
    "different_site": _("They work at different sites."),
    "training_missing": _("The mentor has not finished the training this program asks for."),
    "no_goal_covered": _("The mentor offers none of the skills the mentee asked for."),
}
FACTORS: dict[str, Words] = {
    "skills": Words(_("Skills"), _("What the mentee asks for and the mentor offers, by level.")),
    "goal_priority": Words(_("First goal first"), _("The most important goal is covered.")),
    "wishes": Words(_("Wishes"), _("The people they would like, from both sides.")),
    "hours": Words(_("Shared hours"), _("Hours of the week when both can meet.")),
    "place": Words(_("Place"), _("Same site, same country or close time zones.")),
    "language": Words(_("Languages"), _("More than one language in common.")),
    "department": Words(_("Crossing departments"), _("Below zero: the same department counts.")),
    "level": Words(_("Level distance"), _("Close to the distance that suits the format.")),
    "interests": Words(_("Things in common"), _("What both are happy to talk about.")),
    "background": Words(_("Background"), _("One has worked where the other works.")),
    "waiting": Words(_("Waiting"), _("People left over last time come first.")),
    "response": Words(
        _("Response"),
        _("Mentors who answer their check-ins. Above 0, every mentor of the program is told so."),
    ),
    "reciprocal": Words(_("Learning both ways"), _("Each has something to teach the other.")),
    "closeness": Words(
        _("Words of the goal"),
        _(
            "How close the goal in the mentee's words is to what the mentor writes in “About you”"
            " and “Happy to talk about”. It is compared on this server and nothing leaves it. You"
            " see the words that match, never the sentence. Above 0, everybody in the program is"
            " told so."
        ),
    ),
}

FAIRNESS: dict[str, Words] = {
    "floors": Words(
        _("Two floors"),
        _("A pair that reaches a floor is worth more than all points of one other pair."),
    ),
    "total": Words(_("Most points in all"), _("Nobody's pair counts more than another's.")),
    "balanced": Words(
        _("Balanced"), _("A point counts the more, the fewer points the pair has without it.")
    ),
    "leximin": Words(
        _("The weakest pair first"),
        _(
            "The lowest pair as good as it can be, then the next lowest, and so on. Costs the most"
            " points in all; for up to 2,000 mentees."
        ),
    ),
}


def current(program: Program) -> Policy:
    """The newest version; every program has at least one."""
    return Policy.objects.filter(program=program).latest("version")


def engine_policy(policy: Policy) -> engine.Policy:
    """The version as the engine reads it; what its document leaves out is the format's preset."""
    return engine.Policy.from_document(policy.document)


def save_version(program: Program, wanted: engine.Policy, *, by: User | None) -> Policy:
    """Write the next version, or return the newest one when nothing differs."""
    document = wanted.to_document()
    with transaction.atomic():
        Program.objects.select_for_update().get(pk=program.pk)
        newest = Policy.objects.filter(program=program).first()
        if newest and engine_policy(newest) == wanted:
            return newest
        version = newest.version + 1 if newest else 1
        policy = Policy.objects.create(
            program=program, version=version, document=document, created_by=by
        )
        audit.record("policy.saved", program, by=by, data={"version": version})
    return policy
