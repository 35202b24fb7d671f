"""A record as JSON shows it: the shape that `evenhand records read` prints."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from evenhand.records.record import CitedDocument, FileReading, RecordDocument


def shown(files: Sequence[FileReading]) -> dict[str, Any]:
    """The record as plain values, days as ISO text, pages counted from 1."""
    return {"files": [_file(file) for file in files]}


def _file(file: FileReading) -> dict[str, Any]:
    others = {page for document in file.documents if document.is_other_person for page in document.pages}
    return {
        "file": file.file,
        "pages": [
            {
                "page": page.number,
                "rotation": page.rotation,
                "legibility": page.legibility.value,
                "text_from": page.text_from.value,
                "blank": page.blank,
                "other_person": page.number in others,
            }
            for page in file.pages
        ],
        "documents": [_document(document) for document in file.documents],
        "cited": [_cited(citation) for citation in file.cited],
    }


def _document(document: RecordDocument) -> dict[str, Any]:
    return {
        "pages": list(document.pages),
        "type": document.type,
        "choices": list(document.choices),
        "certain": document.is_certain,
        "title": document.title,
        "author": document.author,
        "author_role": document.author_role,
        "date_of_service": _day(document.date_of_service),
        "date_certain": document.is_date_certain,
        "report_date": _day(document.report_date),
        "duplicate_of": document.duplicate_of,
        "near": document.near,
    }


def _cited(citation: CitedDocument) -> dict[str, Any]:
    return {
        "type": citation.type,
        "author": citation.author,
        "date": _day(citation.day),
        "on_page": citation.on_page,
        "document": citation.document,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
