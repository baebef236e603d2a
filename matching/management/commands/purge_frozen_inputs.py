from django.core.management.base import BaseCommand
from django.utils import timezone

from matching import frozen


class Command(BaseCommand):
    help = "Delete the frozen inputs of programs that ended six months ago (beat does it daily)."

    def handle(self, **options: object) -> None:
        count = frozen.purge(now=timezone.now())
        self.stdout.write(f"Inputs of {count} {'run' if count == 1 else 'runs'} deleted.")
