import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from profiles.models import AuditEvent, Skill
from tests.profiles.pages import errors

pytestmark = pytest.mark.django_db
URL = "/hr/skills/import/"


def look(client, content, name="skills.csv"):
    return client.post(URL, {"file": SimpleUploadedFile(name, content)})


def test_looking_changes_nothing_and_importing_adds(cast, sign_in):
    client = sign_in(cast.hana)
    content = "Skill;Category\nNegotiation;Sales\nCafé management;Gastronomy\n".encode("cp1252")
    response = look(client, content)
    page = response.content.decode()
    assert "1 new skill" in page
    assert "1 known already" in page
    assert "Café management" in page
    assert Skill.objects.count() == 1
    text = response.context["again"].initial["text"]
    for _twice in range(2):
        assert client.post(URL + "apply/", {"text": text})["Location"] == "/hr/skills/"
    assert Skill.objects.get(name="Café management").category == "Gastronomy"
    assert AuditEvent.objects.filter(action="skills loaded").count() == 1


def test_problems_are_numbered_and_nothing_can_be_imported(cast, sign_in):
    client = sign_in(cast.hana)
    content = b"Skill,Related\nOne,Nowhere\n,\nTwo,One:500\n"
    page = look(client, content).content.decode()
    assert "<b>Row 2</b> “Nowhere” is neither in this file" in page
    assert "<b>Row 4</b> The share of a related skill must be a number" in page
    assert "Import 1" not in page
    client.post(URL + "apply/", {"text": content.decode()})
    assert Skill.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file must not be empty"),
        (b"PK\x03\x04xx", "The file must be a CSV"),
        (b"x" * (701 * 1024), "The file must be 700 KB or smaller"),
        (b'Skill\n"open', "quotation marks"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(cast, sign_in, content, words):
    assert words in errors(look(sign_in(cast.hana), content))


def test_no_file_and_a_broken_text(cast, sign_in):
    client = sign_in(cast.hana)
    assert "Choose a CSV file" in errors(client.post(URL))
    for text in ("", "\x00", '"', "x" * 800_000):
        assert client.post(URL + "apply/", {"text": text})["Location"] == URL
    assert Skill.objects.count() == 1
