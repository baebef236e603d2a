"""The company's sign-in in a real browser: the policy lets the form lead to the provider, only."""

import copy

import pytest

from profiles.models import Profile
from tests.mentorship.test_oidc import company, knows, provider  # noqa: F401

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib"),
]


@pytest.fixture
def policy(settings):
    """A copy of the policy to change."""
    settings.CONTENT_SECURITY_POLICY = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    return settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]


def leave(page, site):
    page.goto(f"{site}/accounts/login/")
    page.get_by_role("button", name="Continue with Lumen").click()


def test_sign_in_through_the_provider(site, page, company, policy):  # noqa: F811
    policy["form-action"] = [*policy["form-action"], company]
    knows(company)
    leave(page, site)
    page.wait_for_url(f"{company}/**")
    page.locator("[name=sub]").first.fill("ann")
    page.get_by_role("button", name="Authorize").click()
    page.wait_for_url(f"{site}/")
    assert page.get_by_role("heading", level=1).inner_text().endswith("Ann")
    assert Profile.objects.get().name == "Ann Lee"


def test_a_form_leads_to_no_other_origin(site, page, company):  # noqa: F811
    """Without the provider's origin in the policy the browser itself refuses."""
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    leave(page, site)
    page.wait_for_timeout(500)
    assert page.url == f"{site}/accounts/login/"
    assert any("form-action" in text for text in refused)
