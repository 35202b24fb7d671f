"""Addresses of what the pages of all faces share: files on their way."""

from django.urls import path

from evenhand_web.pages import upload_views

urlpatterns = [
    path("", upload_views.all_uploads, name="uploads"),
    path("<int:upload>/parts/<int:start>", upload_views.one_part, name="upload_part"),
    path("<int:upload>/whole", upload_views.whole_upload, name="upload_whole"),
    path("<int:upload>/removed", upload_views.remove_upload, name="upload_removed"),
    path("kept/<int:kept>/first-page", upload_views.first_page, name="first_page"),
]
