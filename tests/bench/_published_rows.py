"""Real rows for the benchmark of assignment: published decisions of the State's reviews of health plans.

They belong to another programme than the panel's, and the tables below put them into its words only roughly: what is
measured is the mix of a real queue, not medicine. Without the reading material there are none.
"""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

from evenhand.panel.requirements.fit import AreaUnderReview

_FILE = Path("data") / "dmhc_imr_2001_2016.csv"
_TREATMENTS = {
    "Acute Medical Services": "specialist_evaluation",
    "Alternative Treatment": "acupuncture",
    "Autism Related Treatment": "psychotherapy",
    "Chiropractic": "chiropractic",
    "Dental": "dental_services",
    "Diagnostic Imaging": "imaging",
    "Diagnostic/Physician Evaluation": "specialist_evaluation",
    "Durable Medical Equipment": "durable_equipment",
    "Electrical": "electrical_stimulation",
    "Home Health Care": "home_health",
    "Mental Health Treatment": "psychotherapy",
    "Neurosugery": "spine_surgery",
    "Orthopedic": "arthroscopy",
    "Pain Management": "injection",
    "Pharmacy": "other_analgesics",
    "Rehabilitation Services": "physical_therapy",
}
_OTHER_TREATMENT = "open_surgery"
_DIAGNOSES = {
    "Orthopedic": ("low_back", "musculoskeletal"),
    "Mental": ("mind", "mental_disorder"),
    "Autism": ("mind", "mental_disorder"),
    "Alcohol": ("mind", "substance_use"),
    "Cancer": ("whole_body", "cancer"),
    "Central Nervous": ("head", "nerve"),
    "Infectious": ("whole_body", "infection"),
    "Cardiac": ("chest", "heart_disease"),
    "Respiratory": ("chest", "lung_disease"),
    "Endocrine": ("whole_body", "endocrine"),
    "Digestive": ("abdomen", "digestive"),
    "Skin": ("skin", "skin_disease"),
    "Ears": ("ear", "hearing"),
    "Genitourinary": ("pelvis", "kidney_urinary"),
    "Vision": ("eye", "eye_disease"),
    "Foot": ("ankle_foot", "musculoskeletal"),
    "Trauma": ("knee", "fracture"),
    "Chronic Pain": ("low_back", "chronic_pain"),
    "Dental": ("teeth", "dental"),
}
_OTHER_DIAGNOSIS = ("whole_body", "other")


def published_areas(count: int) -> tuple[tuple[AreaUnderReview, ...], ...]:
    """What so many published decisions were about, begun anew where there are fewer; none without the material."""
    folder = Path(os.environ.get("EVENHAND_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    if not (folder / _FILE).is_file():
        return ()
    rows = tuple(_read(folder / _FILE))
    return tuple((rows[number % len(rows)],) for number in range(count))


def _read(path: Path) -> Iterator[AreaUnderReview]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            treatment, diagnosis = row["Treatment Category"], row["Diagnosis Category"]
            meant = (known for start, known in _TREATMENTS.items() if treatment.startswith(start))
            where = (known for start, known in _DIAGNOSES.items() if diagnosis.startswith(start))
            region, condition = next(where, _OTHER_DIAGNOSIS)
            yield AreaUnderReview(line="1", treatment=next(meant, _OTHER_TREATMENT), region=region, condition=condition)
