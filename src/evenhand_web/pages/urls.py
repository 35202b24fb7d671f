"""Addresses of what the pages of all faces share: files on their way, forms that were kept."""

from django.urls import path

from evenhand_web.pages import upload_views
from evenhand_web.pages.kept_form_view import typed

urlpatterns = [
    path("uploads/", upload_views.all_uploads, name="uploads"),
    path("uploads/<int:upload>/parts/<int:start>", upload_views.one_part, name="upload_part"),
    path("uploads/<int:upload>/whole", upload_views.whole_upload, name="upload_whole"),
    path("uploads/<int:upload>/removed", upload_views.remove_upload, name="upload_removed"),
    path("uploads/kept/<int:kept>/first-page", upload_views.first_page, name="first_page"),
    path("typed/<slug:form>", typed, name="typed"),
]
