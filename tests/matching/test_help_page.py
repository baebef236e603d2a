"""How matching works: the page says what `docs/matching.md` says, and both say what the engine
does."""

import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from matching.engine import DensePoints, MorePlaces, price_of, solve, verify
from matching.policies import FAIRNESS

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs/matching.md"
PICTURE = ROOT / "static/how-matching-works.svg"
BLOCKS = r"<(h1|h2|p|li|th|td)\b[^>]*>(.*?)</\1>|<img\b[^>]*\balt=\"([^\"]*)\""


def written() -> list[str]:
    """The document block by block, without its marks."""
    lines = [line for line in DOC.read_text().splitlines() if line and not line.startswith("| ---")]
    found = []
    for line in lines:
        if line.startswith("|"):
            found += [cell.strip() for cell in line.strip("|").split("|")]
        elif picture := re.fullmatch(r"!\[(.*)\]\(\.\./static/how-matching-works\.svg\)", line):
            found.append(picture[1])
        else:
            found.append(re.sub(r"^(#+|-) |\*\*", "", line))
    return found


def shown(page: str) -> list[str]:
    main = page[page.index("<main") : page.index("</main>")]
    return [
        html.unescape(re.sub(r"<[^>]+>", "", text or alt))
        for _tag, text, alt in re.findall(BLOCKS, main, re.DOTALL)
    ]


def test_the_page_and_the_document_say_the_same(cast, sign_in):
    page = sign_in(cast.emil).get(reverse("help-matching")).content.decode()
    assert shown(page) == written()


def test_it_is_short():
    assert len(DOC.read_text().split()) <= 950


def test_the_picture_says_what_it_shows():
    root = ET.parse(PICTURE).getroot()
    named = {part.tag.split("}")[1]: part.text for part in root if "id" in part.attrib}
    assert set(named) == {"title", "desc"}
    texts = [part.text for part in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Priya", "Omar", "Lena", "Sofia", "Jonas"} < set(texts)
    assert {text for text in texts if text.isdigit()} == {"90", "60", "80", "10", "70"}
    assert not re.search(r"<style|style=|<script|href=", PICTURE.read_text())


def test_the_example_is_true():
    text = DOC.read_text()
    points = DensePoints([[90, 60], [80, 10], [70, -1]])
    solution = solve(points, [1, 1])
    verify(points, [1, 1], solution)
    assert (solution.match.tolist(), solution.total) == ([1, 0, -1], 140)
    assert price_of(points, [1, 1], solution, MorePlaces(0)).total == 70
    lena = solve(points, [1, 1], locks=[(2, 0)])
    assert f"the best result with Lena in it is worth {lena.total}" in text
    numbers = {
        name: int(n)
        for name, n in re.findall(
            r"(\w+) (\d+)(?:, | and |\.)", text[text.index("Here they are") :]
        )[:5]
    }
    assert set(numbers) == {"Priya", "Omar", "Lena", "Sofia", "Jonas"}
    for mentee, row in zip(("Priya", "Omar", "Lena"), ([90, 60], [80, 10], [70, -1]), strict=True):
        for mentor, worth in zip(("Sofia", "Jonas"), row, strict=True):
            assert numbers[mentee] + numbers[mentor] >= worth
    assert sum(numbers.values()) == solution.total


def test_it_names_every_fairness_as_the_policy_does():
    assert {f"**{words.label}**" for words in FAIRNESS.values()} <= set(
        re.findall(r"\*\*[^*]+\*\*", DOC.read_text())
    )


@pytest.mark.parametrize("name", ["hr-program", "hr-program-policy", "program"])
def test_the_pages_of_a_program_lead_to_it(cast, sign_in, name):
    page = sign_in(cast.hana).get(reverse(name, args=[cast.program.pk])).content.decode()
    assert page[page.index("<main") :].count(reverse("help-matching")) == 1
