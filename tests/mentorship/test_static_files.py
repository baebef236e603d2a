import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from mentorship.static_files import join

ROOT = Path(settings.BASE_DIR) / "static"
PIECES = sorted((ROOT / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "js").glob("*.js"))
LAYERS = "@layer reset, tokens, base, layout, components, pages, utilities, print;"


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


@pytest.fixture
def collected(tmp_path, settings) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "mentorship.static_files.ProjectStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_pieces_are_joined_in_path_order(tmp_path):
    for name in ("css/50-pages/a.css", "css/00-reset.css", "css/40-components/z.css"):
        piece = tmp_path / name
        piece.parent.mkdir(parents=True, exist_ok=True)
        piece.write_text(f"/* {name} */")
    joined = join(tmp_path, "app.css")
    assert re.findall(r"css/\S+", joined) == [
        "css/00-reset.css",
        "css/40-components/z.css",
        "css/50-pages/a.css",
    ]


def test_collectstatic_publishes_one_hashed_stylesheet(collected):
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    published = collected / manifest["app.css"]
    assert re.fullmatch(r"app\.[0-9a-f]{12}\.css", published.name)
    assert published.read_text() == join(ROOT, "app.css")
    assert not (collected / "css").exists()
    assert (collected / f"{published.name}.gz").exists()


def test_collecting_again_takes_up_a_change(collected, settings, tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    (source / "css").mkdir()
    (source / "css" / "00-reset.css").write_text("@layer reset { a { color: red } }")
    settings.STATICFILES_DIRS = [source]
    finders.get_finder.cache_clear()
    try:
        call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        finders.get_finder.cache_clear()
    assert "color: red" in (collected / "app.css").read_text()


def test_scripts_are_one_module_of_blocks(collected, tmp_path):
    manifest = json.loads((collected / "staticfiles.json").read_text())["paths"]
    assert re.fullmatch(r"app\.[0-9a-f]{12}\.js", manifest["app.js"])
    assert (collected / manifest["app.js"]).read_text() == join(ROOT, "app.js")
    assert not (collected / "js").exists()
    for script in SCRIPTS:
        assert not re.search(r"^(import|export) ", script.read_text(), re.MULTILINE)
        assert f"{{\n{script.read_text()}}}" in join(ROOT, "app.js")


def test_a_development_server_finds_the_joined_stylesheet(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    found = finders.find("app.css")
    assert Path(found).read_text() == join(ROOT, "app.css")
    assert finders.find("app.css", find_all=True) == [found]
    assert Path(finders.find("app.js")).read_text() == join(ROOT, "app.js")
    assert finders.find("mark.svg") == str(ROOT / "mark.svg")


@pytest.mark.parametrize("piece", PIECES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_piece_opens_its_own_layer_and_stays_short(piece):
    text = piece.read_text().removeprefix(LAYERS).strip()
    assert re.match(r"@layer (reset|tokens|base|layout|components|pages|utilities|print) \{", text)
    assert len(text.splitlines()) <= 150
    assert text.count("!important") == text.count("[hidden] { display: none !important; }")


def test_the_order_of_the_layers_comes_first():
    assert join(ROOT, "app.css").startswith(LAYERS)


def test_styles_stay_within_their_budget():
    joined = join(ROOT, "app.css")
    assert len(joined.splitlines()) <= 3000
    assert packed(joined.encode()) <= 20 * 1024


def test_scripts_stay_within_their_budget():
    htmx = Path(finders.find("django_htmx/htmx-2.min.js")).read_bytes()
    assert packed(htmx) <= 17 * 1024
    assert packed(htmx) + packed(join(ROOT, "app.js").encode()) <= 24 * 1024
    assert [script.name for script in SCRIPTS if len(script.read_text().splitlines()) > 60] == []


def test_nothing_evaluates_text_as_code():
    for script in SCRIPTS:
        assert not re.search(r"\beval\(|new Function|hx-on", script.read_text())
