"""Twelve questions of the demo as they are written down in `written/questions.toml`: some wait,
some are answered, three have become items of the library."""

import datetime as dt
import tomllib
import uuid
from pathlib import Path
from typing import Any

from community import library, question_answers, question_lists, questions
from community.models import Question
from mentorship.demo.dice import dice
from mentorship.demo.person import Person
from mentorship.demo.scene import Scene
from profiles.models import Profile, Skill

PATH = Path(__file__).parent / "written" / "questions.toml"
NAMESPACE = uuid.UUID("b8a2e0f4-51c7-4f1e-9f0c-6b0f3f9d2c11")
HOUR = dt.timedelta(hours=1)


def written() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(PATH.read_text("utf-8"))["question"]
    return found


def write(scene: Scene) -> None:
    """The oldest first: whoever was asked then is not asked so soon again."""
    for role in ("mentor", "coordinator"):
        question_lists.choose(scene.lead(role), 2)
    for one in sorted(written(), key=lambda one: -int(one["days"])):
        question = _ask(scene, one)
        _answers(scene, question, one)


def _ask(scene: Scene, one: dict[str, Any]) -> Question:
    wanted = scene.lead(one["wanted"]) if "wanted" in one else None
    draft = questions.Draft(
        title=one["title"],
        skill=Skill.objects.get(name=one["skill"]),
        details=one["details"].strip(),
        wanted=wanted,
    )
    at = scene.now - dt.timedelta(days=one["days"]) - 2 * HOUR
    nonce = uuid.uuid5(NAMESPACE, draft.title)
    return questions.ask(draft, by=_asker(scene, one), nonce=nonce, now=at)


def _asker(scene: Scene, one: dict[str, Any]) -> Profile:
    if one["asker"] in scene.company.leads:
        return scene.lead(one["asker"])
    people = [person for person in scene.company.people if _may_ask(scene, person, one)]
    return scene.profile(dice("question", one["title"]).choice(people))


def _may_ask(scene: Scene, person: Person, one: dict[str, Any]) -> bool:
    """Somebody of the department who does not teach it."""
    is_lead = person in scene.company.leads.values()
    fits = person.department == one["asker"] and 2 <= person.level <= 6
    return fits and not is_lead and one["skill"] not in person.offers


def _answers(scene: Scene, question: Question, one: dict[str, Any]) -> None:
    """By those who were asked, in turn."""
    asked = [row.profile for row in question.asked.select_related("profile").order_by("pk")]
    made = []
    for number, (author, words) in enumerate(zip(asked, one["answers"], strict=False)):
        at = question.asked_at + (3 + 5 * number) * HOUR
        made.append(question_answers.write(question, author, words.strip(), now=at))
    if "helped" not in one or not made:
        return
    answer, later = made[one["helped"]], question.asked_at + 20 * HOUR
    question_answers.helped(answer, now=later)
    if "shared" in one:
        question_answers.offer(answer, now=later + HOUR)
    if one.get("shared") == "yes":
        item = question_answers.agree(answer, is_hr=False, now=later + 2 * HOUR)
        if item:
            library.approve(item, by=scene.hr, now=later + 26 * HOUR)
