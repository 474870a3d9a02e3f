"""The profile of hypothesis for trials: the same examples every time, none kept, none made smaller."""

import pytest
from hypothesis import Phase, settings


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile(
        "mutation", deadline=None, database=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
    )
    settings.load_profile("mutation")
