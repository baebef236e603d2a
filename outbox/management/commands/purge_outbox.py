from argparse import ArgumentParser

from django.core.management.base import BaseCommand
from django.utils import timezone

from outbox import retention


class Command(BaseCommand):
    help = "Forget who got which message more than 90 days ago; a worker does it once a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say how many, change nothing")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        found = retention.purge(now=timezone.now(), dry_run=dry_run)
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{found.deleted} messages {would}deleted, {found.emptied} {would}emptied."
        )
