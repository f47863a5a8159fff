"""Who is refused before any view is asked: people get a page, programs JSON."""

import pytest
from django.test import Client

ADDRESS = "/admin/articles/article/"


@pytest.mark.django_db
class TestNobodySignedIn:
    @pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*", "", "image/png"])
    def test_people_are_led_to_the_login(self, client, accept):
        answer = client.get(ADDRESS, headers={"accept": accept})
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/admin/login/?next={ADDRESS}"

    @pytest.mark.parametrize(
        "accept", ["application/json", "application/json, */*", "text/html;q=0.5, application/json"]
    )
    def test_programs_are_told(self, client, accept):
        answer = client.get(ADDRESS, headers={"accept": accept})
        assert answer.status_code == 401
        assert answer.json() == {
            "error": "signed_out",
            "message": "You are not signed in; nothing was saved.",
        }


@pytest.mark.django_db
class TestWithoutOurToken:
    def post(self, **headers):
        return Client(enforce_csrf_checks=True).post("/admin/login/", headers=headers)

    def test_people_get_the_page(self):
        answer = self.post()
        assert answer.status_code == 403
        assert "The form was not accepted" in answer.text

    def test_programs_are_told(self):
        answer = self.post(accept="application/json")
        assert answer.status_code == 403
        assert answer.json()["error"] == "csrf"
