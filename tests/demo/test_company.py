import os
import subprocess
import sys
from collections import Counter

from mentorship.demo import company
from mentorship.demo.jobs import DEPARTMENTS, FAMILIES
from mentorship.demo.skills import SENTENCES

LUMEN = company.build()
DIGEST = """
import hashlib
from mentorship.demo import company
print(hashlib.sha256(repr(company.build().people).encode()).hexdigest())
"""


def test_it_is_the_same_company_every_time():
    digests = {
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_its_size_and_spread():
    people = LUMEN.people
    assert len(people) == len({p.name for p in people}) == len({p.email for p in people}) == 400
    assert Counter(p.department for p in people) == {d: row[0] for d, row in DEPARTMENTS.items()}
    assert len(DEPARTMENTS) == 12
    assert {p.level for p in people} == set(range(1, 11))
    assert len({p.site.name for p in people}) == 8
    assert len({p.site.time_zone for p in people}) == 5
    assert len({p.culture for p in people}) > 25


def test_everyone_reports_upwards_to_one_chief():
    numbered = LUMEN.numbered
    chiefs = [p for p in LUMEN.people if not p.manager]
    assert [p.title for p in chiefs] == ["Chief Executive Officer"]
    assert all(numbered[p.manager].level > p.level for p in LUMEN.people if p.manager)
    assert max(Counter(p.manager for p in LUMEN.people).values()) <= 12


def test_titles_fit_department_and_level():
    for person in LUMEN.people:
        if person.family:
            assert person.family.department == person.department
            assert person.family.titles[person.level - 1] == person.title


def test_families_are_complete():
    shares = Counter()
    for family in FAMILIES:
        shares[family.department] += family.share
        assert len(family.titles) == 8
        assert len(family.about) >= 3
        assert set(family.wants) <= set(SENTENCES)
    assert set(shares.values()) == {100}


def test_nobody_wants_what_they_teach_and_levels_rise():
    for person in LUMEN.people:
        assert not person.offers.keys() & {wish.skill for wish in person.goals}
        assert all(1 <= wish.current < wish.target <= 5 for wish in person.goals)
        assert not person.goals or person.goals[0].sentence


def test_pages_do_not_read_alike():
    sentences = Counter(w.sentence for p in LUMEN.people for w in p.goals if w.sentence)
    assert len(sentences) > 200
    assert max(sentences.values()) <= 8
    assert all(len(sentence) <= 280 and sentence.endswith(".") for sentence in sentences)
