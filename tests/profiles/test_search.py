import pytest

from profiles import search
from profiles.models import Profile, Skill
from tests.people import make_person, make_skill


def person(name, **fields):
    found = make_person(name, email=f"p{Profile.objects.count()}@example.com", **fields)
    search.refresh(found)
    return found


def skill(name, *aliases, **fields):
    found = make_skill(name, aliases=list(aliases), **fields)
    search.refresh(found)
    return found


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Zoë  O'Brien-Łukasz", "zoe obrien lukasz"),
        ("Straße", "strasse"),
        ("Søren Ærø", "soren aero"),
        ("C++ / C#", "cplusplus csharp"),
        ("ﬁnance ①", "finance 1"),
        ("a\x00b\ud800c", "a b c"),
        ("…!?", ""),
    ],
)
def test_text_is_the_plainest_form(typed, plain):
    assert search.text(typed) == plain


def test_trigrams_are_padded_sorted_and_unique():
    assert search.trigrams("zoe zoe") == ["  z", " zo", "oe ", "zoe"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Zoë Müller", "zoe mull"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("山田 太郎", "山田"),
        ("Олександр Шевченко", "шевченко"),
        ("محمد الفارسي", "محمد"),
        ("अनुष्का शर्मा", "शर्मा"),
        ("김민준", "김민"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Siobhán O’Sullivan", "osullivan"),
        ("Ada Obi", "  ADA  "),
    ],
)
def test_a_name_in_any_script_is_found_by_its_beginning(name, query):
    person("Someone Else")
    wanted = person(name)
    assert list(search.people(query, Profile.objects.all())) == [wanted]


@pytest.mark.django_db
def test_a_typo_finds_the_nearest_name_first():
    wanted = person("Katarzyna Wojciechowska")
    person("Katherine Ward")
    assert search.people("katarzina woiciechowska", Profile.objects.all())[0] == wanted


@pytest.mark.django_db
def test_names_that_begin_with_the_query_come_before_later_words():
    later = person("Ana Maria Costa")
    first = person("Maria Zola")
    assert list(search.people("maria", Profile.objects.all())) == [first, later]


@pytest.mark.django_db
def test_nothing_typed_changes_nothing_and_only_signs_find_nobody():
    one = person("Ada Obi")
    assert list(search.people("  ", Profile.objects.all())) == [one]
    assert list(search.people("%%%", Profile.objects.all())) == []


@pytest.mark.django_db
def test_a_misspelt_skill_and_an_alias_are_found():
    wanted = skill("Negotiation", "Bargaining")
    skill("Navigation")
    assert search.skills("negociation", None)[0] == wanted
    assert search.skills("bargai", None) == [wanted]
    assert search.also_called(wanted, "bargai") == "Bargaining"
    assert search.also_called(wanted, "nego") == ""


@pytest.mark.django_db
def test_the_skill_that_is_called_so_comes_first():
    for name in ("Excel add-ins", "Excel for accountants"):
        skill(name)
    wanted = skill("Spreadsheets", "Excel")
    assert search.skills("excel", None)[0] == wanted


@pytest.mark.django_db
def test_another_persons_proposal_is_not_found():
    ada, ben = person("Ada Obi"), person("Ben Ito")
    mine = skill("Falconry", status=Skill.Status.PROPOSED, proposed_by=ada)
    assert search.skills("falconry", ada) == [mine]
    assert search.skills("falconry", ben) == []


@pytest.mark.django_db
def test_a_skill_called_exactly_prefers_the_name_over_an_alias():
    skill("Excel modeling", "Excel")
    excel = skill("Excel")
    assert search.skill_called("EXCEL", Skill.objects.all()) == excel
    assert search.skill_called("exce", Skill.objects.all()) is None


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["x" * 10_000, "a b " * 3000, "'; --", "%_\\", "a\x00"])
def test_hostile_queries_are_harmless(query):
    person("Ada Obi")
    assert list(search.people(query, Profile.objects.all())) in ([], list(Profile.objects.all()))
    assert search.skills(query, None) == []
