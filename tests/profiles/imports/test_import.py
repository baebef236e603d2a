"""What an import writes: new people, changes by employee number, and nothing the second time."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from profiles import search
from profiles.models import AuditEvent, GradeLevel, PeopleImport, Profile, User
from tests.people import make_person
from tests.profiles.imports.files import changes, imported, person, plan

pytestmark = pytest.mark.django_db

HEAD = "Employee ID,Email,Name,Department,Manager\n"
ANA = "1,ana@example.com,Ana Ruiz,Executive,\n"
BO = "2,bo@example.com,Bo Lee,Finance,1\n"


@pytest.fixture
def company(data_dir) -> str:
    return (data_dir / "people" / "company.csv").read_text("utf-8")


def test_everybody_is_new_with_level_manager_and_search_words(company):
    import_ = imported(company)
    assert (import_.state, changes(import_)) == ("done", {"rows": 4, "new": 4, "no_level": 1})
    bo, zoe = person("bo.lee@example.com"), person("zoe.müller@example.com")
    assert (bo.name, bo.job_title, bo.department, bo.site) == (
        "Bo Lee",
        "Analyst",
        "Finance",
        "Madrid",
    )
    assert (bo.level, bo.start_date) == (5, dt.date(2021, 3, 1))
    assert bo.manager.name == zoe.manager.name == "Ana Ruiz"
    assert person("chidi.okafor@example.com").name == "Chidi Okafor"
    assert zoe.level is None
    assert {"search_text": bo.search_text, "trigrams": bo.trigrams} == search.fields_for(
        "Bo Lee", "Analyst", "Finance"
    )
    assert list(search.people("zoe mull", Profile.objects.all())) == [zoe]


def test_new_people_sign_in_by_a_code_only():
    imported(HEAD + ANA)
    user = person("ana@example.com").user
    assert user.is_active
    assert not user.has_usable_password()
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == ("ana@example.com", True, False)


def test_new_people_have_the_defaults_of_everybody_else():
    imported("Email,Name\nana@example.com,Ana Ruiz\n")
    made = make_person("Bo Lee", time_zone="UTC", languages=[], department="")
    ana = person("ana@example.com")
    skipped = {"id", "user_id", "name", "updated_at", "search_text", "trigrams"}
    for field in Profile._meta.concrete_fields:
        if field.attname not in skipped:
            assert getattr(ana, field.attname) == getattr(made, field.attname), field.attname


def test_the_same_file_twice_changes_nothing(company):
    imported(company)
    before = list(Profile.objects.order_by("pk").values())
    assert changes(imported(company, complete=True)) == {"rows": 4, "unchanged": 4, "no_level": 1}
    assert list(Profile.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("name", ["german.csv"])
def test_the_same_people_in_windows_1252_and_utf_16(data_dir, name):
    text = (data_dir / "people" / name).read_text("utf-8")
    first = imported(text.encode("cp1252"))
    assert changes(first) == {"rows": 2, "new": 2}
    assert changes(imported(text.encode("utf-16"))) == {"rows": 2, "unchanged": 2}
    jürgen, ida = person("jürgen.groß@example.com"), person("ida.vogt@example.com")
    assert (jürgen.name, jürgen.employee_number) == ("Jürgen Groß", "00017")
    assert (jürgen.level, ida.level) == (10, 1)
    assert ida.manager == jürgen


def test_a_new_name_address_and_department_keep_the_profile_by_number():
    imported(HEAD + ANA + BO)
    before = person("bo@example.com")
    file = HEAD + ANA + "2,bo.ruiz@example.com,Bo Ruiz,Sales,\n"
    assert changes(imported(file)) == {
        "rows": 2, "changed": 1, "unchanged": 1,
        "renamed": 1, "address": 1, "transferred": 1, "manager": 1,
    }  # fmt: skip
    after = person("bo.ruiz@example.com")
    assert (after.pk, after.name, after.department, after.manager) == (
        before.pk, "Bo Ruiz", "Sales", None,
    )  # fmt: skip
    assert "ruiz" in after.search_text
    assert EmailAddress.objects.get(user=after.user).email == "bo.ruiz@example.com"


def test_people_who_signed_up_themselves_are_found_by_address_and_get_their_number():
    made = make_person("Bo Lee", email="Bo@Example.com", department="Finance")
    import_ = imported(HEAD + ANA + BO)
    assert changes(import_) == {"rows": 2, "new": 1, "changed": 1, "manager": 1}
    made.refresh_from_db()
    assert made.employee_number == "2"


def test_what_the_file_does_not_hold_and_what_is_their_own_stays():
    ana = make_person(
        "Ana Ruiz", email="ana@example.com", employee_number="1", site="Madrid", bio="Hello.",
        languages=["es"], weekly_hours=[9, 10], preferred_name="Anita", time_zone_confirmed=True,
    )  # fmt: skip
    file = "Employee ID,Email,Name,Department,Time zone,Preferred name\n"
    imported(file + "1,ana@example.com,Ana Ruiz,,Asia/Tokyo,\n")
    kept = Profile.objects.get(pk=ana.pk)
    assert kept.department == ""
    assert (kept.site, kept.bio, kept.languages, kept.weekly_hours) == (
        "Madrid", "Hello.", ["es"], [9, 10],
    )  # fmt: skip
    assert (kept.time_zone, kept.preferred_name) == ("Europe/Madrid", "Anita")


def test_people_swap_their_addresses():
    imported(HEAD + ANA + BO)
    imported(HEAD + "1,bo@example.com,Ana Ruiz,Executive,\n2,ana@example.com,Bo Lee,Finance,1\n")
    assert person("bo@example.com").name == "Ana Ruiz"
    assert person("ana@example.com").name == "Bo Lee"


def test_a_newcomer_gets_an_address_somebody_gives_up():
    imported(HEAD + ANA)
    imported(HEAD + "1,ana.ruiz@example.com,Ana Ruiz,,\n9,ana@example.com,Ana Silva,,\n")
    assert person("ana@example.com").employee_number == "9"
    assert person("ana.ruiz@example.com").employee_number == "1"


def test_the_manager_comes_later_in_the_file_or_is_not_in_it():
    imported(HEAD + ANA)
    file = "Employee ID,Email,Name,Manager\n3,c@example.com,Chidi,bo@example.com\n"
    import_ = imported(file + "2,bo@example.com,Bo Lee,ANA@example.com\n")
    assert changes(import_) == {"rows": 2, "new": 2, "leavers": 1}
    assert person("c@example.com").manager == person("bo@example.com")
    assert person("bo@example.com").manager == person("ana@example.com")


def test_a_person_moves_under_somebody_new():
    imported(HEAD + ANA)
    file = HEAD + "1,ana@example.com,Ana Ruiz,Executive,3\n3,c@example.com,Chidi,,\n"
    assert changes(imported(file)) == {"rows": 2, "new": 1, "changed": 1, "manager": 1}
    assert person("ana@example.com").manager == person("c@example.com")


def test_a_rehire_comes_back_with_their_history():
    ana = make_person(
        "Ana Ruiz", email="ana@example.com", employee_number="1", department="Executive",
        is_active=False, left_on=dt.date(2026, 1, 31), bio="Before.",
    )  # fmt: skip
    User.objects.filter(pk=ana.user_id).update(is_active=False)
    assert changes(imported(HEAD + ANA)) == {"rows": 1, "changed": 1, "returned": 1}
    back = person("ana@example.com")
    assert (back.pk, back.is_active, back.left_on, back.bio) == (ana.pk, True, None, "Before.")
    assert back.user.is_active


def test_a_new_grade_map_changes_levels_and_is_kept_for_next_time():
    file = "Email,Name,Grade\nana@example.com,Ana Ruiz,Zephyr\n"
    imported(file)
    assert person("ana@example.com").level is None
    assert GradeLevel.objects.get().level is None
    GradeLevel.objects.update(level=6)
    assert changes(imported(file)) == {"rows": 1, "changed": 1, "level": 1}
    assert person("ana@example.com").level == 6


def test_each_import_leaves_one_audit_event(cast):
    import_ = imported(HEAD + ANA, by=cast.hana.user)
    event = AuditEvent.objects.get(action="imported people")
    assert (event.actor, event.object_id) == (cast.hana.user, import_.pk)
    assert event.data["counts"]["new"] == 1


def test_one_problem_stops_the_whole_file():
    import_ = imported(HEAD + ANA + "2,,Bo Lee,Finance,1\n")
    assert (import_.state, import_.errors) == ("failed", [[3, "Enter the work email."]])
    assert import_.failure == "Nothing was imported: the file has problems."
    assert not Profile.objects.exists()


def test_queries_do_not_grow_with_the_file(django_assert_max_num_queries):
    rows = "".join(f"{n},p{n}@example.com,Person {n},Sales,{n - 1 or ''}\n" for n in range(1, 301))
    import_ = PeopleImport.objects.none()
    with django_assert_max_num_queries(40):
        import_ = imported(HEAD + rows)
    assert changes(import_) == {"rows": 300, "new": 300}
    assert plan(HEAD + rows).counts()["unchanged"] == 300
