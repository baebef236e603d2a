from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from profiles import roles
from profiles.models import User


class Command(BaseCommand):
    help = "Make someone HR admin by their e-mail address, or take the role away with --revoke."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--revoke", action="store_true")

    def handle(self, *, email: str, revoke: bool, **options: object) -> None:
        user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
        if user is None:
            raise CommandError(
                f"Nobody here has the address {email}. Sign up with it first, or import the people."
            )
        if revoke:
            self.stdout.write(self.revoke(user))
        else:
            is_new = roles.grant_hr(user, by=None)
            self.stdout.write(f"{user} is {'now' if is_new else 'already'} HR admin.")

    def revoke(self, user: User) -> str:
        try:
            was_admin = roles.revoke_hr(user, by=None)
        except roles.LastAdminError as error:
            text = f"{user} is the last HR admin. Grant the role to somebody else first."
            raise CommandError(text) from error
        return f"{user} is {'no longer' if was_admin else 'not'} HR admin."
