import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from checkins import holdout
from tests.insights.proof import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(client, cast):
    def read(name="hold-out-receipt-file"):
        client.force_login(cast.hana.user)
        return client.get(reverse(name))

    return read


def test_the_file_is_enough_to_work_out_every_group_again(receipt):
    world.week()
    found = json.loads(receipt().content)
    assert found["rule"] == list(holdout.RULE)
    # The rule as it is written in the file, run on its own.
    names = {"sha256": lambda text: hashlib.sha256(text.encode()).digest(), "json": json}
    for template in (entry["template"] for entry in found["templates"]):
        for person in range(1, 300):
            names |= {
                "salt": found["salt"], "share": found["share_percent"],
                "template": template, "person": person,
            }  # fmt: skip
            assert eval(found["rule"][0], {}, names) == holdout.is_held(person, template)


def test_the_file_counts_each_tip_as_the_page_does(receipt):
    world.week()
    found = {entry["template"]: entry for entry in json.loads(receipt().content)["templates"]}
    assert found["tip-4"] == {
        "template": "tip-4", "counted_until": "2027-05-24", "salt": "2027", "share_percent": 10,
        "sent": 190, "sent_met_14": 95, "sent_met_7": 47, "held": 22, "held_met_14": 9,
        "held_met_7": 4, "verdict": "not-yet", "differ_from_rule": 0,
    }  # fmt: skip
    assert found["tip-10"].keys() == {
        "template", "counted_until", "salt", "share_percent", "differ_from_rule",
    }  # fmt: skip
    assert found["tip-23"] == {"template": "tip-23", "counted_until": None}


@pytest.mark.parametrize(
    ("wrong", "words"), [(0, "all follow the rule"), (1, "6 rows do not follow the rule")]
)
def test_the_page_says_whether_the_rows_follow_the_rule(receipt, wrong, words):
    world.week(wrong=wrong)
    assert words in " ".join(receipt("hold-out-receipt").content.decode().split())


def test_before_the_first_week_the_receipt_has_the_rule_and_no_counts(receipt):
    said = receipt("hold-out-receipt").content.decode()
    assert "Nothing is counted yet." in said
    assert holdout.RULE[0].split("(")[0] in said


def test_the_command_answers_by_the_same_rule():
    out = io.StringIO()
    call_command("who_is_held", "tip-4", *range(1, 40), stdout=out)
    wanted = [f"{n} {'held' if holdout.is_held(n, 'tip-4') else 'sent'}" for n in range(1, 40)]
    assert out.getvalue().splitlines() == wanted
    with pytest.raises(CommandError, match=r"Enter one of tip-1, "):
        call_command("who_is_held", "quiet", 1)
