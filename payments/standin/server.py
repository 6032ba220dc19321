"""The stand-in as a whole, running in threads of its own."""

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from payments.standin.deliveries import PAUSES_SECONDS
from payments.standin.desk import CONFIRM_AFTER_SECONDS, Desk
from payments.standin.handler import DeskServer


class Standin(Desk):
    """Listens from its making, answers between `start` and `stop`. Port 0 takes any free one."""

    def __init__(
        self,
        *,
        webhook_secret: str,
        webhook_url: str | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        public_url: str | None = None,
        allowed_hosts: Iterable[str] = (),
        state: Path | None = None,
        pauses: Sequence[float] = PAUSES_SECONDS,
        confirm_after: float = CONFIRM_AFTER_SECONDS,
    ) -> None:
        super().__init__(
            webhook_secret=webhook_secret,
            webhook_url=webhook_url,
            allowed_hosts=allowed_hosts,
            state=state,
            pauses=pauses,
            confirm_after=confirm_after,
        )
        self._server = DeskServer((host, port), self)
        self.port: int = self._server.server_address[1]
        self.url = (public_url or f"http://{host}:{self.port}").rstrip("/")
        self.book.public_url = self.url
        self._listener = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def start(self) -> None:
        super().start()
        self._listener.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        super().stop()
        self._listener.join()
