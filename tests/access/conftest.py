"""Who looks, and at what."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

ROLES = ("reader", "staff", "annotator", "editor", "superuser")


@pytest.fixture
def sign_in(db, client):
    """A function from a role to a client signed in as somebody of it (a reader is nobody)."""

    def as_role(role: str):
        if role == "reader":
            return client
        user = get_user_model().objects.create_user(
            role, password="right", is_staff=True, is_superuser=role == "superuser"
        )
        if role in ("annotator", "editor"):
            user.groups.add(Group.objects.get(name=role.capitalize()))
        client.force_login(user)
        return client

    return as_role
