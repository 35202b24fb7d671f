"""Pages made of the documents of a case. Images and text lie on the shelf, each under a key of its own."""

from django.db import models

from evenhand_web.accounts.models import Person
from evenhand_web.cases.models import Case, CaseDocument
from evenhand_web.infrastructure.models import StoredFile
from evenhand_web.infrastructure.sealed_columns import SealedJson, SealedText


class Reading(models.Model):
    """What the reading of one document gave: its pages, or why there are none.

    `fault` is the reason it cannot be read, as a rule's id; `missing` counts the pages beyond those that were made.
    `text` holds the text of all pages as a JSON list, in their order; None where nothing was read.
    """

    document = models.OneToOneField(CaseDocument, on_delete=models.PROTECT, related_name="reading")
    text = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="text_of")
    pages = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading {self.pk}"


class Page(models.Model):
    """One page of a document: its image (PNG), or, of plain text, none. `fault` says why it cannot be shown.

    `has_text` tells whether the page can be searched: a picture without text cannot.
    """

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="page_set")
    number = models.PositiveIntegerField()
    image = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="image_of")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    has_text = models.BooleanField(default=False)
    fault = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("reading", "number"), name="records_page_place"),)

    def __str__(self) -> str:
        return f"page {self.pk}"


class Sorting(models.Model):
    """How the pages of a document are sorted into papers: as the reader proposed it, and as somebody put it right.

    `values` is what each page gave, kept so that a paper that comes later can be held against them; None where the file
    was not read, and `fault` says why. `version` counts the changes. `apart` and `to_judge` count pages that are set
    apart as another person's, and those of them that nobody has looked at; `unaccepted` counts papers.
    """

    document = models.OneToOneField(CaseDocument, on_delete=models.PROTECT, related_name="sorting")
    values = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="values_of")
    papers = SealedJson(of="document.file", default=dict)
    version = models.PositiveIntegerField(default=1)
    apart = models.PositiveIntegerField(default=0)
    to_judge = models.PositiveIntegerField(default=0)
    unaccepted = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=20, blank=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sorting {self.pk}"


class SortingStep(models.Model):
    """One version of the papers of a document: what was done, by whom (None: by the reader), when, and the papers as
    they were after it. Rows are added and never changed: what a person put right is an example for the next tables.
    """

    sorting = models.ForeignKey(Sorting, on_delete=models.PROTECT, related_name="steps")
    version = models.PositiveIntegerField()
    did = models.CharField(max_length=12)
    papers = SealedJson(of="sorting.document.file", default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("sorting", "version"), name="records_sorting_version"),)

    def __str__(self) -> str:
        return f"step {self.pk}"


class WholeRecord(models.Model):
    """What the record of a case says only when all of it is read together: copies among its papers, and what its
    decisions cite. `files` is how many documents were read for it.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="whole_record")
    content = SealedJson(of="case", default=dict)
    files = models.PositiveIntegerField()
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"whole record {self.pk}"


class KeptFile(models.Model):
    """A file that somebody chose in a form which was not entered, kept for the next try: under what name, and what was
    seen in it beside its pages. Whoever has its `ident` is whom the form was given back to. `first_page` is the picture
    of its first page and `pages` how many it has, where that could be told at once.
    """

    ident = models.CharField(max_length=43, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="kept_as")
    name = SealedText(of="file")
    notes = SealedJson(of="file", default=list)
    pages = models.PositiveIntegerField(null=True)
    first_page = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="first_page_of")
    kept_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"kept file {self.pk}"


class Upload(models.Model):
    """A file that is on its way here in parts: how large it is, how much of it came, and what it is known again by.
    `kept` is what has become of it once all of it was here and pages can be made of it.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    mark = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    kept = models.OneToOneField(KeptFile, on_delete=models.CASCADE, null=True, related_name="upload")
    touched_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"upload {self.pk}"


class UploadPart(models.Model):
    """One part of a file on its way, encrypted on the shelf as every file is; `start` is its first byte in the file."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveBigIntegerField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="part_as")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upload", "start"), name="records_upload_part"),)

    def __str__(self) -> str:
        return f"part {self.pk}"
