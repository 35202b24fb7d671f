"""Addresses of sign-in and account."""

from django.urls import path

from evenhand_web.accounts import passkey_views, people_views, second_factor_views, session_views, views, welcome_views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in", views.sign_in, name="sign_in"),
    path("sign-in/code", second_factor_views.sign_in_code, name="sign_in_code"),
    path("sign-out", views.sign_out, name="sign_out"),
    path("account", views.account, name="account"),
    path("people", people_views.people_list, name="people"),
    path("people/<slug:ident>", people_views.person_page, name="person"),
    path("welcome/<slug:ident>/<str:token>", welcome_views.welcome, name="welcome"),
    path("account/again", passkey_views.prove_again, name="prove_again"),
    path("account/passkeys", passkey_views.passkey_list, name="passkeys"),
    path("account/session", session_views.session_left, name="session_left"),
    path("account/sessions", session_views.session_list, name="sessions"),
    path("account/second-factor", second_factor_views.second_factor, name="second_factor"),
]
