from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from panel.demo import loader


class Command(BaseCommand):
    help = "Loads the demonstration: three associations with past editions and a coming one that is filling up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="throw everything in the database away first")

    def handle(self, *args: Any, fresh: bool, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only where DEMO=true: it would stand among real data.")
        if fresh:
            call_command("flush", interactive=False, verbosity=0)
        if loader.is_loaded():
            self.stdout.write("The database has associations already: nothing was loaded.")
            return
        file = loader.load()
        self.stdout.write(f"The demonstration is loaded. Who can log in is told in {file}")
