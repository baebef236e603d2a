import io

import pytest
from django.core.management import CommandError, call_command

from profiles import roles
from profiles.models import AuditEvent, RoleGrant
from tests.people import make_hr

pytestmark = pytest.mark.django_db


def grant(*args):
    out = io.StringIO()
    call_command("grant_hr", *args, stdout=out)
    return out.getvalue().strip()


def test_the_role_is_granted_once_and_audited(cast):
    assert grant("EMIL.NOVAK@example.com") == "emil.novak@example.com is now HR admin."
    assert grant("emil.novak@example.com") == "emil.novak@example.com is already HR admin."
    assert RoleGrant.objects.filter(user=cast.emil.user).count() == 1
    assert AuditEvent.objects.filter(action="HR role granted").count() == 1


def test_the_last_admin_cannot_be_removed(cast):
    with pytest.raises(CommandError, match="last HR admin"):
        grant("hana.suzuki@example.com", "--revoke")
    make_hr("Second Admin")
    assert "no longer" in grant("hana.suzuki@example.com", "--revoke")
    assert "not HR admin" in grant("hana.suzuki@example.com", "--revoke")
    assert AuditEvent.objects.filter(action="HR role revoked").count() == 1


def test_an_admin_who_left_does_not_count(cast):
    other = make_hr("Second Admin")
    other.user.is_active = False
    other.user.save()
    with pytest.raises(roles.LastAdminError):
        roles.revoke_hr(cast.hana.user, by=None)


@pytest.mark.parametrize("email", ["nobody@example.com", "", "x" * 500])
def test_an_address_nobody_has_is_named(cast, email):
    with pytest.raises(CommandError, match="Nobody here has the address"):
        grant(email)
