from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from matching.frozen import checking, reading


class Command(BaseCommand):
    help = "Prove the stored result of a run again from its frozen inputs, without solving."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="number of the run, as in its address")

    def handle(self, *, run: int, **options: object) -> None:
        try:
            report = checking.verify(reading.held(run))
        except reading.NotHeldError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(report.lines))
        if not report.holds:
            raise CommandError("The stored result is not proven.")
