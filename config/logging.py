"""Log lines: JSON in production, readable text in development; never personal data."""

import re
import traceback
from types import TracebackType
from typing import Any

import structlog

# Whoever reads an address with its token can open it.
SECRET_PATH = re.compile(r"(?<![\w-])(/(?:en/)?(?:cards|participants|drafts)/)[^/\s]+")


def without_tokens(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    event["event"] = SECRET_PATH.sub(r"\1...", str(event["event"]))
    return event


def told_without_values(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Where and what broke, the first cause first, without messages: they quote rows and what was typed."""
    told: list[str] = []
    link: BaseException | None = exc_info[1]
    while link is not None:
        told.insert(0, "".join(traceback.format_tb(link.__traceback__)) + type(link).__qualname__)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(told)


# Whoever develops at a console wants to see what is wrong, not every tick of the clock and every task it sends.
TICKS = ("celery.beat", "celery.worker.strategy", "celery.app.trace")

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_tokens,
]


def logging_config(*, debug: bool) -> dict[str, Any]:
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # Its default draws an error with the values of all variables, which takes seconds and shows what nobody should see.
    console = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    renderer = console if debug else structlog.processors.JSONRenderer()
    processors: list[Any] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if not debug:
        processors.append(structlog.processors.ExceptionRenderer(told_without_values))
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [*processors, renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            # At INFO they write every call with the session it is about.
            "stripe": {"level": "WARNING"},
            "httpx": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
            "pikepdf": {"level": "WARNING"},
            **{name: {"level": "WARNING"} for name in (TICKS if debug else ())},
        },
    }
