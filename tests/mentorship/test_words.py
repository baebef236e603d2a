"""No error begs, blames or says "valid", whichever form it comes from."""

import re

import pytest
from django import forms

BANNED = re.compile(r"\b(please|sorry|valid|invalid|oops|forbidden|ensure)\b", re.IGNORECASE)


class Everything(forms.Form):
    text = forms.CharField(max_length=3, min_length=2)
    email = forms.EmailField()
    whole = forms.IntegerField(min_value=1, max_value=5)
    part = forms.FloatField()
    money = forms.DecimalField()
    day = forms.DateField()
    time = forms.TimeField()
    moment = forms.DateTimeField()
    link = forms.URLField(assume_scheme="https")
    one = forms.ChoiceField(choices=[("a", "A")])
    some = forms.MultipleChoiceField(choices=[("a", "A")])
    file = forms.FileField()
    agreed = forms.BooleanField()


def said(form) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def test_an_empty_form_is_told_what_to_do():
    messages = said(Everything({}))
    assert len(messages) == len(Everything.base_fields)
    assert [message for message in messages if BANNED.search(message)] == []


@pytest.mark.parametrize("value", ["zzzz", "\x00", "-1", "99", "\ud800"])
def test_a_wrong_form_is_told_what_to_do(value):
    wrong = {name: [value] if name == "some" else value for name in Everything.base_fields}
    assert [message for message in said(Everything(wrong)) if BANNED.search(message)] == []


def test_a_form_may_know_better():
    class Goal(forms.Form):
        goal = forms.CharField(error_messages={"required": "Enter your goal"})

    assert said(Goal({})) == ["Enter your goal"]
