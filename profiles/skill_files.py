"""Skills from a file: the starter list, or any CSV with a column of names.

What is in the list already (by name or alias, whatever HR did with it since) stays as it is, so a
file can be loaded again at any time. A skill somebody proposed becomes active when a file lists it.
Reading gives rows and numbered problems; nothing is written while there is a problem.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from profiles import audit, search
from profiles.imports.decoding import Sheet, read
from profiles.models import Skill, SkillRelation, User

COLUMNS = {
    "name": ("skill", "name", "skill name", "technology", "competency", "example"),
    "category": ("category", "group", "commodity title", "type", "skill category"),
    "aliases": ("also called", "aliases", "alias", "synonyms"),
    "related": ("related", "related skills"),
}
LONGEST = 120
USUAL_SHARE = 50
BATCH = 2000


@dataclass(frozen=True)
class SkillRow:
    number: int
    name: str
    category: str = ""
    aliases: list[str] = field(default_factory=list)
    related: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    row: int
    text: str


@dataclass
class SkillPlan:
    """What loading would do. `new` and `approved` are what changes; `known` stays."""

    new: list[SkillRow] = field(default_factory=list)
    approved: list[Skill] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return len(self.new) + len(self.approved)


def plan(data: bytes) -> SkillPlan:
    """Raises `imports.decoding.UnreadableError` when the file is no table."""
    sheet = read(data)
    places = _places(sheet.headers)
    if "name" not in places:
        headers = ", ".join(sheet.headers[:8])
        text = _("The first row must name a column “Skill”. It names: %(headers)s")
        return SkillPlan(problems=[Problem(sheet.header_row, text % {"headers": headers})])
    found = SkillPlan()
    rows = list(_rows(sheet, places, found.problems))
    _sort_out(rows, found)
    return found


def _places(headers: list[str]) -> dict[str, int]:
    plain = [search.text(header) for header in headers]
    found = {key: [plain.index(n) for n in names if n in plain] for key, names in COLUMNS.items()}
    return {key: places[0] for key, places in found.items() if places}


def _rows(sheet: Sheet, places: dict[str, int], problems: list[Problem]) -> Iterator[SkillRow]:
    for number, cells in sheet.rows():
        row = {key: _cell(cells, place) for key, place in places.items()}
        texts = _problems_of(row)
        problems += [Problem(number, text) for text in texts]
        if not texts:
            aliases, related = _parts(row.get("aliases", "")), _related(row.get("related", ""))
            yield SkillRow(number, row["name"], row.get("category", ""), aliases, related)


def _cell(cells: list[str], place: int) -> str:
    return " ".join(cells[place].split()) if place < len(cells) else ""


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _related(cell: str) -> dict[str, int]:
    pairs = [part.rpartition(":") if ":" in part else (part, "", "") for part in _parts(cell)]
    return {name.strip(): int(share or USUAL_SHARE) for name, _colon, share in pairs}


def _problems_of(row: dict[str, str]) -> list[str]:
    texts: list[str] = []
    if not search.text(row["name"]):
        texts.append(_("Enter the name of the skill"))
    for part in [row["name"], row.get("category", ""), *_parts(row.get("aliases", ""))]:
        if len(part) > LONGEST:
            texts.append(_("Names and categories must be 120 characters or fewer"))
        if "\x00" in part:
            texts.append(_("Names and categories must be ordinary text"))
    for part in _parts(row.get("related", "")):
        share = part.rpartition(":")[2].strip() if ":" in part else str(USUAL_SHARE)
        if not (share.isascii() and share.isdigit() and len(share) < 4 and 0 < int(share) <= 100):
            texts.append(_("The share of a related skill must be a number from 1 to 100"))
    return texts


def _sort_out(rows: list[SkillRow], found: SkillPlan) -> None:
    index = _index(Skill.objects.all())
    taken = dict.fromkeys(index)
    names = taken | {search.text(row.name): None for row in rows}
    seen: set[str] = set()
    for row in rows:
        key = search.text(row.name)
        for name in row.related:
            if search.text(name) not in names:
                text = _("“%(name)s” is neither in this file nor in the skills list")
                found.problems.append(Problem(row.number, text % {"name": name}))
        if key in seen:
            continue
        seen.add(key)
        _place(row, index.get(key), found)


def _place(row: SkillRow, skill: Skill | None, found: SkillPlan) -> None:
    if skill is None:
        found.new.append(row)
    elif skill.status == Skill.Status.PROPOSED:
        found.approved.append(skill)
    else:
        found.known += 1


def _index(skills: Iterable[Skill]) -> dict[str, Skill]:
    """Skills by every name they have; a name counts more than an alias."""
    skills = list(skills)
    aliases = {search.text(alias): skill for skill in skills for alias in skill.aliases}
    return aliases | {search.text(skill.name): skill for skill in skills}


@transaction.atomic
def save(planned: SkillPlan, *, by: User | None) -> int:
    """How many skills changed; 0 when the list knows them all."""
    if planned.problems or not planned.changes:
        return 0
    skills = _new_skills(planned.new)
    Skill.objects.bulk_create(skills, batch_size=BATCH)
    _relate(planned.new)
    ids = [skill.pk for skill in planned.approved]
    waiting = Skill.objects.filter(pk__in=ids, status=Skill.Status.PROPOSED)
    waiting.update(status=Skill.Status.ACTIVE)
    data = {"added": len(skills), "approved": ids}
    audit.record("skills loaded", Skill(), by=by, data=dict(data))
    return planned.changes


def _new_skills(rows: list[SkillRow]) -> list[Skill]:
    """An alias that belongs to another skill already stays there."""
    taken = set(_index(Skill.objects.all())) | {search.text(row.name) for row in rows}
    skills = []
    for row in rows:
        aliases = []
        for alias in row.aliases:
            key = search.text(alias)
            if key and key not in taken:
                taken.add(key)
                aliases.append(alias)
        skills.append(Skill(name=row.name, category=row.category, aliases=aliases))
    search.fill(skills)
    return skills


def _relate(rows: list[SkillRow]) -> None:
    """Both ways; a file may give the way back its own share."""
    if not any(row.related for row in rows):
        return
    index = _index(Skill.objects.all())
    shares: dict[tuple[int, int], int] = {}
    for row in rows:
        skill = index[search.text(row.name)]
        for name, share in row.related.items():
            related = index[search.text(name)]
            if related.pk != skill.pk:
                shares[skill.pk, related.pk] = share
                shares.setdefault((related.pk, skill.pk), share)
    SkillRelation.objects.bulk_create(
        [SkillRelation(skill_id=a, related_id=b, share=share) for (a, b), share in shares.items()],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def as_text(data: bytes) -> str:
    """The file as text, to be posted again from the preview."""
    sheet = read(data)
    return data.decode(sheet.encoding)
