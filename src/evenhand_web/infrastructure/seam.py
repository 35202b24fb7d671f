"""The works' rows as values of the core."""

from evenhand.docket.party import DocumentRef
from evenhand_web.infrastructure.models import StoredFile


def document_ref(file: StoredFile, name: str) -> DocumentRef:
    """A stored file as a docket names it: by its digest, under the given file name."""
    return DocumentRef(sha256=file.sha256, name=name, media_type=file.media_type)
