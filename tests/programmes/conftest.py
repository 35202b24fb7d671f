"""What the tests of California's rules share."""

import pytest

from evenhand.programme.library import programme_folder
from evenhand.programme.load import load_programme
from evenhand.programme.model import Programme


@pytest.fixture(scope="module")
def law() -> Programme:
    """The programme `ca_wc`."""
    programme, _ = load_programme(programme_folder("ca_wc"))
    assert programme is not None
    return programme
