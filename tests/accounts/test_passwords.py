import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


def said(password) -> list[str]:
    try:
        validate_password(password)
    except ValidationError as error:
        return error.messages
    return []


def test_a_long_sentence_is_fine():
    assert said("correct horse battery staple") == []
    assert said("x7!" * 42) == []


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("short but odd", "at least 15"),
        ("x7!" * 43, "Password must be 128 characters or fewer"),
        ("LumenMentoring2027", "Password must be more than the company's name"),
        ("PasswordPassword1", "Password must be more than the company's name"),
    ],
)
def test_what_is_refused(password, error):
    assert any(error in message for message in said(password))
