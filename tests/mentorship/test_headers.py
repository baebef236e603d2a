import pytest

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy_of(response) -> dict[str, str]:
    parts = response["Content-Security-Policy"].split(";")
    return dict(part.strip().split(" ", 1) for part in parts if part.strip())


@pytest.mark.parametrize("path", ["/", "/healthz", "/accounts/login/", "/does-not-exist/"])
def test_every_answer_carries_the_strict_policy(client, path):
    response = client.get(path)
    assert policy_of(response) == POLICY
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_pages_of_signed_in_people_are_never_stored(cast, sign_in):
    assert sign_in(cast.ben).get("/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/%00", "/?q=%00", "/people/?q=a%00b"])
def test_nul_in_an_address_is_a_clear_400(cast, sign_in, path):
    assert sign_in(cast.ben).get(path).status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "a b", ""])
def test_a_foreign_host_is_refused(client, host):
    assert client.get("/healthz", headers={"Host": host or "-"}).status_code == 400


@pytest.mark.parametrize("verb", ["put", "patch", "delete", "trace", "options"])
def test_other_verbs_are_refused(client, verb):
    assert getattr(client, verb)("/healthz").status_code == 405
