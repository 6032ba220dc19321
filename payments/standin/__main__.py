"""`python -m payments.standin`: run the stand-in until it is told to stop."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from payments.standin.server import Standin


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    try:
        standin = Standin(
            webhook_secret=options.webhook_secret,
            webhook_url=options.webhook_url,
            host=options.host,
            port=options.port,
            public_url=options.public_url,
            allowed_hosts=options.allow_host,
            state=options.state,
        )
    except (ValueError, TypeError) as error:
        return _fail(f"The stand-in for Stripe cannot start: {error}")
    except OSError as error:
        return _fail(f"The stand-in for Stripe cannot listen on {options.host}:{options.port}: {error.strerror}.")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with standin:
        print(f"Stand-in for Stripe (takes no money) listens on {standin.url}", flush=True)
        stop.wait()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m payments.standin", description="A stand-in for Stripe; it takes no money."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--public-url", help="how the payer's browser reaches this server, if not by host and port")
    parser.add_argument("--webhook-url", required=True, help="where signed events are sent")
    parser.add_argument("--webhook-secret", required=True, help="what they are signed with")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        help="another machine that events may be sent to; may be repeated",
    )
    parser.add_argument("--state", type=Path, help="a file that keeps sessions over a restart")
    return parser.parse_args(arguments)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
