"""What the site tells browsers, and whom it lets in."""

import pytest
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from archive_site.client_address import client_address


@login_not_required
def for_everyone(request):
    return HttpResponse("for everyone")


def forgotten(request):
    return HttpResponse("nobody said who may see this")


urlpatterns = [
    path("everyone/", for_everyone),
    path("forgotten/", forgotten),
    path("admin/", admin.site.urls),
]


@pytest.mark.urls("tests.archive_site.test_security")
class TestWhoMaySee:
    def test_a_view_that_does_not_say_it_is_public_asks_for_a_login(self, client):
        answer = client.get("/forgotten/")
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/admin/login/?next=/forgotten/"

    def test_a_readers_page_neither_touches_the_session_nor_sets_a_cookie(self, client):
        client.cookies["sessionid"] = "something an editor's browser still sends"
        answer = client.get("/everyone/")  # without the db mark, any query is an error
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Vary" not in answer.headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/login/", "/no-such-page/"])
def test_the_same_strict_headers_are_on_every_kind_of_page(client, address):
    headers = client.get(address).headers
    policy = headers["Content-Security-Policy"]
    directives = {words[0]: words[1:] for words in map(str.split, policy.split(";"))}
    assert directives == {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
class TestWrongPasswords:
    """Five for one name from one address, and that pair must wait."""

    @pytest.fixture(autouse=True)
    def counting(self, settings, django_user_model):
        settings.AXES_ENABLED = True
        django_user_model.objects.create_user("ada", password="right", is_staff=True)
        django_user_model.objects.create_user("bob", password="right", is_staff=True)

    def sign_in(self, name, password, address="192.0.2.1"):
        return Client(REMOTE_ADDR=address).post(
            "/admin/login/", {"username": name, "password": password}
        )

    def test_lock_with_a_readable_page(self):
        for _ in range(4):
            assert self.sign_in("ada", "wrong").status_code == 200
        locked = self.sign_in("ada", "wrong")
        assert locked.status_code == 429
        assert "Too many attempts" in locked.text
        assert "failed sign-ins for “ada”" in locked.text
        assert "Content-Security-Policy" in locked.headers
        assert self.sign_in("ada", "right").status_code == 429

    def test_lock_nobody_else(self):
        for _ in range(6):
            self.sign_in("ada", "wrong")
        assert self.sign_in("bob", "right").status_code == 302
        assert self.sign_in("ada", "right", address="192.0.2.2").status_code == 302

    def test_are_forgotten_after_a_right_one(self):
        for _ in range(3):
            for _ in range(4):
                self.sign_in("ada", "wrong")
            assert self.sign_in("ada", "right").status_code == 302


class TestClientAddress:
    def of(self, peer, forwarded=None):
        headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
        return client_address(RequestFactory().get("/", REMOTE_ADDR=peer, **headers))

    @pytest.mark.parametrize("proxy", ["127.0.0.1", "::1", ""])
    def test_a_proxy_on_this_machine_is_believed_about_its_own_entry_only(self, proxy):
        assert self.of(proxy, "198.51.100.7, 192.0.2.1") == "192.0.2.1"

    def test_a_stranger_is_not_believed(self):
        assert self.of("192.0.2.9", "198.51.100.7") == "192.0.2.9"

    @pytest.mark.parametrize("trusted", ["10.0.0.0/8", "10.1.2.3", "10.9.9.9,10.1.2.3", "*"])
    def test_further_proxies_are_named_as_for_gunicorn(self, monkeypatch, trusted):
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", trusted)
        assert self.of("10.1.2.3", "192.0.2.1") == "192.0.2.1"

    @pytest.mark.parametrize("nonsense", ["", "unknown", "a, b", "192.0.2.1, "])
    def test_nonsense_is_not_an_address(self, nonsense):
        assert self.of("127.0.0.1", nonsense) == "127.0.0.1"


@pytest.mark.parametrize("address", ["/articles/?q=%2B2AA-", "/articles.csv?publisher=%2B2AA-"])
def test_no_request_chooses_its_own_encoding(address, db, client):
    answer = client.get(address, CONTENT_TYPE="text/plain; charset=utf-7")
    assert answer.status_code in (200, 400)
    plain = client.get(address)
    assert (answer.status_code, answer.getvalue()) == (plain.status_code, plain.getvalue())
