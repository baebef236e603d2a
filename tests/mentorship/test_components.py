import re

from django.template.loader import render_to_string


def drawn(name, **context) -> str:
    return re.sub(r"\s+", " ", render_to_string(f"components/{name}.html", context)).strip()


def test_reasons_are_said_as_written():
    html = drawn(
        "reasons",
        reasons=["You both offer SQL", {"sentence": "Free on Tuesdays", "detail": "Two hours"}],
    )
    assert "<strong>You both offer SQL</strong></div>" in html
    assert "<strong>Free on Tuesdays</strong><span>Two hours</span>" in html


def test_a_reason_in_a_mail_is_said_as_written():
    html = render_to_string("emails/reasons.html", {"reasons": ["You both offer SQL"]})
    assert "You both offer SQL" in html


def test_a_bar_is_drawn_by_attributes():
    html = drawn("bar", value=29, maximum=40, kind="warn")
    assert (
        html
        == '<svg class="bar bar-warn" viewBox="0 0 40 6" preserveAspectRatio="none" aria-hidden="true"><rect width="29.00" height="6"/></svg>'
    )


def test_an_avatar_keeps_its_hue_and_initials():
    html = drawn("avatar", person={"pk": 9, "name": "Noor van Dijk"})
    assert html == '<span class="avatar" data-hue="2" aria-hidden="true">ND</span>'
    assert ">?</span>" in drawn("avatar", person={"pk": None, "name": ""})
    assert ">M</span>" in drawn("avatar", person={"pk": 1, "name": "mei"})


def test_only_the_first_task_is_the_primary_action():
    task = {"title": "Pick a time", "href": "/x/", "action": "Pick a time"}
    assert "button-primary" in drawn("task", first=True, **task)
    assert "button-primary" not in drawn("task", **task)


def test_names_are_escaped():
    html = drawn("person", person={"pk": 1, "name": "<script>"}, line="<b>")
    assert "<script>" not in html
    assert "&lt;b&gt;" in html


def test_messages_are_a_status_line():
    class Message:
        tags = "warning"

        def __str__(self):
            return "Amara approved this pair"

    html = drawn("status_line", messages=[Message()])
    assert 'role="status"' in html
    assert "status-warn" in html
    assert "Amara approved this pair" in html


def test_mail_pieces_use_what_mail_programs_understand():
    for piece in ("base", "button", "text", "small", "code", "reasons"):
        html = render_to_string(
            f"emails/{piece}.html", {"reasons": ["a"], "text": "a", "code": "a"}
        )
        assert not re.search(r"oklch|var\(--|<button|<form|display:\s*flex", html), piece
        assert len(html) < 60 * 1024


def test_an_address_wraps_at_its_parts_only():
    html = drawn("facts", facts=[("Write to", "o'neil.ann@mail.example.com")])
    assert "o&#x27;neil<wbr>.ann@<wbr>mail<wbr>.example<wbr>.com</dd>" in html
    kept = drawn("facts", facts=[("Answer", "Write to <me@example.com> on 3.5.")])
    assert "Write to &lt;me@example.com&gt; on 3.5." in kept
