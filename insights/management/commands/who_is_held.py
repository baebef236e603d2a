import argparse

from django.core.management.base import BaseCommand, CommandError

from checkins import holdout, tips


class Command(BaseCommand):
    help = "Say whether people, by their number, are held back from a tip."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("template", help=", ".join(tips.templates()))
        parser.add_argument("person", type=int, nargs="+")

    def handle(self, *, template: str, person: list[int], **options: object) -> None:
        if template not in tips.templates():
            raise CommandError(f"Enter one of {', '.join(tips.templates())}")
        for one in person:
            word = "held" if holdout.is_held(one, template) else "sent"
            self.stdout.write(f"{one} {word}")
