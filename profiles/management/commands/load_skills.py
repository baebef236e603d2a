from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from profiles import skill_files
from profiles.imports.decoding import UnreadableError

STARTER_LIST = Path(skill_files.__file__).parent / "data" / "skills.csv"


class Command(BaseCommand):
    help = "Load the starter list of skills, or a CSV with the columns Skill and Category."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=STARTER_LIST)

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            planned = skill_files.plan(file.read_bytes())
        except (OSError, UnreadableError) as error:
            raise CommandError(str(error)) from error
        for problem in planned.problems:
            self.stderr.write(f"Row {problem.row}: {problem.text}")
        if planned.problems:
            raise CommandError("Nothing was loaded.")
        skill_files.save(planned, by=None)
        self.stdout.write(
            f"{len(planned.new)} skills added, {len(planned.approved)} approved, "
            f"{planned.known} known already."
        )
