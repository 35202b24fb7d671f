"""The reviewer's specialty against the treatments, by the panel's own table of fit."""

import re
from collections.abc import Iterator

from evenhand.audit.anatomy import parts_in
from evenhand.audit.claim import Kind
from evenhand.audit.context import AuditContext
from evenhand.audit.disputed import disputed
from evenhand.audit.drug_table import drug_table
from evenhand.determination.published import PublishedDetermination
from evenhand.finding import Finding
from evenhand.panel.requirements.fit import AreaUnderReview

_TREATMENTS = (
    ("imaging", re.compile(r"\b(?:mri|mra|ct|x-?rays?|arthrogram|ultrasound imaging|radiograph)\b")),
    ("nerve_testing", re.compile(r"\b(?:emg|ncv|ncs|electromyograph\w*|nerve conduction)\b")),
    ("arthroscopy", re.compile(r"\barthroscop\w+")),
    ("injection", re.compile(r"\b(?:injections?|esi|block)\b")),
    ("physical_therapy", re.compile(r"\b(?:physical therapy|physiotherapy|occupational therapy|pt|hand therapy)\b")),
    ("therapies", re.compile(r"\b(?:chiropractic|acupuncture|massage|manipulation|traction)\b")),
    ("durable_equipment", re.compile(r"\b(?:brace|sling|tens|unit|walker|wheelchair|pillow|cane)\b")),
    (
        "open_surgery",
        re.compile(r"\b(?:surgery|fusion|repair|replacement|release|arthroplasty|laminectomy|discectomy)\b"),
    ),
)
_DRUGS = {
    "opioid": "opioids", "muscle relaxant": "muscle_relaxants", "nsaid": "nsaids",
    "proton pump inhibitor": "proton_pump_inhibitors", "anti-epilepsy drug": "anti_epilepsy_drugs",
    "antidepressant": "antidepressants", "benzodiazepine": "benzodiazepines",
    "topical analgesic": "topical_analgesics", "sedative-hypnotic": "sedative_hypnotics",
}  # fmt: skip
_REGIONS = {
    "neck": "neck", "upper_back": "upper_back", "low_back": "low_back", "shoulder": "shoulder", "elbow": "elbow",
    "hand": "wrist_hand", "hip": "hip", "knee": "knee", "foot": "ankle_foot", "head": "head",
}  # fmt: skip


def specialty_fits(letter: PublishedDetermination, context: AuditContext) -> Iterator[Finding]:
    """No line lies wholly outside the areas of the reviewer's specialties, by the panel's table of fit."""
    fit = context.fit
    held = frozenset(part.strip() for part in (letter.specialty or "").split(",") if part.strip())
    if fit is None or not held:
        return
    known = frozenset(
        name for name in map(fit.vocabulary.specialty, held) if any(name in row.specialties for row in fit.areas)
    )
    known_all = {fit.vocabulary.specialty(name) for name in held} <= known
    outside, is_clear = [], _is_far(held)
    for number, treatment in enumerate(letter.treatments):
        area = _area(str(number + 1), disputed(treatment.title or "").lower())
        if area is not None and fit.fit(held, (area,)).score < fit.appropriate:
            outside.append(number + 1)
            is_clear = is_clear or bool(area.region)
    if not outside or len(outside) < len(letter.treatments) or not (known_all or _is_far(held)):
        return
    yield context.claim(
        letter,
        f"The reviewer is certified in {letter.specialty}; by the panel's table of fit that covers no line in dispute "
        f"({fit.caveat or 'approved weights'}).",
        context.reading.part("specialty"),
        against=(context.reading.part("title", outside[0] - 1),),
        lines=tuple(outside),
        kind=Kind.OTHER,
        prompt=None if is_clear else True,
        expected="a certification in an area appropriate to the condition or treatment",
        remedy="Have the review organization state the link, or assign a reviewer of a fitting specialty.",
    )


def _is_far(held: frozenset[str]) -> bool:
    return bool(held) and all(name.lower() in _FAR for name in held)


_FAR = frozenset((
    "psychiatry", "dermatology", "dentistry", "ophthalmology", "psychology", "obstetrics & gynecology", "pediatrics",
    "urology", "allergy & immunology", "otolaryngology", "gastroenterology", "oncology", "radiation oncology",
    "podiatry", "optometry",
))  # fmt: skip
"""Specialties far from bones and joints, where the table of fit has no row for them."""


def _area(line: str, title: str) -> AreaUnderReview | None:
    treatment = next((name for name, pattern in _TREATMENTS if pattern.search(title)), "")
    if not treatment and (named := drug_table().named(title)):
        treatment = _DRUGS.get(named[0][0].drug_class, "")
    regions = [_REGIONS[part] for part in parts_in(title) if part in _REGIONS]
    if not treatment or (not regions and treatment not in _DRUGS.values()):
        return None
    return AreaUnderReview(line=line, treatment=treatment, region=sorted(regions)[0] if regions else "")
