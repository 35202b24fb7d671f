"""Addresses of the desk. They hold opaque ids and nothing else of a case."""

from django.urls import path

from evenhand_web.desk import mailroom_views, notice_views, part_views, post_views, queue_views, views
from evenhand_web.desk.absence_view import absence
from evenhand_web.desk.application_view import new_case
from evenhand_web.desk.batch_view import batch
from evenhand_web.desk.bulk_view import bulk
from evenhand_web.desk.correcting import correct
from evenhand_web.desk.cover_view import cover
from evenhand_web.desk.description_view import about
from evenhand_web.desk.document_view import document
from evenhand_web.desk.find_view import find_cases
from evenhand_web.desk.house_view import house
from evenhand_web.desk.missing_view import missing_records
from evenhand_web.desk.omitted_view import omitted
from evenhand_web.desk.oversight_views import panel_figures, panel_supply
from evenhand_web.desk.panel_views import bring, panel, profile
from evenhand_web.desk.paper_views import ask_for_paper, paper
from evenhand_web.desk.publication_views import publication, publications
from evenhand_web.desk.reasons_view import reasons
from evenhand_web.desk.receipt_view import receipt
from evenhand_web.desk.returned_view import returned
from evenhand_web.desk.reviewer_view import reviewer
from evenhand_web.desk.sorting_views import sort_record
from evenhand_web.desk.steps_view import steps_on_list
from evenhand_web.desk.ties_view import ties
from evenhand_web.desk.unsealed_view import unsealed

urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("view", queue_views.queue_view, name="queue_view"),
    path("table.csv", queue_views.queue_table, name="queue_table"),
    path("steps", steps_on_list, name="steps"),
    path("find", find_cases, name="find"),
    path("cases/new", new_case, name="new_case"),
    path("cases/bulk", bulk, name="bulk"),
    path("cases/<slug:ident>", views.case, name="case"),
    path("cases/<slug:ident>/reviewer", reviewer, name="case_reviewer"),
    path("cases/<slug:ident>/about", about, name="about"),
    path("cases/<slug:ident>/house", house, name="house"),
    path("cases/<slug:ident>/ties/<slug:person>", ties, name="ties"),
    path("cases/<slug:ident>/clocks", part_views.clocks, name="case_clocks"),
    path("cases/<slug:ident>/letters", part_views.letters, name="case_letters"),
    path("cases/<slug:ident>/record", part_views.record, name="case_record"),
    path("cases/<slug:ident>/record/missing", missing_records, name="missing_records"),
    path("cases/<slug:ident>/record/sort", sort_record, name="sort_record"),
    path("cases/<slug:ident>/people", part_views.parties, name="case_parties"),
    path("cases/<slug:ident>/docket", part_views.docket, name="case_docket"),
    path("cases/<slug:ident>/docket.jsonl", views.docket_file, name="docket_file"),
    path("cases/<slug:ident>/enter/<slug:kind>", views.enter, name="enter"),
    path("cases/<slug:ident>/correct/<int:number>", correct, name="correct"),
    path("cases/<slug:ident>/notices/<slug:notice>/<int:since>", notice_views.notice, name="notice"),
    path("cases/<slug:ident>/receipt", receipt, name="receipt"),
    path("cases/<slug:ident>/returned/<int:number>", returned, name="returned"),
    path("cases/<slug:ident>/unsealed", unsealed, name="unsealed"),
    path("cases/<slug:ident>/omitted", omitted, name="omitted"),
    path("cases/<slug:ident>/reasons", reasons, name="reasons"),
    path("cases/<slug:ident>/cover/<slug:party>", cover, name="cover_sheet"),
    path("cases/<slug:ident>/news", notice_views.news, name="news"),
    path("publications", publications, name="publications"),
    path("cases/<slug:ident>/publication", publication, name="publication"),
    path("mailroom", mailroom_views.mailroom, name="mailroom"),
    path("mailroom/<slug:item>", mailroom_views.mailroom_item, name="mailroom_item"),
    path("mailroom/<slug:item>/file", mailroom_views.mailroom_file, name="mailroom_file"),
    path("mailroom/<slug:item>/pages/<int:number>.png", mailroom_views.mailroom_page, name="mailroom_page"),
    path("post", post_views.post, name="post"),
    path("post/print/<int:run>", post_views.print_run, name="print_run"),
    path("cases/<slug:ident>/documents/<slug:file>", document, name="document"),
    path("cases/<slug:ident>/documents/<slug:file>/<int:number>", part_views.page, name="document_page"),
    path("cases/<slug:ident>/documents/<slug:file>/<int:number>.png", part_views.image, name="document_image"),
    path("panel", panel, name="panel"),
    path("panel/queue", batch, name="batch"),
    path("panel/figures", panel_figures, name="panel_figures"),
    path("panel/supply", panel_supply, name="panel_supply"),
    path("panel/bring", bring, name="bring"),
    path("panel/<slug:person>/papers", ask_for_paper, name="ask_for_paper"),
    path("panel/<slug:person>/papers/<int:number>", paper, name="paper"),
    path("panel/<slug:person>/absence", absence, name="absence"),
    path("panel/<slug:person>", profile, name="profile"),
]
