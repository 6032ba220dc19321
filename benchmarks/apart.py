"""Work done in a process of its own, so that its memory and its processor's time are its own."""

import json
import os
import subprocess
import sys
from typing import Any


def told_apart(module: str, *arguments: str) -> dict[str, Any]:
    """What `main` of the module gives for the arguments. Django is set up before the module is imported."""
    begin = "import django, json, sys; django.setup()"
    work = f"from {module} import main; print(json.dumps(main(*sys.argv[1:])))"
    command = [sys.executable, "-c", f"{begin}; {work}", *arguments]
    done = subprocess.run(command, env=os.environ, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
