"""`python -m payments.ksef.standin`: run the stand-in until it is told to stop."""

import argparse
import signal
import sys
import threading

from payments.ksef.standin.server import KsefStandin


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m payments.ksef.standin", description="A stand-in for KSeF; nothing reaches the ministry."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8002)
    options = parser.parse_args(arguments)
    try:
        standin = KsefStandin(options.host, options.port)
    except OSError as error:
        print(
            f"The stand-in for KSeF cannot listen on {options.host}:{options.port}: {error.strerror}.", file=sys.stderr
        )
        return 1
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with standin:
        print(f"Stand-in for KSeF (nothing reaches the ministry) listens on {standin.url}", flush=True)
        stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
