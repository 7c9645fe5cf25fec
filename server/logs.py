"""Logging: structured lines that carry ids, never what customers wrote."""

from __future__ import annotations

import logging

import structlog


def configure_logs(*, as_json: bool) -> None:
    """Have structlog write through the standard library, which uvicorn writes to as well."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.INFO, format="%(message)s", force=True)
    logging.getLogger("uvicorn.access").setLevel(logging.WARNING)
