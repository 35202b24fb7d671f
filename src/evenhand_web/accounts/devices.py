"""Devices a person signs in on: a new one is told to the person, and known from then on."""

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from evenhand_web.accounts.machine import device_of, remember_device
from evenhand_web.accounts.models import Person
from evenhand_web.infrastructure.mail import post
from evenhand_web.infrastructure.mail_words import NEW_SIGN_IN


def note_device(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """Write to somebody who has signed in on a device that was not used for their account before; know it from now
    on.
    """
    if not device_of(request, person.email):
        post(f"device:{person.ident}:{get_random_string(12)}", person.email, *NEW_SIGN_IN)
    remember_device(request, response, person.email)
