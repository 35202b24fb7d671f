"""A file read on two workers gives the pages that one process gives, in their order."""

import warnings

import pytest

from evenhand.records.page_cluster import BATCH, read_on
from evenhand.records.page_reading import page_values, read_pages
from tests.records.made_files import pdf_of

PAGES = 2 * BATCH + 3


@pytest.mark.filterwarnings("ignore")
def test_two_workers_read_what_one_process_reads() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        distributed = pytest.importorskip("distributed")
        data = pdf_of(*(f"The patient was seen for visit number {number}" for number in range(PAGES)))
        where = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
        with distributed.LocalCluster(host="127.0.0.1", **where) as cluster, distributed.Client(cluster) as client:
            elsewhere = list(read_on(client, data))
    assert elsewhere == list(read_pages(data).values)
    assert [page.number for page in elsewhere] == list(range(1, PAGES + 1))


def test_a_range_of_pages_is_a_function_of_the_bytes_alone() -> None:
    data = pdf_of("The patient was seen today", "and again in a week", "and then released from care")
    whole = tuple(read_pages(data).values)
    assert page_values(data, 2, 3) == whole[1:]
    assert page_values(data, 1, 1) == page_values(data, 1, 1) == whole[:1]
    assert page_values(data, 4, 9) == ()
    assert page_values(b"no pdf at all \x00", 1, 2) == ()
