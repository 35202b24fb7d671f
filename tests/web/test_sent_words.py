"""Words that are too long for their field are refused whole and given back: nothing is cut off in silence."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from evenhand_web.diary.models import Task
from evenhand_web.diary.tasks import raise_task
from evenhand_web.pages.sent_words import TooLongError, sent_words
from evenhand_web.reviewing.models import Refusal
from tests.web.cast import browser_of, new_case
from tests.web.review_cast import a_reviewer, under_review

Clock = Callable[[dt.datetime], None]


def test_the_end_of_a_line_counts_once_as_in_the_browser() -> None:
    assert sent_words({"reason": " one\r\ntwo "}, "reason", 7) == "one\ntwo"
    assert sent_words({}, "reason", 7) == ""
    with pytest.raises(TooLongError) as refused:
        sent_words({"reason": "one\r\ntwo."}, "reason", 7)
    assert (refused.value.words, refused.value.most) == ("one\ntwo.", 7)


def test_what_is_too_long_is_not_saved_and_given_back(sqlite_store: str, moment: Clock, shelf_folder: Path) -> None:
    case = under_review(person := a_reviewer())
    reason = "A tie that takes long to tell. " * 70
    answer = browser_of(person).post(f"/review/{case.ident}/recuse", {"reason": reason})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason.strip() in page
    assert f"{len(reason.strip())} characters; this field takes 2000" in page
    case.refresh_from_db()
    assert case.entries.order_by("-number")[0].kind != "reviewer_recused"
    assert not Refusal.objects.exists()


def test_a_task_that_cannot_hold_its_words_says_so(sqlite_store: str, moment: Clock) -> None:
    case, day = new_case(), dt.timedelta(days=1)
    whole = raise_task("whole", Task.Kind.OTHER, "w" * 1000, day, case)
    more = raise_task("more", Task.Kind.OTHER, "w" * 1001, day, case)
    assert whole.words == "w" * 1000
    assert (len(more.words), more.words[-1]) == (1000, ")")
    assert "look at the case" in more.words
