"""The programmes that come with Evenhand are whole: the one test that fails where one of them is not."""

import pytest

from tests.programme_gate import UNSOUND


def test_every_programme_that_comes_with_evenhand_passes_its_check(request: pytest.FixtureRequest) -> None:
    assert "\n".join(request.config.stash[UNSOUND].values()) == ""
