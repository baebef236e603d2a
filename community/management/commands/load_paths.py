from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from community import shipped_paths
from community.path_files import ContentError


class Command(BaseCommand):
    help = "Load the learning paths that ship with the product, or bring them up to date."

    def handle(self, **options: object) -> None:
        try:
            found = shipped_paths.load_all(now=timezone.now())
        except (OSError, ContentError) as error:
            raise CommandError(str(error)) from error
        for one in found:
            self.stdout.write(f"{one.slug}: {one.outcome}")
