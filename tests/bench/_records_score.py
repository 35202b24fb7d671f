"""Holding a record as it was read against the truth: counts that add up over files, and the figures they make."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Tally = Counter[str]


@dataclass(slots=True)
class Score:
    """Counts by name, and what failed, in words."""

    counts: Tally = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float | None:
        """One count over another; None where there is nothing to count."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else None

    def f1(self, name: str) -> float | None:
        """The harmonic mean of precision and recall of the pairs counted under a name."""
        right, answered, true = (self.counts[f"{name} {what}"] for what in ("right", "said", "true"))
        return 2 * right / (answered + true) if answered + true else None


def score_file(truth: dict[str, Any], answer: dict[str, Any], score: Score, name: str) -> None:
    """Count one file: what is true of it, and what was answered."""
    _pages(truth["pages"], answer["pages"], score, name)
    _splits(truth["documents"], answer["documents"], score, name)
    _documents(truth, answer, score, name)
    _copies(truth["pages"], truth["documents"], answer["documents"], score, name)
    _missing(truth["cited"], answer["cited"], score, name)


def _pages(true: list[dict[str, Any]], answered: list[dict[str, Any]], score: Score, name: str) -> None:
    counts = score.counts
    for page, answer in zip(true, answered, strict=True):
        if page["blank"]:
            counts["blank"] += 1
            counts["blank found"] += answer["blank"]
            continue
        counts["blank false"] += answer["blank"]
        counts["pages"] += 1
        if page["legibility"] == "none":
            counts["illegible"] += 1
            counts["illegible found"] += answer["legibility"] == "none"
            continue
        counts["legible"] += 1
        if answer["legibility"] == "none":
            counts["illegible false"] += 1
            score.failed.append(f"{name} page {page['page']} ({page['channel']}): said to be illegible")
        if page["rotation"]:
            counts["turned"] += 1
            counts["turned righted"] += answer["rotation"] == page["rotation"]
        else:
            counts["upright"] += 1
            counts["upright turned"] += answer["rotation"] != 0
        if answer["rotation"] != page["rotation"]:
            score.failed.append(
                f"{name} page {page['page']} ({page['channel']}): rotation {answer['rotation']} for {page['rotation']}"
            )


def _splits(true: list[dict[str, Any]], answered: list[dict[str, Any]], score: Score, name: str) -> None:
    begins = {document["pages"][0] for document in true} - {1}
    begins_said = {document["pages"][0] for document in answered} - {1}
    score.counts["split right"] += len(begins & begins_said)
    score.counts["split said"] += len(begins_said)
    score.counts["split true"] += len(begins)
    exact, exact_said = ({tuple(document["pages"]) for document in documents} for documents in (true, answered))
    score.counts["exact right"] += len(exact & exact_said)
    score.counts["exact said"] += len(exact_said)
    score.counts["exact true"] += len(exact)
    score.failed += [f"{name} page {page}: a document begins, not seen" for page in sorted(begins - begins_said)]
    score.failed += [f"{name} page {page}: no document begins" for page in sorted(begins_said - begins)]


def _holding(page: int, documents: list[dict[str, Any]]) -> int:
    return next(place for place, document in enumerate(documents) if page in document["pages"])


def _documents(truth: dict[str, Any], answer: dict[str, Any], score: Score, name: str) -> None:
    counts, pages = score.counts, {page["page"]: page for page in truth["pages"]}
    for true in truth["documents"]:
        own = [pages[number] for number in true["pages"]]
        if all(page["blank"] for page in own):
            continue
        document = answer["documents"][_holding(true["pages"][0], answer["documents"])]
        where = f"{name} pages {true['pages']} ({own[0]['channel']}) {true['type']}"
        if all(page["legibility"] == "none" for page in own):
            counts["unreadable"] += 1
            counts["unreadable said"] += document["type"] is None
            continue
        counts["documents"] += 1
        is_right = document["type"] == true["type"]
        counts["type right"] += is_right
        counts["type in three"] += is_right or true["type"] in document["choices"]
        if document["certain"]:
            counts["type certain"] += 1
            counts["type certain right"] += is_right
        if not is_right:
            is_certain = " CERTAIN" if document["certain"] else ""
            score.failed.append(f"{where}: type {document['type']}{is_certain}, title {document['title']}")
        counts["dates right"] += document["date_of_service"] == true["date_of_service"]
        if document["date_certain"]:
            counts["date certain"] += 1
            counts["date certain right"] += document["date_of_service"] == true["date_of_service"]
        if document["date_of_service"] != true["date_of_service"]:
            sure = " CERTAIN" if document["date_certain"] else ""
            score.failed.append(f"{where}: day {document['date_of_service']} for {true['date_of_service']}{sure}")
        if true["author"]:
            counts["authors"] += 1
            counts["authors right"] += _alike(document["author"], true["author"])
        _other(own, document, answer, score, where)


