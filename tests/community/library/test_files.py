"""Which files the library takes, by name and by content, and how they go out again."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from fpdf import FPDF

from community import file_titles
from community.library_files import RefusedFileError, check, safe_name
from community.library_uploads import MOST_WAITING
from community.models import Resource, ResourceFile
from tests.community.library.world import make_file, make_link

UPLOAD = "/library/upload/"
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84"
    b"\x00\x00\x00\x00IEND\xaeB`\x82"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000") + b"\x00" * 64 + b"\xff\xd9"
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
ODT = "application/vnd.oasis.opendocument.text"
MAIN = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}


def pdf(title="Our handbook") -> bytes:
    made = FPDF()
    made.set_title(title)
    made.add_page()
    return bytes(made.output())


def office(ending="docx", title="A plan", **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(MAIN[ending], "<document/>")
        archive.writestr("docProps/core.xml", CORE.format(title))
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def odt() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", ODT)
        archive.writestr("content.xml", "<office/>")
        meta = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Open</dc:title></m>'
        archive.writestr("meta.xml", meta)
    return out.getvalue()


GOOD = {
    "Guide.pdf": (pdf(), "Our handbook"),
    "plan.docx": (office(), "A plan"),
    "talk.pptx": (office("pptx", "A talk"), "A talk"),
    "sums.XLSX": (office("xlsx", "Sums"), "Sums"),
    "open.odt": (odt(), "Open"),
    "one-dot.png": (PNG, "one dot"),
    "photo.jpeg": (JPG, "photo"),
    "notes_of_may.txt": ("Zoë was here".encode(), "notes of may"),
    "read-me.md": (b"# Hi", "read me"),
    "rows.csv": (b"\xef\xbb\xbfa,b\r\n1,2\r\n", "rows"),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken_and_the_title_it_gives_itself(name):
    data, title = GOOD[name]
    assert check(name, data).title == title


def swollen() -> bytes:
    return office(word__big=b"\x00" * 30_000_000)


def locked() -> bytes:
    """The bit that says a part is encrypted, in both places it stands."""
    data = bytearray(office())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + offset] |= 1
    return bytes(data)


BAD = {
    "nothing in it": ("a.pdf", b""),
    "a page that says it is a PDF": ("a.pdf", b"<html><script>alert(1)</script>"),
    "a program that says it is a picture": ("a.png", b"MZ\x90\x00" + b"\x00" * 200),
    "a PDF that says it is a picture": ("a.jpg", pdf()),
    "a picture that says it is a PDF": ("a.pdf", PNG),
    "a bare archive": ("a.docx", b"PK\x05\x06" + b"\x00" * 18),
    "a workbook that says it is a text": ("a.docx", office("xlsx")),
    "half an archive": ("a.docx", office()[:120]),
    "an archive that swells": ("a.docx", swollen()),
    "a document with macros": ("a.docx", office(**{"word__vbaProject.bin": b"x"})),
    "a part that climbs out": ("a.docx", office(**{"..__..__etc__passwd": b"x"})),
    "a locked document": ("a.docx", locked()),
    "bytes in a text": ("a.txt", b"\x00\x01\x02"),
    "another encoding": ("a.csv", "é".encode("latin-1")),
    "control characters": ("a.md", b"a\x1b[31m"),
    "a page": ("a.html", b"<html></html>"),
    "a drawing that can act": ("a.svg", b"<svg/>"),
    "a program": ("a.exe", b"MZ"),
    "no ending": ("README", b"text"),
    "only an ending": (".pdf", pdf()),
    "two endings, the last a program": ("report.pdf.exe", pdf()),
    "two endings, the first a program": ("report.exe.pdf", pdf()),
    "two endings, the first a page": ("report.html.txt", b"text"),
    "an ending behind a zero": ("report.pdf\x00.exe", pdf()),
    "an ending written backwards": ("report\u202efdp.exe", pdf()),
    "a macro ending": ("a.docm", office()),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused(case):
    name, data = BAD[case]
    with pytest.raises(RefusedFileError):
        check(name, data)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("..\\..\\boot.ini.txt", "boot.ini.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ('x" ; rm -rf.txt', "x_ _ rm -rf.txt"),
        ("<img src=x onerror=alert(1)>.png", "_img src=x onerror=alert(1)_.png"),
        ("  spaces   here .PDF", "spaces here.pdf"),
        ("Übung\u200b für Zoë.md", "Übung für Zoë.md"),
        ("photo.JPEG", "photo.jpg"),
        ("...hidden.txt", "hidden.txt"),
        ("x" * 300 + ".txt", "x" * 100 + ".txt"),
        ("2027.05.24 minutes.txt", "2027.05.24 minutes.txt"),
    ],
)
def test_names_lose_what_acts(given, kept):
    assert safe_name(given)[0] == kept


@pytest.mark.parametrize(
    "core",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + CORE.format("&a;"),
        "not xml",
        "",
    ],
)
def test_a_title_is_read_without_believing_anything(core):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("docProps/core.xml", core)
    assert file_titles.title_of(out.getvalue(), "docx") == ""


def test_a_title_is_one_short_line():
    title = file_titles.title_of(office(title="A\n\tlong " + "x" * 400), "docx")
    assert title.startswith("A long x")
    assert len(title) == 160
    assert file_titles.title_of(office(title="Microsoft Word - x.doc"), "docx") == ""


def test_a_broken_pdf_has_no_title_and_stops_nobody():
    broken = b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream" + b"\xff" * 2000
    assert check("a.pdf", broken).title == "a"


def upload(client, name, data):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data)})


def test_a_file_comes_in_as_a_draft_and_goes_out_as_a_download(cast, sign_in):
    client = sign_in(cast.ben)
    answer = upload(client, '../Übung "1".txt', b"<script>alert(1)</script>")
    item = Resource.objects.get()
    assert answer.url == f"/library/{item.pk}/edit/"
    assert (item.state, item.title, item.shape) == ("draft", "Übung 1", "file")
    got = client.get(f"/library/{item.pk}/file/")
    assert got.content == b"<script>alert(1)</script>"
    assert got["Content-Type"] == "text/plain; charset=utf-8"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
    name = got["Content-Disposition"]
    assert name.startswith('attachment; filename="_bung _1_.txt"; filename*=UTF-8')
    assert "\n" not in name
    assert sign_in(cast.hana).get(f"/library/{item.pk}/file/").status_code == 404


def test_what_is_wrong_is_said_at_the_field(cast, sign_in, settings):
    client = sign_in(cast.ben)
    assert "Choose a file" in client.post(UPLOAD).text
    assert "The file must not be empty" in upload(client, "a.txt", b"").text
    assert "what its name says: .png" in upload(client, "a.png", b"text").text
    settings.LIBRARY_MAX_MB = 1
    assert "must be 1 MB or smaller" in upload(client, "a.txt", b"x" * 1_048_577).text
    assert not Resource.objects.exists()
    upload(client, "a.txt", b"x" * 1_048_576)
    assert ResourceFile.objects.get().size == 1_048_576


def test_a_hundred_megabytes_are_turned_away(cast, sign_in):
    answer = upload(sign_in(cast.ben), "a.txt", b"x" * 100 * 1024 * 1024)
    assert "must be 10 MB or smaller" in answer.text
    assert not ResourceFile.objects.exists()


def test_the_same_file_twice_is_shown(cast, sign_in):
    client = sign_in(cast.ben)
    upload(client, "plan.txt", b"Another")
    first = Resource.objects.get(state="draft")
    client.post(f"/library/{first.pk}/send/")
    answer = upload(sign_in(cast.ben), "copy.txt", b"Another")
    assert "We already have this" in answer.text
    assert f"/library/{first.pk}/" in answer.text
    answer = upload(sign_in(cast.dan), "copy.txt", b"Another")
    assert "Somebody has suggested this already" in answer.text
    assert f"/library/{first.pk}/" not in answer.text


def test_drafts_with_files_are_few(cast, sign_in):
    for number in range(MOST_WAITING):
        make_file(f"Plan {number}", state="draft", by=cast.ben)
    answer = upload(sign_in(cast.ben), "more.txt", b"more")
    assert "Send or delete one of them first" in answer.text
    assert Resource.objects.count() == MOST_WAITING


def test_only_files_have_a_file(cast, sign_in):
    link = make_link()
    assert sign_in(cast.ben).get(f"/library/{link.pk}/file/").status_code == 404
