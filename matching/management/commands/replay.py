from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from matching.frozen import checking, reading


class Command(BaseCommand):
    help = "Solve a run again from its frozen inputs and compare every pair with the stored result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="number of the run, as in its address")

    def handle(self, *, run: int, **options: object) -> None:
        try:
            report = checking.replay(reading.held(run))
        except reading.NotHeldError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(report.lines))
        if not report.holds:
            raise CommandError("The run was not reproduced.")
