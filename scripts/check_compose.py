"""Checks compose.yaml and the Dockerfile without Docker: that what they name exists, and nothing else is published."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = {"postgres", "redis", "migrate", "web", "worker", "beat", "proxy"}
PUBLISHING = {"proxy"}


def parts_of_start() -> set[str]:
    """The words that deploy/start takes."""
    return set(re.findall(r"^(\w+)\)", (ROOT / "deploy" / "start").read_text(), re.MULTILINE))


def faults_of(name: str, service: dict[str, Any], services: dict[str, Any], volumes: set[str]) -> Iterator[str]:
    if service.get("image") == "zjazd" and not set(service["command"]) <= parts_of_start():
        yield f"{name}: deploy/start does not know {service['command']}"
    if "ports" in service and name not in PUBLISHING:
        yield f"{name}: publishes a port, which only the proxy may"
    for needed in service.get("depends_on", {}):
        if needed not in services:
            yield f"{name}: waits for {needed}, which is not there"
        elif service["depends_on"][needed]["condition"] == "service_healthy" and not is_watched(services[needed]):
            yield f"{name}: waits for the health of {needed}, which is not checked"
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        if source not in volumes and not (ROOT / source).exists():
            yield f"{name}: the volume {source} does not exist"


def is_watched(service: dict[str, Any]) -> bool:
    """Our image brings its own check."""
    check = service.get("healthcheck", {})
    return not check.get("disable") and (bool(check) or service.get("image") == "zjazd")


def faults_of_image() -> Iterator[str]:
    text = (ROOT / "Dockerfile").read_text()
    if "\nUSER " not in text or re.search(r"^USER root", text, re.MULTILINE):
        yield "Dockerfile: runs as root"
    for source in re.findall(r"^COPY (?!--from)(\S+) ", text, re.MULTILINE):
        if not (ROOT / source).exists():
            yield f"Dockerfile: {source} does not exist"


def faults() -> Iterator[str]:
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    services = compose["services"]
    if set(services) != EXPECTED:
        yield f"compose.yaml: services are {sorted(services)}, not {sorted(EXPECTED)}"
    for name, service in services.items():
        yield from faults_of(name, service, services, set(compose["volumes"]))
    yield from faults_of_image()


if __name__ == "__main__":
    found = list(faults())
    for fault in found:
        print(fault)
    print(f"Containers: {len(found)} faults")
    sys.exit(bool(found))
