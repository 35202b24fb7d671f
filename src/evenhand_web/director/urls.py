"""Addresses of release."""

from django.urls import path

from evenhand_web.director import views
from evenhand_web.director.correction_view import correction
from evenhand_web.director.supplement_view import supplement

urlpatterns = [
    path("", views.queue, name="release_queue"),
    path("<slug:ident>", views.determination, name="release_case"),
    path("<slug:ident>/correct", correction, name="release_correction"),
    path("<slug:ident>/supplement", supplement, name="release_supplement"),
    path("<slug:ident>/back", views.back, name="release_back"),
    path("<slug:ident>/issue", views.issue, name="release_issue"),
    path("<slug:ident>/compare/<int:before>/<int:after>", views.compare, name="release_compare"),
]
