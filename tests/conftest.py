"""What holds for all tests: the same examples on every run, and no use of the user's own cache."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    import pytest

# `pytest --hypothesis-profile explore` looks for new failures; without it a run is repeatable.
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("repeatable", max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("explore", max_examples=3000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("repeatable")


def pytest_configure(config: pytest.Config) -> None:
    cache = tempfile.TemporaryDirectory(prefix="newsletter-cleaner-")
    os.environ["XDG_CACHE_HOME"] = cache.name
    config.add_cleanup(cache.cleanup)
