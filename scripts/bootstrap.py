"""Makes what a fresh machine lacks, then hands over. Standard library only: nothing is installed yet.

    python3 scripts/bootstrap.py run     the running system's packages, assets, translations; then config.serve
    python3 scripts/bootstrap.py build   the same without serving
    python3 scripts/bootstrap.py dev     the same, and what tests and checks need
    python3 scripts/bootstrap.py bare    the running system's packages alone

A step is skipped while the hash of what it was made from is the one noted when it was last done.
The Makefile has seen to it that Python is new enough.
"""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / "var" / "stamps"
OLDEST = (3, 11)
OWNER_ONLY = "run this as the folder's owner, or move the project elsewhere."
LOCKS = {
    "run": ("base", "build"),
    "build": ("base", "build"),
    "dev": ("base", "build", "dev"),
    "bare": ("base",),
}
ASSET_SOURCES = (
    "package.json",
    "package-lock.json",
    "scripts/build_assets.py",
    "styles",
    "static",
    "frontend",
)
NETWORK_SIGNS = (
    "NewConnectionError",
    "ConnectTimeout",
    "NameResolutionError",
    "ProxyError",
    "(from versions: none)",
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ETIMEDOUT",
)


class CannotStartError(Exception):
    """Carries the one sentence that the person at the keyboard reads."""


def check_writable() -> None:
    for folder in (ROOT, ROOT / "var", VENV, ROOT / "static", ROOT / "staticfiles"):
        if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
            raise CannotStartError(f"There is no permission to write in {folder}: {OWNER_ONLY}")


def check_port() -> None:
    """Told before minutes of installing; config.serve binds the ports for good."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65533:
        raise CannotStartError(f"PORT must be a number from 1 to 65533, not {text!r}.")
    for port in (int(text), int(text) + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except PermissionError:
                raise CannotStartError(
                    f"Port {port} may not be used by this user: choose another, as in: make run PORT=8100"
                ) from None
            except OSError:
                raise CannotStartError(
                    f"Port {port} is in use by another program: stop it, or choose another, as in: make run PORT=8100"
                ) from None


def digest(paths: Iterable[Path], *, salt: str = "") -> str:
    """Hash of the files' names and contents; folders are walked, what was built in them is left out."""
    total = hashlib.sha256(salt.encode())
    for path in sorted(inside for start in paths for inside in ([start] if start.is_file() else start.rglob("*"))):
        if path.is_file() and ROOT / "static" / "build" not in path.parents:
            total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def is_done(step: str, value: str) -> bool:
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == value


def mark_done(step: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(value)


def run_logged(step: str, command: list[str], *, failure: str) -> None:
    """Runs quietly with the output in var/<step>.log, which is named when the command fails."""
    log = ROOT / "var" / f"{step}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("a") as output:
        start = output.tell()
        code = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        ).returncode
    if code == 0:
        return
    said = log.read_bytes()[start:].decode(errors="replace")
    if any(sign in said for sign in NETWORK_SIGNS):
        raise CannotStartError(
            f"{failure}: no connection to where packages come from. "
            f"Connect to the network and run this again (details: {log})."
        )
    raise CannotStartError(f"{failure}: the reason is at the end of {log}.")


def environment_works() -> bool:
    """False where there is none, or where the Python it was made from has gone or changed."""
    version = "import sys; print(*sys.version_info[:2])"
    try:
        found = subprocess.run([str(VENV_PYTHON), "-c", version], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return found.returncode == 0 and tuple(map(int, found.stdout.split())) >= OLDEST


def make_environment() -> None:
    if environment_works():
        return
    # Debian ships Python without it, and venv would fail less clearly.
    if find_spec("ensurepip") is None:
        raise CannotStartError(
            "This Python lacks its module venv: install it "
            "(on Debian and Ubuntu: apt install python3-venv) and run this again."
        )
    say("Creating the environment in .venv")
    run_logged(
        "install",
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        failure="The environment could not be created",
    )


def installed_mark(profile: str) -> tuple[Path, str]:
    """Where the finished installation is noted, and as what; it lies in the environment, and goes with it."""
    locks = [ROOT / "requirements" / f"{name}.txt" for name in ("install", *LOCKS[profile])]
    return VENV / "-".join(("installed", *LOCKS[profile])), digest(locks)


def is_installed(profile: str) -> bool:
    marks = [installed_mark(wider) for wider in {profile, "dev"}]
    return any(mark.is_file() and mark.read_text() == value for mark, value in marks) and environment_works()


def install(profile: str) -> None:
    if is_installed(profile):
        return
    make_environment()
    say("Installing packages; this happens once and takes some minutes")
    pip = [
        str(VENV_PYTHON),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--no-deps",
        "--require-hashes",
    ]
    failure = "The packages could not be installed"
    run_logged("install", [*pip, "-r", "requirements/install.txt"], failure=failure)
    files = [part for name in LOCKS[profile] for part in ("-r", f"requirements/{name}.txt")]
    run_logged("install", [*pip, "--no-build-isolation", *files], failure=failure)
    mark, value = installed_mark(profile)
    mark.write_text(value)


def build_assets() -> None:
    (ROOT / "staticfiles").mkdir(exist_ok=True)  # WhiteNoise warns where collectstatic has nothing to put.
    value = digest(ROOT / name for name in ASSET_SOURCES if (ROOT / name).exists())
    if is_done("assets", value) and (ROOT / "static" / "build").is_dir():
        return
    say("Building styles, fonts and icons")
    run_logged(
        "assets",
        [str(VENV_PYTHON), str(ROOT / "scripts" / "build_assets.py")],
        failure="The front-end assets could not be built",
    )
    mark_done("assets", value)


def compile_messages() -> None:
    script = ROOT / "scripts" / "compile_messages.py"
    sources = [*ROOT.glob("locale/*/LC_MESSAGES/*.po")]
    value = digest([script, *sources])
    if is_done("messages", value) and all(source.with_suffix(".mo").is_file() for source in sources):
        return
    run_logged("messages", [str(VENV_PYTHON), str(script)], failure="The translations could not be compiled")
    mark_done("messages", value)


def say(text: str) -> None:
    print(f"{text} ...", flush=True)


def main(profile: str) -> None:
    check_writable()
    if profile == "run":
        check_port()
    install(profile)
    if profile != "bare":
        build_assets()
        compile_messages()
    if profile == "run":
        os.chdir(ROOT)
        os.execv(VENV_PYTHON, [str(VENV_PYTHON), "-m", "config.serve"])  # noqa: S606  our own Python


if __name__ == "__main__":
    try:
        main(sys.argv[1] if sys.argv[1:] and sys.argv[1] in LOCKS else "run")
    except CannotStartError as refusal:
        sys.exit(str(refusal))
    except PermissionError as error:
        sys.exit(f"There is no permission to write {error.filename}: {OWNER_ONLY}")
    except KeyboardInterrupt:
        sys.exit(130)
