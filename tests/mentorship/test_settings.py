"""Settings fail closed: each start below runs a fresh interpreter with its own environment."""

import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "MENTORSHIP_ENV": "production",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "LINK_KEY": "l" * 60,
    "PUBLIC_URL": "https://mentoring.example.com",
    "DATABASE_URL": "postgresql://u:p@db.example.com/x",
    "REDIS_URL": "redis://cache.example.com/0",
}


def start(code: str, **changes: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **PRODUCTION, **changes}
    environment = {name: value for name, value in environment.items() if value is not None}
    command = [sys.executable, "-c", f"from mentorship import settings; {code}"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_settings_are_closed_by_default():
    shown = start(
        "print(settings.DEBUG, settings.SESSION_COOKIE_NAME, settings.SECURE_SSL_REDIRECT,"
        " settings.MFA_REQUIRED, settings.SIGN_UP_DOMAINS, settings.ALLOWED_HOSTS)"
    )
    assert shown.stdout.strip() == "False __Host-sid True True [] ['mentoring.example.com']"


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "LINK_KEY", "PUBLIC_URL", "DATABASE_URL", "REDIS_URL"]
)
def test_a_missing_value_stops_the_start_and_is_named(name):
    result = start("pass", **{name: None})
    assert result.returncode != 0
    assert f"Set the environment variable {name}." in result.stderr


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"PUBLIC_URL": "http://mentoring.example.com"}, "PUBLIC_URL must start with https://"),
        ({"MENTORSHIP_ENV": "staging"}, "MENTORSHIP_ENV must be"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must start with postgresql://"),
        ({"DEBUG": "perhaps"}, "DEBUG must be true or false"),
        ({"OIDC_SERVER_URL": "https://id.example.com"}, "variable OIDC_CLIENT_ID"),
    ],
)
def test_a_wrong_value_stops_the_start(changes, words):
    result = start("pass", **changes)
    assert result.returncode != 0
    assert words in result.stderr


def test_plain_http_is_allowed_on_localhost_only():
    assert start("pass", PUBLIC_URL="http://localhost:8000").returncode == 0


def test_single_sign_on_is_switched_on_by_the_environment():
    shown = start(
        "print(settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['name'],"
        " settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])",
        OIDC_SERVER_URL="https://id.example.com/realms/main",
        OIDC_CLIENT_ID="mentoring",
        OIDC_CLIENT_SECRET="secret",
        OIDC_NAME="Example ID",
    )
    assert shown.stdout.strip() == "Example ID [\"'self'\", 'https://id.example.com']"