def _other(
    own: list[dict[str, Any]], answered: dict[str, Any], answer: dict[str, Any], score: Score, where: str
) -> None:
    is_other = own[0]["other_person"]
    is_said = answer["pages"][answered["pages"][0] - 1]["other_person"] if answered["pages"] else False
    is_said = answer["pages"][own[0]["page"] - 1]["other_person"] or is_said
    score.counts["others" if is_other else "own"] += 1
    score.counts["others found" if is_other else "own set apart"] += is_said
    if is_other != is_said:
        score.failed.append(f"{where}: {'another person, not seen' if is_other else 'said to be of another person'}")


def _alike(answered: str | None, true: str) -> bool:
    return bool(answered) and {word for word in _words(true) if len(word) > 3} <= set(_words(answered or ""))


def _words(text: str) -> list[str]:
    return "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()


def _origin(document: dict[str, Any], place: int) -> int:
    origin = document["duplicate_of"] if document["duplicate_of"] is not None else document["near"]
    return place if origin is None else int(origin)


def _pairs(groups: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    members: dict[int, list[int]] = {}
    for place, origin in groups:
        members.setdefault(origin, []).append(place)
    return {(member, other) for group in members.values() for member in group for other in group if member < other}


def _is_readable(document: dict[str, Any], pages: list[dict[str, Any]]) -> bool:
    return any(
        pages[number - 1]["legibility"] != "none" and not pages[number - 1]["blank"] for number in document["pages"]
    )


def _copies(
    pages: list[dict[str, Any]], true: list[dict[str, Any]], answered: list[dict[str, Any]], score: Score, name: str
) -> None:
    readable = {place for place, document in enumerate(true) if _is_readable(document, pages)}
    truth = _pairs((place, _origin(document, place)) for place, document in enumerate(true))
    truth = {pair for pair in truth if readable.issuperset(pair)}
    first = {place: document["pages"][0] for place, document in enumerate(true)}
    at = {document["pages"][0]: place for place, document in enumerate(true)}
    said_groups = [
        (
            at.get(document["pages"][0], -place - 1),
            at.get(answered[_origin(document, place)]["pages"][0], -9999 - place),
        )
        for place, document in enumerate(answered)
    ]
    answers = _pairs(said_groups)
    score.counts["copies right"] += len(truth & answers)
    score.counts["copies said"] += len(answers)
    score.counts["copies true"] += len(truth)
    repeats = {
        tuple(sorted((place, document["repeats"])))
        for place, document in enumerate(true)
        if document["repeats"] is not None
    }
    score.counts["repeats"] += len(repeats)
    score.counts["repeats merged"] += len(repeats & answers)
    score.failed += [
        f"{name} pages {[first.get(place) for place in pair]}: copies, not seen" for pair in sorted(truth - answers)
    ]
    score.failed += [
        f"{name} pages {[first.get(place) for place in pair]}: said to be copies" for pair in sorted(answers - truth)
    ]


def _missing(true: list[dict[str, Any]], answered: list[dict[str, Any]], score: Score, name: str) -> None:
    truth = Counter((document["type"], document["date"]) for document in true if document["document"] is None)
    answers = Counter((document["type"], document["date"]) for document in answered if document["document"] is None)
    score.counts["missing right"] += (truth & answers).total()
    score.counts["missing said"] += answers.total()
    score.counts["missing true"] += truth.total()
    score.failed += [f"{name}: {missing} is missing, not said" for missing in (truth - answers)]
    score.failed += [f"{name}: {answer} is said to be missing" for answer in (answers - truth)]


def figures(score: Score) -> dict[str, str]:
    """The figures of the table, by their names."""

    def shown(value: float | None) -> str:
        return "none" if value is None else f"{value:.3f}"

    return {
        "type of document": shown(score.share("type right", "documents")),
        "type, top three": shown(score.share("type in three", "documents")),
        "type shown as certain": shown(score.share("type certain", "documents")),
        "of those right": shown(score.share("type certain right", "type certain")),
        "unreadable said to be so": shown(score.share("unreadable said", "unreadable")),
        "split F1": shown(score.f1("split")),
        "exact documents F1": shown(score.f1("exact")),
        "date of service": shown(score.share("dates right", "documents")),
        "date shown as certain": shown(score.share("date certain", "documents")),
        "of those dates right": shown(score.share("date certain right", "date certain")),
        "author": shown(score.share("authors right", "authors")),
        "copies F1": shown(score.f1("copies")),
        "copied-forward reports merged": f"{score.counts['repeats merged']} of {score.counts['repeats']}",
        "missing, recall": shown(score.share("missing right", "missing true")),
        "missing, precision": shown(score.share("missing right", "missing said")),
        "turned pages righted": shown(score.share("turned righted", "turned")),
        "upright pages turned": f"{score.counts['upright turned']} of {score.counts['upright']}",
        "illegible found": shown(score.share("illegible found", "illegible")),
        "illegible false": shown(score.share("illegible false", "legible")),
        "others' documents found": shown(score.share("others found", "others")),
        "own set apart": shown(score.share("own set apart", "own")),
        "blank found": f"{score.counts['blank found']} of {score.counts['blank']}, {score.counts['blank false']} false",
    }
