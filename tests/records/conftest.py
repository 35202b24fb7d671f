"""Tests of recognition take long: they run where they are asked for (`make test-recognition`) and tesseract is."""

from pathlib import Path

import pytest

from evenhand.programme.library import programme_folder
from evenhand.records.record_words import RecordWords, load_record_words
from evenhand.records.tesseract import missing


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked, unless a run asks for marks itself."""
    if "recognition" in (config.option.markexpr or ""):
        if lacks := missing():
            for item in items:
                if "recognition" in item.keywords:
                    item.add_marker(pytest.mark.skip(reason=lacks))
        return
    left = [item for item in items if "recognition" in item.keywords]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if "recognition" not in item.keywords]


@pytest.fixture(scope="session")
def ca_wc() -> Path:
    """The folder of the first programme."""
    return programme_folder("ca_wc")


@pytest.fixture(scope="session")
def words(ca_wc: Path) -> RecordWords:
    """What that programme says of the papers in a record."""
    loaded, findings = load_record_words(ca_wc)
    assert findings == ()
    assert loaded is not None
    return loaded
