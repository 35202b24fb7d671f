"""The kinds of documents in a record, by their titles, as California's folder names them."""

import pytest

from evenhand.programme.model import Programme
from evenhand.programme.record_kinds import OTHER, Decides, RecordKind, RecordKinds

TITLES = {
    "Request for Authorization (RFA)": "request",
    "DWC Form RFA": "request",
    "Utilization Review Decision of May 20": "ur_decision",
    "PR-2": "report",
    "Primary Treating Physician's Progress Report": "report",
    "Orthopedic consultation": "report",
    "MRI of the lumbar spine": "imaging",
    "X-rays, neck": "imaging",
    "Operative report": "operative",
    "EMG/NCV, right arm": "emg",
    "QME report": "evaluator",
    "Physical therapy notes": "therapy",
    "Epidural steroid injection": "injection",
    "Pharmacy log": "medication",
    "Final Determination Letter": "earlier",
    "Cover letter": "other",
    "Application for Independent Medical Review, with utilization review decision": "other",
    "Emergency room": "other",
    "Frame of the window": "other",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_tells_its_kind(law: Programme, title: str) -> None:
    assert law.record_kinds.kind_of(title).id == TITLES[title]


def test_the_request_and_the_decision_always_decide_and_cite(law: Programme) -> None:
    kinds = {kind.id: kind for kind in law.record_kinds.kinds}
    assert len(kinds) == len(law.record_kinds.kinds)
    assert {ident for ident, kind in kinds.items() if kind.decides is Decides.ALWAYS} == {"request", "ur_decision"}
    assert {ident for ident, kind in kinds.items() if kind.cites} == {"request", "ur_decision"}
    assert [ident for ident, kind in kinds.items() if kind.is_of_the_decision] == ["ur_decision"]
    assert (law.record_kinds.months, law.record_kinds.is_declared) == (6, True)


def test_a_word_is_a_word_and_a_star_begins_one() -> None:
    kind = RecordKind(id="k", title="K", words=("note", "acupunct*"), decides=Decides.RECENT)
    kinds = RecordKinds(kinds=(kind,), months=1)
    told = {title: kinds.kind_of(title) is kind for title in ("A note", "Notes", "NOTE", "Acupuncturist", "Keynote")}
    assert told == {"A note": True, "Notes": False, "NOTE": True, "Acupuncturist": True, "Keynote": False}
    assert kinds.place(OTHER) == 1
    assert not RecordKinds().is_declared
