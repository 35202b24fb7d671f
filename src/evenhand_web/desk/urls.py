"""Addresses of the desk. They hold opaque ids and nothing else of a case."""

from django.urls import path

from evenhand_web.desk import views
from evenhand_web.desk.document_view import document
from evenhand_web.desk.find_view import find_cases

urlpatterns = [
    path("", views.queue, name="queue"),
    path("find", find_cases, name="find"),
    path("cases/new", views.new_case, name="new_case"),
    path("cases/<slug:ident>", views.case, name="case"),
    path("cases/<slug:ident>/docket", views.docket_file, name="docket_file"),
    path("cases/<slug:ident>/enter/<slug:kind>", views.enter, name="enter"),
    path("cases/<slug:ident>/documents/<slug:file>", document, name="document"),
]
