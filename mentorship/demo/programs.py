"""The programs of the demo: what they are called, whom they are for and when they run."""

import datetime as dt

from matching import engine, policies, presets, programs
from matching.models import Program
from mentorship.demo.scene import Scene

WEEK = dt.timedelta(weeks=1)
SEASONS = {12: "Winter", 1: "Winter", 2: "Winter", 3: "Spring", 4: "Spring", 5: "Spring"}
SEASONS |= {6: "Summer", 7: "Summer", 8: "Summer", 9: "Autumn", 10: "Autumn", 11: "Autumn"}


def fresh_eyes(scene: Scene) -> Program:
    """The finished one: senior people learned from junior ones."""
    starts_on = scene.monday(-150)
    return _begin(
        scene,
        starts_on,
        name=f"Fresh Eyes {starts_on.year}",
        format=Program.Format.REVERSE,
        summary="Directors learn from colleagues early in their career: new tools, new habits.",
        sponsor_message="I learned more in four meetings than in two days of slides. "
        "The hardest part was to say that I did not know.",
    )


def season(scene: Scene) -> Program:
    """The running one."""
    starts_on = scene.monday(-52)
    return _begin(
        scene,
        starts_on,
        name=f"{SEASONS[starts_on.month]} Mentoring {starts_on.year}",
        summary="Six months with somebody who has been there: one goal, a meeting every two weeks.",
        sponsor_message="Somebody once gave me forty-five minutes every other week. "
        "I still use what I learned in them. Please take yours, and give some.",
    )


def winter(scene: Scene) -> Program:
    """The cohort before the running one, which started in two waves."""
    starts_on = scene.monday(-304)
    return _begin(
        scene,
        starts_on,
        name=f"{SEASONS[starts_on.month]} Mentoring {starts_on.year}",
        summary="Six months with somebody from the other end of the product: from those who build "
        "and sell it, for those who support it.",
        second_wave_weeks=8,
    )


def first_weeks(scene: Scene) -> Program:
    """Buddies for people who have just started."""
    return _begin(
        scene,
        scene.monday(-36),
        name="First Ten Weeks",
        format=Program.Format.BUDDY,
        summary="A colleague at the side of everyone new, for the questions one does not mail.",
        audience_kind=Program.AudienceKind.INVITATION,
    )


def across(scene: Scene) -> Program:
    """The one whose round is ready to review."""
    program = _begin(
        scene,
        scene.monday(14),
        name="Across Departments",
        summary="A mentor from another part of Lumen: see your work the way the next team sees it.",
        sponsor_message="The best ideas of last year came from two people who would never have met "
        "in a meeting. This program makes them meet.",
    )
    policy = policies.engine_policy(policies.current(program))
    rules = sorted(policy.rules | {"same_department"})
    wanted = engine.Policy.from_document({**policy.to_document(), "rules": rules})
    policies.save_version(program, wanted, by=scene.hr)
    return program


def ready_to_lead(scene: Scene) -> Program:
    """The one that is open for sign-up."""
    return _begin(
        scene,
        scene.monday(36),
        opens=scene.days(-6),
        closes=scene.days(15),
        name="Ready to Lead",
        summary="For people who lead a team for the first time, or soon will.",
        sponsor_message="Nobody is born knowing how to run a one-to-one. Ask someone who has run a "
        "thousand.",
        audience={"level_min": 3},
    )


def single_talks(scene: Scene) -> Program:
    """Open for half a year: one question, one talk."""
    return _begin(
        scene,
        scene.monday(-21),
        opens=scene.days(-40),
        closes=scene.days(120),
        name="Half an Hour",
        format=Program.Format.FLASH,
        summary="One question, one talk of 30 minutes with somebody who has the answer.",
    )


def coaching(scene: Scene) -> Program:
    return _begin(
        scene,
        scene.monday(-50),
        name="Six Meetings",
        format=Program.Format.COACHING,
        summary="A coach for one thing you want to change, with a contract of your own.",
        audience={"level_min": 2},
    )


def handover(scene: Scene) -> Program:
    """For people who leave, and whoever takes over; nobody else sees it."""
    return _begin(
        scene,
        scene.monday(-28),
        name="Before You Go",
        format=Program.Format.HANDOVER,
        summary="Three to five talks with somebody who leaves, each written down in the library.",
        audience_kind=Program.AudienceKind.INVITATION,
    )


def group(scene: Scene) -> Program:
    return _begin(
        scene,
        scene.monday(-22),
        name="Five at a Table",
        format=Program.Format.GROUP,
        summary="One mentor and a few colleagues who want to get better at the same thing.",
    )


def _begin(
    scene: Scene,
    starts_on: dt.date,
    *,
    opens: dt.date | None = None,
    closes: dt.date | None = None,
    **fields: object,
) -> Program:
    """A running program, with the rhythm, length and policy of its format."""
    fields = {"format": Program.Format.MENTORING, "time_zone": "Europe/Madrid"} | fields
    weeks = presets.PRESETS[str(fields["format"])].weeks
    program = Program(
        sign_up_opens=opens or starts_on - 6 * WEEK,
        sign_up_closes=closes or starts_on - 2 * WEEK - dt.timedelta(days=3),
        matching_on=starts_on - 2 * WEEK if opens is None else starts_on - WEEK,
        starts_on=starts_on,
        ends_on=starts_on + weeks * WEEK - dt.timedelta(days=3),
        **fields,
    )
    programs.create(program, by=scene.hr)
    programs.set_coordinators(program, [scene.lead("coordinator").user], by=scene.hr)
    programs.start(program, by=scene.hr)
    return program
