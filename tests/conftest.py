"""What holds for all tests: the same examples on every run, no network, and no use of the user's own cache."""

from __future__ import annotations

import os
import socket
import tempfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

# `pytest --hypothesis-profile explore` looks for new failures; without it a run is repeatable.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("repeatable", max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("explore", max_examples=3000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    cache = tempfile.TemporaryDirectory(prefix="newsletter-cleaner-")
    os.environ["XDG_CACHE_HOME"] = cache.name
    config.add_cleanup(cache.cleanup)


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every way to another machine, for the whole run: nothing may fetch anything."""

    def refuse(*arguments: object, **more: object) -> None:
        raise AssertionError(f"a test reached for the network: {arguments}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("socket", "create_connection", "create_server", "getaddrinfo", "gethostbyname"):
            patch.setattr(socket, name, refuse)
        yield
