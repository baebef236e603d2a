import csv
import io

import pytest
from django.core.management import CommandError, call_command

from profiles import search, skills
from profiles.management.commands.load_skills import STARTER_LIST
from profiles.models import AuditEvent, Skill, SkillRelation
from tests.people import make_person, make_skill

pytestmark = pytest.mark.django_db


def load(*args):
    out = io.StringIO()
    call_command("load_skills", *args, stdout=out, stderr=io.StringIO())
    return out.getvalue().strip()


@pytest.fixture(scope="module")
def rows():
    with STARTER_LIST.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_starter_list_is_long_and_broad(rows):
    assert len(rows) >= 300
    assert len({row["Category"] for row in rows}) >= 12
    assert all(row["Category"] for row in rows)


def test_no_name_or_alias_stands_for_two_skills(rows):
    names = [
        search.text(name)
        for row in rows
        for name in [row["Skill"], *filter(None, row["Also called"].split("|"))]
    ]
    assert sorted(n for n in set(names) if names.count(n) > 1) == []
    assert all(names)


def test_loading_twice_changes_nothing(rows):
    assert load() == f"{len(rows)} skills added, 0 approved, 0 known already."
    wanted = sum(len(row["Related"].split("|")) for row in rows if row["Related"])
    assert wanted <= SkillRelation.objects.count() <= 2 * wanted
    before = list(Skill.objects.order_by("pk").values()), SkillRelation.objects.count()
    assert load() == f"0 skills added, 0 approved, {len(rows)} known already."
    assert (list(Skill.objects.order_by("pk").values()), SkillRelation.objects.count()) == before
    assert AuditEvent.objects.filter(action="skills loaded").count() == 1


def test_what_hr_changed_stays(cast):
    load()
    hr = cast.hana.user
    renamed = Skill.objects.get(name="Bookkeeping")
    skills.change(renamed, name="Keeping the books", category="Money", aliases=[], by=hr)
    retired = Skill.objects.get(name="Welding")
    skills.retire(retired, by=hr)
    merged = Skill.objects.get(name="Kanban")
    skills.merge(merged, Skill.objects.get(name="Scrum"), by=hr)
    before = list(Skill.objects.order_by("pk").values())
    assert load().startswith("0 skills added, 0 approved")
    assert list(Skill.objects.order_by("pk").values()) == before


def test_a_file_with_names_and_categories_only(tmp_path):
    file = tmp_path / "technologies.csv"
    file.write_text(
        "Skill,Category,Hot technology\nMicrosoft Excel,Spreadsheet software,Y\n"
        "microsoft excel,Office suite,N\nC++,Languages,Y\nC#,Languages,Y\n",
        encoding="utf-8",
    )
    assert load(file) == "3 skills added, 0 approved, 0 known already."
    assert load(file) == "0 skills added, 0 approved, 3 known already."
    excel = search.skills("excel", None)
    assert [(skill.name, skill.category) for skill in excel] == [
        ("Microsoft Excel", "Spreadsheet software")
    ]


def test_a_proposed_skill_that_the_file_lists_becomes_active(tmp_path):
    rust = make_skill("Rust", status="proposed", proposed_by=make_person())
    file = tmp_path / "more.csv"
    file.write_text("Technology\nRUST\n", encoding="utf-8")
    assert load(file) == "0 skills added, 1 approved, 0 known already."
    rust.refresh_from_db()
    assert rust.status == Skill.Status.ACTIVE


@pytest.mark.parametrize(
    "content",
    [
        b"Skill,Category\n,Software\n",
        b"Skill,Category\n" + b"x" * 121 + b",Software\n",
        b"Skill,Related\nRust,Nowhere\n",
        b"Skill,Related\nRust,Go:200\nGo,\n",
        b"Skill,Related\nRust,Go:\xc2\xb2\nGo,\n",
        b"Title,Kind\nRust,Software\n",
        b"",
        b"%PDF-1.4",
        b"Skill\na\x00b\n",
    ],
)
def test_a_file_with_a_problem_loads_nothing(tmp_path, content):
    file = tmp_path / "bad.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError):
        load(file)
    assert Skill.objects.count() == 0


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        load(tmp_path / "nowhere.csv")
