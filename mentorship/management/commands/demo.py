import time
from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from mentorship.demo import company, sign_ins, stages
from mentorship.demo.scene import Scene
from mentorship.embedded.marks import is_ours

QUIET = 2  # seconds without a word


class Command(BaseCommand):
    help = "Create the demo company, once, in a database that make run created."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sign-ins", action="store_true", help="print whom to sign in as")

    def handle(self, **options: object) -> None:
        _refuse_foreign_database()
        if options["sign_ins"]:
            self._print_sign_ins()
        else:
            self._create()

    def _create(self) -> None:
        began = time.monotonic()

        def say(words: str) -> None:
            spent = time.monotonic() - began
            if spent > QUIET:
                self.stdout.write(f"{spent:3.0f} s  {words}")

        played = stages.play(say=say)
        if played or not sign_ins.path_in(settings.DATA_DIR).exists():
            scene = Scene(company.build(), timezone.now())
            sign_ins.write(settings.DATA_DIR, sign_ins.of(scene))
        if played:
            self.stdout.write(f"The demo company is ready ({time.monotonic() - began:.0f} s).")

    def _print_sign_ins(self) -> None:
        for person in sign_ins.read(settings.DATA_DIR):
            self.stdout.write(f"{person['role']:<12} {person['email']:<36} {person['line']}")


def _refuse_foreign_database() -> None:
    if not settings.EMBEDDED:
        raise CommandError("The demo company exists only in what make run started.")
    with connection.cursor() as cursor:
        if not is_ours(cursor, settings.DATA_DIR):
            raise CommandError("This database was not created by make run; nothing was changed.")
