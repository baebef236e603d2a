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
        "employee": (_("Employee"), _("in no program yet; Ready to Lead is open for sign-up")),
        "mentor": (_("Mentor"), _("one running pair, one match to answer, this week's question")),
        "hr": (_("HR admin"), _("a round of about 120 pairs to review and publish")),
        "coordinator": (_("Coordinator"), _("looks after the programs and the quiet pairs")),
    }
    found = []
    for key, (role, what) in lines.items():
        person = scene.lead(key)
        line = f"{person.name}, {person.job_title}: {what}"
        found.append({"email": person.user.email, "role": role, "line": line})
    return found


def write(directory: Path, sign_ins: list[SignIn]) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    text = json.dumps(sign_ins, ensure_ascii=False, indent=1)
    path_in(directory).write_text(text + "\n", encoding="utf-8")


def read(directory: Path) -> list[SignIn]:
    path = path_in(directory)
    if not path.exists():
        return []
    found: list[SignIn] = json.loads(path.read_text(encoding="utf-8"))
    return found
