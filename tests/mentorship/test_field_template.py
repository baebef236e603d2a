"""One template draws every field; forms only say what they ask."""

import re

from django import forms

from profiles.widgets import (
    HOUR_CHOICES,
    Chips,
    ChipsInput,
    ChoiceCards,
    ChoiceCardsMultiple,
    HourGrid,
    RangeNumber,
)


class Sample(forms.Form):
    goal = forms.CharField(
        label="Goal", help_text="One sentence.", error_messages={"required": "Enter your goal"}
    )
    nickname = forms.CharField(label="Nickname", required=False)
    role = forms.ChoiceField(
        label="Role",
        choices=[("mentor", "Be a mentor"), ("mentee", "Find a mentor")],
        widget=ChoiceCards(hints={"mentor": "Two hours a month"}, numbered=True),
        error_messages={"required": "Choose how you want to take part"},
    )
    agree = forms.BooleanField(label="I agree", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form, name) -> str:
    return re.sub(r"\s+", " ", form[name].as_field_group())


def test_a_field_ties_label_hint_and_control_together():
    html = drawn(Sample(), "goal")
    assert '<label for="id_goal">Goal</label>' in html
    assert '<div class="field-hint" id="id_goal_helptext">One sentence.</div>' in html
    assert 'aria-describedby="id_goal_helptext"' in html
    assert "aria-invalid" not in html


def test_an_error_stands_at_the_field_and_is_read_with_it():
    html = drawn(Sample({}), "goal")
    assert 'id="id_goal_error"' in html
    assert "Enter your goal" in html
    assert 'aria-describedby="id_goal_helptext id_goal_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_is_kept_and_escaped():
    assert 'value="&lt;b&gt;"' in drawn(Sample({"nickname": "<b>"}), "nickname")


def test_only_optional_fields_are_marked():
    assert "(optional)" in drawn(Sample(), "nickname")
    assert "(optional)" not in drawn(Sample(), "goal")
    assert "(optional)" not in drawn(Sample(), "agree")


def test_choices_are_one_group_with_a_legend():
    html = drawn(Sample({}), "role")
    assert (
        '<fieldset class="field" id="id_role" aria-describedby="id_role_error" data-error' in html
    )
    assert re.search(r"<legend[^>]*>Role ?</legend>", html)
    assert '<span class="choice-hint">Two hours a month</span>' in html
    assert html.count('type="radio"') == 2


def test_a_check_box_stands_before_its_words():
    assert (
        '<label class="check"><input type="checkbox" name="agree" id="id_agree"><span>I agree</span></label>'
        in drawn(Sample(), "agree")
    )


def test_a_hidden_field_is_the_control_alone():
    assert drawn(Sample(), "secret").strip() == '<input type="hidden" name="secret" id="id_secret">'


class Skills(forms.Form):
    skills = forms.Field(widget=Chips(url="/skills/options/", maximum=3), required=False)
    topics = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=ChoiceCardsMultiple, required=False
    )


def test_chips_read_what_is_ticked_and_what_is_typed(rf):
    post = rf.post("/", {"skills": ["SQL", "Rust", "SQL"], "skills_text": " pre "}).POST
    assert Skills(post)["skills"].data == ChipsInput(["SQL", "Rust"], "pre")


def test_chips_without_an_answer_are_an_empty_answer(rf):
    form = Skills(rf.post("/", {}).POST)
    assert form["skills"].data == ChipsInput([], "")
    assert not form.fields["skills"].widget.value_omitted_from_data({}, {}, "skills")


def test_chips_show_the_chosen_as_ticked_boxes_without_a_script():
    html = drawn(Skills(initial={"skills": ["SQL"]}), "skills")
    assert '<input type="checkbox" name="skills" value="SQL" checked>' in html
    assert 'data-typeahead="/skills/options/"' in html
    assert (
        '<input type="text" name="skills_text" value="" autocomplete="off" aria-autocomplete="list" aria-controls="id_skills_list" id="id_skills">'
        in html
    )


def test_chips_name_the_chosen_and_drop_the_unknown():
    form = Skills(initial={"skills": [7, 8]})
    form.fields["skills"].widget.labels = lambda values: {"7": "Negotiation"}
    html = drawn(form, "skills")
    assert "<span>Negotiation</span>" in html
    assert 'value="8"' not in html


def test_chips_offer_near_hits():
    form = Skills()
    form.fields["skills"].widget.suggestions = [("7", "Negotiation")]
    assert '<input type="checkbox" name="skills" value="7">' in drawn(form, "skills")


class Week(forms.Form):
    hours = forms.TypedMultipleChoiceField(coerce=int, choices=HOUR_CHOICES, widget=HourGrid)
    weight = forms.IntegerField(min_value=0, max_value=40, widget=RangeNumber)


def test_the_hour_grid_names_each_of_168_hours():
    html = drawn(Week(initial={"hours": [33]}), "hours")
    assert html.count('type="checkbox"') == 168
    assert re.search(r'value="33" aria-label="Tuesday 09:00" checked', html)
    assert html.count("checked") == 1
    assert "1 hour chosen" in html


def test_the_hour_grid_gives_numbers(rf):
    form = Week(rf.post("/", {"hours": ["33", "0", "167"], "weight": "3"}).POST)
    assert form.is_valid()
    assert form.cleaned_data["hours"] == [33, 0, 167]


def test_the_hour_grid_refuses_an_hour_that_does_not_exist(rf):
    form = Week(rf.post("/", {"hours": ["168"], "weight": "3"}).POST)
    assert "hours" in form.errors


def test_a_slider_waits_for_the_script_and_the_number_is_the_field():
    html = drawn(Week(initial={"weight": 25}), "weight")
    assert 'type="range" data-range="id_weight" min="0" max="40"' in html
    assert "hidden>" in html
    assert '<input type="number" name="weight" value="25" min="0" max="40"' in html
