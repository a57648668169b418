"""Questions that schemathesis makes of the description, and what was wrong with the answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@contextmanager
def same_connection() -> Iterator[None]:
    """Like Django's own test client: a test sees what it has not committed."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@same_connection()
def ask_everything(examples: int, wrongly: bool = True) -> tuple[int, list[str]]:
    """How many questions were asked, and what broke the description. `wrongly`: also what it does not allow."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked, problems = 0, []
    quiet = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    for found in schema.get_all_operations():
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if wrongly else [])):

            @quiet
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                nonlocal asked
                asked += 1
                response = case.call()
                try:
                    case.validate_response(response, checks=CHECKS)
                except Exception as error:
                    problems.append(f"{case.as_curl_command()}: {error}"[:600])

            # Some addresses cannot be asked wrongly.
            with suppress(Unsatisfiable):
                ask()
    return asked, problems
