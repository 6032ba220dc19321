#!/bin/sh
# Pins the requirements for every system and Python at once. No address goes into the locks: they hold wherever packages come from.
set -eu
cd "$(dirname "$0")/../requirements"
compile() {
    ../.venv/bin/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url "$@"
}
compile base.in -o base.txt
compile build.in -c base.txt -o build.txt
compile dev.in -c base.txt -c build.txt -o dev.txt
compile install.in -c base.txt -c build.txt -c dev.txt -o install.txt
