"""Tells the outbox who reads a mail."""

from django.contrib.auth.base_user import AbstractBaseUser

from outbox.readers import Reader
from profiles.models import Profile


def reader_of(user: AbstractBaseUser) -> Reader:
    profile = Profile.objects.filter(user_id=user.pk).first()
    return Reader(profile.first_name, profile.time_zone) if profile else Reader()
