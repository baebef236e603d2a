"""Whom a newcomer can sign in as; the demo sign-in page reads the file (`DATA_DIR`)."""

import json
from pathlib import Path

from django.utils.translation import gettext as _

from mentorship.demo.scene import Scene

FILE = "demo-sign-ins.json"
SignIn = dict[str, str]


def path_in(directory: Path) -> Path:
    return directory / FILE


def of(scene: Scene) -> list[SignIn]:
    lines = {
        "employee": (_("Employee"), _("In no program yet. “Ready to Lead” is open for sign-up.")),
        "mentor": (_("Mentor"), _("One running pair, one match to answer, this week’s question.")),
        "mentee": (
            _("Mentee"),
            _("A running pair with a date ahead, notes, goals and one question."),
        ),
        "hr": (_("HR admin"), _("A round of about 120 pairs waits for review and Publish.")),
        "coordinator": (_("Coordinator"), _("Looks after the programs and the quiet pairs.")),
    }
    found = []
    for key, (role, what) in lines.items():
        person = scene.lead(key)
        found.append({"email": person.user.email, "role": role, "line": what})
    return [*found, _sponsor(scene)]


def _sponsor(scene: Scene) -> SignIn:
    person = scene.profile(scene.company.people[0])
    what = _("Reads the report of a program: “Reports for you” in the account menu.")
    return {"email": person.user.email, "role": _("Sponsor"), "line": what}


def write(directory: Path, sign_ins: list[SignIn]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    path_in(directory).write_text(json.dumps(sign_ins, indent=1) + "\n")


def read(directory: Path) -> list[SignIn]:
    path = path_in(directory)
    if not path.exists():
        return []
    found: list[SignIn] = json.loads(path.read_text())
    return found
