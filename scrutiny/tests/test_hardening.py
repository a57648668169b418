"""Headers of every kind of answer, host names, sessions, limits, and files that nobody may see twice."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse

from accounts.rates import FILES
from committees.files import serve_original, serve_pdf
from committees.models import PaperVersion
from committees.papers import clean_name, upload
from launcher.developing import DEPLOYED
from packs.tests.papers import paper
from scrutiny.headers import ALWAYS
from scrutiny.tests.cast import Cast, item, meeting
from scrutiny.tests.census import CENSUS
from scrutiny.tests.census.entry import Kind
from scrutiny.tests.world import coming
from scrutiny.urls import urlpatterns as real_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.trust]


def broken(_request):
    raise RuntimeError("on purpose")


def slow(_request):
    return HttpResponse("found")


urlpatterns = [path("broken/", broken), path("found/", slow, name="found"), *real_patterns]


@pytest.fixture
def exempt(cast: Cast) -> PaperVersion:
    of = item(meeting(cast.committee, coming(40)), "Harbour wall", 1)
    return upload(of, paper(1), name="x.pdf", by=cast.officer).versions.get()


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches["rates"].clear()


ANSWERS = {
    "a page": ("/", 200),
    "a form": ("/accounts/login/", 200),
    "nothing there": ("/nowhere/", 404),
    "a redirect": ("/workspace/", 302),
    "a method that is not allowed": ("/health/", 405),
    "a fault of ours": ("/broken/", 500),
    "data": ("/health/", 200),
    "a stylesheet": ("/council.css", 200),
}


@pytest.mark.urls("scrutiny.tests.test_hardening")
@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_has_the_headers(kind: str, cast: Cast):
    address, status = ANSWERS[kind]
    client = Client(raise_request_exception=False)
    answer = client.delete(address) if status == 405 else client.get(address)
    assert answer.status_code == status
    for name in ALWAYS:
        assert answer.has_header(name), name
    policy = answer["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_foreign_host_is_refused_with_the_headers_too(client: Client, figure):
    answer = client.get("/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert set(ALWAYS) <= set(answer.headers)
    figure(
        "hardening.answers",
        len(ANSWERS) + 1,
        "Kinds of answer with every security header",
        of=len(ANSWERS) + 1,
    )


@override_settings(ALLOWED_HOSTS=["scrutiny.example", "other.example"], SITE_URL="https://scrutiny.example")
def test_links_in_mail_lead_to_the_sites_own_address(client: Client, cast: Cast):
    client.post("/accounts/password/reset/", {"email": cast.officer.email}, HTTP_HOST="other.example")
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert links
    assert all(link.startswith("https://scrutiny.example/") for link in links)


def test_nobody_stays_signed_in_without_doing_anything(client: Client, cast: Cast):
    with time_machine.travel("2026-03-02 09:00+00:00", tick=False) as clock:
        client.force_login(cast.officer)
        assert client.get("/workspace/").status_code == 200
        clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS - 60))
        assert client.get("/workspace/").status_code == 200
        clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS - 60))
        assert client.get("/workspace/").status_code == 200, "it counts from the last page"
        clock.shift(timedelta(seconds=settings.SESSION_IDLE_SECONDS + 60))
        assert client.get("/workspace/").status_code == 302
        assert "signed out because nothing happened" in client.get("/accounts/login/").content.decode()


def test_nobody_stays_signed_in_for_more_than_a_day(client: Client, cast: Cast):
    with time_machine.travel("2026-03-02 07:00+00:00", tick=False) as clock:
        client.force_login(cast.officer)
        for _hour in range(12):
            assert client.get("/workspace/").status_code == 200
            clock.shift(timedelta(hours=1))
        clock.shift(timedelta(minutes=1))
        assert client.get("/workspace/").status_code == 302


def test_cookies_are_for_our_own_pages_only(client: Client, cast: Cast):
    cast.officer.set_password("a long pass phrase")
    cast.officer.save()
    client.post("/accounts/login/", {"login": cast.officer.email, "password": "a long pass phrase"})
    assert set(client.cookies) >= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.urls("scrutiny.tests.test_hardening")
@override_settings(RATE_LIMITS={"searches": (3, 6)})
def test_searching_has_a_limit_for_a_person_and_a_wider_one_for_an_address(
    client: Client, cast: Cast, figure
):
    asked = [client.get("/found/?q=wall", REMOTE_ADDR="10.0.0.1") for _turn in range(60)]
    assert [answer.status_code for answer in asked] == [200] * 6 + [429] * 54
    assert asked[-1]["Retry-After"] == "60"
    assert client.get("/found/?q=wall", REMOTE_ADDR="10.0.0.2").status_code == 200
    assert client.get("/found/", REMOTE_ADDR="10.0.0.1").status_code == 200, "only searches are counted"
    client.force_login(cast.officer)
    assert [client.get("/found/?q=x").status_code for _turn in range(4)] == [200, 200, 200, 429]
    figure(
        "hardening.limits", 3, "Limits that hold at ten times what they allow (sign-in, search, files)", of=3
    )


def test_files_have_a_limit(client: Client, cast: Cast, exempt: PaperVersion):
    client.force_login(cast.officer)
    address = reverse("workspace:paper_file", args=[exempt.pk])
    with override_settings(RATE_LIMITS={"files": (2, 2)}):
        assert [client.get(address).status_code for _turn in range(20)] == [200, 200] + [429] * 18


@pytest.mark.parametrize("down", [False, True])
def test_web_processes_count_together_and_apart_while_redis_is_down(client: Client, down: bool):
    shared = {**settings.SHARED_RATES, "KEY_PREFIX": f"rates-{secrets.token_hex(4)}"}
    if down:
        shared["LOCATION"] = "redis://localhost:1/0"
    changed = {"CACHES": {**settings.CACHES, "rates": shared}, "RATE_LIMITS": {"searches": (2, 2)}}
    with override_settings(ROOT_URLCONF=__name__, **changed):
        assert [client.get("/found/?q=x").status_code for _turn in range(2)] == [200, 200]
        # As another process: with connections and a memory of its own.
        caches["rates_here"].clear()
        del caches["rates"]
        assert client.get("/found/?q=x").status_code == (200 if down else 429)


def test_every_address_that_answers_with_a_file_is_counted():
    files = {entry.name.partition(":")[2] for entry in CENSUS if entry.kind == Kind.FILE}
    assert {name for name in files if not FILES.search(name)} <= {"logo"}


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "10/m/ip,5/300s/key"})
def test_sign_in_has_a_limit(client: Client, cast: Cast):
    words = {"login": cast.officer.email, "password": "wrong"}
    answers = [client.post("/accounts/login/", words).content.decode() for _turn in range(8)]
    assert "Too many failed" in answers[-1]
    assert "Too many failed" not in answers[2]


def test_signing_out_leaves_nothing_in_the_browser(client: Client, cast: Cast):
    client.force_login(cast.officer)
    assert not client.get("/accounts/logout/").has_header("Clear-Site-Data")
    assert client.post("/accounts/logout/")["Clear-Site-Data"] == '"cache", "storage"'


def test_a_post_without_its_token_is_refused(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.officer)
    answer = client.post(reverse("workspace:meeting_add"), {})
    assert answer.status_code == 403


def test_a_restricted_file_is_never_answered_from_memory(client: Client, cast: Cast, exempt: PaperVersion):
    """Who may read is asked first, and there is nothing by which a browser could ask whether it has changed."""
    address = reverse("workspace:paper_file", args=[exempt.pk])
    asking = {"If-None-Match": "*", "If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"}
    client.force_login(cast.other_officer)
    assert client.get(address, headers=asking).status_code == 404
    client.force_login(cast.officer)
    answer = client.get(address, headers=asking)
    assert answer.status_code == 200
    assert not answer.has_header("ETag")
    assert not answer.has_header("Last-Modified")
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.pdf"', answer["Content-Disposition"])


@override_settings(X_ACCEL_PREFIX="/protected/")
def test_behind_nginx_a_file_is_named_and_not_sent(client: Client, cast: Cast, exempt: PaperVersion):
    # An exempt one carries the reader's name, so that it is no file on the disk.
    PaperVersion.objects.filter(pk=exempt.pk).update(classification="public")
    address = reverse("workspace:paper_file", args=[exempt.pk])
    client.force_login(cast.other_officer)
    assert not client.get(address).has_header("X-Accel-Redirect")
    client.force_login(cast.officer)
    answer = client.get(address, headers={"Range": "bytes=0-9"})
    assert answer.status_code == 200, "nginx answers the range"
    assert unquote(answer["X-Accel-Redirect"]) == f"/protected/{exempt.pdf.name}"
    assert answer.content == b""
    assert answer["Cache-Control"] == "private, no-store"


@override_settings(X_ACCEL_PREFIX="/protected/")
def test_behind_nginx_what_is_not_in_the_store_is_sent_by_ourselves(rf: RequestFactory):
    answer = serve_pdf(rf.get("/"), ContentFile(b"%PDF-1.7", name="../x.pdf"), name="x.pdf", restricted=True)
    assert not answer.has_header("X-Accel-Redirect")
    assert b"".join(answer) == b"%PDF-1.7"


ODD_NAMES = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "a\r\nSet-Cookie: x=1.pdf",
    "a\0.pdf",
    "\u202efdp.exe",
    'a".pdf',
]


@pytest.mark.parametrize("name", [*ODD_NAMES, "x" * 900])
def test_the_name_of_an_upload_leads_nowhere(name: str, rf: RequestFactory):
    kept = clean_name(name)
    assert not set("/\\\r\n\0\u202e") & set(kept)
    assert len(kept) <= 200
    stored = default_storage.save("uploads/x.original", ContentFile(b"x"))
    header = serve_original(default_storage.open(stored), name=kept)["Content-Disposition"]
    assert header.startswith("attachment")
    assert not set("\r\n\0") & set(header)


def test_the_settings_of_a_real_site_pass_djangos_own_check():
    environment = {**os.environ, **DEPLOYED}
    # Only for the browser tests.
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
