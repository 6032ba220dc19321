from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    help = "Reads the whole database and tells what is broken: every <app>/invariants.py is asked."

    def handle(self, *args: Any, **options: Any) -> None:
        checks = list(find_checks())
        broken = 0
        for app, check in checks:
            for sentence in check():
                broken += 1
                self.stdout.write(f"{app}: {sentence}")
        self.stdout.write(f"{len(checks)} checks, {broken} broken.")
        if broken:
            raise CommandError("The database is not as it must be.", returncode=1)


def find_checks() -> Iterator[tuple[str, Callable[[], Iterator[str]]]]:
    """The function `broken` of every installed app that has one, in the order of the apps."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "invariants"):
            yield config.label, import_module(f"{config.name}.invariants").broken
