"""The certificate read back: names in eight scripts, and names in letters the font lacks."""

import io

import pytest
from pypdf import PdfReader

from checkins import certificate_letters as letters
from tests.checkins.endings import grown, held, over


def get(client, cast):
    return client.get(f"/pairs/{cast.pair.pk}/certificate.pdf")


def read(cast, sign_in, me=None):
    answer = get(sign_in(me or cast.ben), cast)
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    return reader, " ".join(reader.pages[0].extract_text().split())


def renamed(cast, name, preferred=""):
    cast.ben.name, cast.ben.preferred_name = name, preferred
    cast.ben.save(update_fields=["name", "preferred_name"])
    over(cast)


def test_it_says_what_the_pair_did(cast, sign_in):
    over(cast, meetings=3)
    reader, text = read(cast, sign_in)
    assert "Certificate of participation" in text
    assert "Ben Ito" in text
    assert "took part in Spring Mentoring as mentee" in text
    assert "with Ada Obi" in text
    assert "3 meetings, 2 hours" in text
    assert reader.metadata.title == "Certificate of participation: Ben Ito"
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert len(reader.pages) == 1
    page = reader.pages[0].mediabox
    assert (round(float(page.width)), round(float(page.height))) == (842, 595)


def test_each_of_the_two_gets_their_own(cast, sign_in):
    over(cast)
    _reader, text = read(cast, sign_in, cast.ada)
    assert "Ada Obi" in text
    assert "as mentor" in text
    assert "with Ben Ito" in text


def test_growth_is_on_the_paper_of_its_owner_alone(cast, sign_in):
    grown(cast)
    over(cast)
    assert "Negotiation from 2 to 4 of 5" in read(cast, sign_in)[1]
    assert "Negotiation" not in read(cast, sign_in, cast.ada)[1]


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Żółć",
        "Ирина Соколова",
        "Ελένη Παπά",
        "გიორგი ბერიძე",
        "Nguyễn Thị Hồng",
        "O’Neil-Šebestová",
    ],
)
def test_names_are_printed_as_they_are_written(cast, sign_in, name):
    renamed(cast, name)
    assert name in read(cast, sign_in)[1]


@pytest.mark.parametrize("name", ["محمد علي", "שרה כהן", "สมชาย ใจดี", "अमित शर्मा"])
def test_shaped_scripts_are_in_the_font(cast, sign_in, name):
    """Their letters are joined or turned around on paper: the title carries them as written."""
    renamed(cast, name)
    reader, _text = read(cast, sign_in)
    assert reader.metadata.title.endswith(name)
    assert letters.printable(name) == name


def test_letters_the_font_lacks_leave_the_preferred_name(cast, sign_in):
    renamed(cast, "田中 花子", preferred="Hanako")
    _reader, text = read(cast, sign_in)
    assert "Hanako" in text
    assert "田" not in text


def test_without_any_letter_there_is_a_line_to_write_on(cast, sign_in):
    renamed(cast, "田中 花子")
    reader, text = read(cast, sign_in)
    assert reader.metadata.title == "Certificate of participation"
    assert "Name" in text
    assert "took part in Spring Mentoring" in text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Ana 🌸 Ruiz", "Ana Ruiz"),
        ("Ana\u202e Ruiz\x00", "Ana Ruiz"),
        ("Cafe\u0301", "Café"),
        ("田中", ""),
        ("", ""),
    ],
)
def test_what_can_be_printed(text, printed):
    assert letters.printable(text) == printed


def test_a_very_long_name_stays_on_the_page(cast, sign_in):
    renamed(cast, ("Maximiliana " * 10).strip())
    reader, text = read(cast, sign_in)
    assert len(reader.pages) == 1
    assert text.count("Maximiliana") == 10


def test_there_is_none_before_the_end_and_none_without_a_meeting(cast, sign_in):
    client = sign_in(cast.ben)
    held(cast.pair)
    assert get(client, cast).status_code == 404
    cast.pair.meetings.all().delete()
    over(cast, meetings=0)
    assert get(client, cast).status_code == 404
    assert "certificate.pdf" not in client.get(f"/pairs/{cast.pair.pk}/celebrate/").text


def test_nobody_else_gets_it(cast, sign_in):
    over(cast)
    for who in (cast.dan, cast.cora, cast.hana, cast.sue):
        assert get(sign_in(who), cast).status_code == 404
    assert sign_in(cast.ben).post(f"/pairs/{cast.pair.pk}/certificate.pdf").status_code == 405
