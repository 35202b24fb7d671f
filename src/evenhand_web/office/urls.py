"""Addresses of the office. They hold opaque ids and nothing else of a case."""

from django.urls import path

from evenhand_web.office import (
    anchor_views,
    contact_views,
    duplicate_views,
    joining_views,
    need_to_know_views,
    programme_view,
    roster_views,
    talk_views,
    task_views,
    trace_views,
    wording_views,
)

urlpatterns = [
    path("tasks", task_views.tasks, name="tasks"),
    path("tasks/new", task_views.new_task, name="new_task"),
    path("tasks/<slug:task>", task_views.task, name="task"),
    path("calls", talk_views.talks, name="talks"),
    path("calls/new", talk_views.new_talk, name="new_talk"),
    path("trace", trace_views.trace, name="trace"),
    path("trace/export", trace_views.trace_export, name="trace_export"),
    path("anchors", anchor_views.anchors, name="anchors"),
    path("programs", programme_view.programmes, name="programmes"),
    path("emergencies", need_to_know_views.emergencies, name="emergencies"),
    path("unassigned", need_to_know_views.unassigned_cases, name="unassigned"),
    path("cases/<slug:ident>/people", need_to_know_views.case_people, name="case_people"),
    path("cases/<slug:ident>/emergency", need_to_know_views.emergency, name="emergency"),
    path("roster", roster_views.roster, name="roster"),
    path("roster/<int:shift>/end", roster_views.end_shift, name="end_shift"),
    path("wordings", wording_views.wordings, name="wordings"),
    path("wordings/<slug:programme>/<slug:letter>/<slug:language>", wording_views.wording, name="wording"),
    path("cases/<slug:ident>", contact_views.case_office, name="case_office"),
    path("cases/<slug:ident>/calls/new", talk_views.new_talk, name="new_case_talk"),
    path("cases/<slug:ident>/tasks/new", task_views.new_task, name="new_case_task"),
    path("cases/<slug:ident>/parties/<slug:party>", contact_views.contact, name="contact"),
    path("cases/<slug:ident>/alike", duplicate_views.alike_page, name="alike"),
    path("cases/<slug:ident>/alike/<slug:other>", duplicate_views.judge_pair, name="judge"),
    path("cases/<slug:ident>/joining", joining_views.joining_page, name="joining"),
]
