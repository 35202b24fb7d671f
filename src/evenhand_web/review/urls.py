"""Addresses of the reviewer's pages. They hold opaque ids, ids of documents and numbers of pages."""

from django.urls import path

from evenhand_web.review import draft_views, reading_views, record_views, signing_views, views
from evenhand_web.review.absence_view import away

urlpatterns = [
    path("", views.cases, name="review"),
    path("away", away, name="review_away"),
    path("<slug:ident>", views.file, name="review_file"),
    path("<slug:ident>/oath", views.oath, name="review_oath"),
    path("<slug:ident>/recuse", views.recuse, name="review_recuse"),
    path("<slug:ident>/sign", signing_views.signature, name="review_sign"),
    path("<slug:ident>/checks", signing_views.checks, name="review_checks"),
    path("<slug:ident>/justify", signing_views.justified, name="review_justify"),
    path("<slug:ident>/answer/<int:number>", views.answer, name="review_answer"),
    path("<slug:ident>/find", record_views.find, name="review_find"),
    path("<slug:ident>/seen", reading_views.seen, name="review_seen"),
    path("<slug:ident>/dismiss", reading_views.left_out, name="review_dismiss"),
    path("<slug:ident>/dismiss-group", reading_views.group_left_out, name="review_dismiss_group"),
    path("<slug:ident>/copy", reading_views.copy_asked, name="review_copy"),
    path("<slug:ident>/print/<path:record>", reading_views.printed, name="review_print"),
    path("<slug:ident>/record/<path:record>/<int:number>", record_views.page, name="review_page"),
    path("<slug:ident>/image/<path:record>/<int:number>.png", record_views.image, name="review_image"),
    path("<slug:ident>/save", draft_views.save_typed, name="review_save"),
    path("<slug:ident>/versions", draft_views.versions, name="review_versions"),
    path("<slug:ident>/restore", draft_views.restore_version, name="review_restore"),
    path("<slug:ident>/reuse", draft_views.reuse_reasons, name="review_reuse"),
    path("<slug:ident>/ask", draft_views.ask, name="review_ask"),
]
