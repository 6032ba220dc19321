"""Where attachments come from. Upper apps register what draws them; the outbox only knows the names."""

from collections.abc import Callable

Draw = Callable[[str], bytes]

_sources: dict[str, Draw] = {}


def register_source(name: str, draw: Draw) -> None:
    """Called once per source when its app is ready. `draw` takes the reference and gives the file's bytes."""
    _sources[name] = draw


def draw_attachment(source: str, ref: str) -> bytes:
    return _sources[source](ref)
