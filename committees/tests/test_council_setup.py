"""The council's name, look, words, groups and wards."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import Role, User
from audit.models import Entry
from council.models import Council, Group, Ward
from scrutiny.tests.cast import PASSWORD, Cast, user

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">%s</svg>'


@pytest.fixture
def administrator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.administrator)
    return client


def edit_url(section: str = "details") -> str:
    return reverse("workspace:council_edit", args=[section])


def details(**changed: str) -> dict[str, str]:
    return {"name": "Wessexmere County Council", "short_name": "Wessexmere", "version": "1", **changed}


def upload(client: Client, content: bytes, name: str = "logo.svg") -> str:
    """What the page says about the file; nothing when it is taken."""
    response = client.post(reverse("workspace:council_logo"), {"logo": SimpleUploadedFile(name, content)})
    return "" if response.status_code == 302 else response.context["form"].errors["logo"][0]


def png(width: int = 40, height: int = 20) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#1d4f3c").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("who", ["officer", "chair", "member", "other_officer"])
def test_setup_does_not_exist_for_others(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    urls = [
        reverse("workspace:council"),
        edit_url(),
        reverse("workspace:council_logo"),
        reverse("workspace:names", args=["groups"]),
        reverse("workspace:names", args=["wards"]),
    ]

    assert [client.get(url).status_code for url in urls] == [404] * 5
    assert client.post(edit_url(), details(name="Mine")).status_code == 404
    assert Council.objects.get().name == "Wessexmere County Council"


def test_administrator_changes_the_name(administrator: Client, cast: Cast) -> None:
    response = administrator.post(edit_url(), details(name="Harbour District Council"), follow=True)

    assert "Harbour District Council" in response.content.decode()
    council = Council.objects.get()
    assert (council.name, council.version) == ("Harbour District Council", 2)
    entry = Entry.objects.get(verb="edit council")
    assert (entry.actor, entry.detail) == (cast.administrator, {"fields": ["name"]})


def test_monitoring_officer_may_too(client: Client, cast: Cast) -> None:
    client.force_login(cast.monitoring_officer)

    assert client.post(edit_url(), details(address="Shire House")).status_code == 302
    assert Council.objects.get().address == "Shire House"


def test_second_of_two_editors_is_told(administrator: Client) -> None:
    administrator.post(edit_url(), details(address="Shire House"))

    response = administrator.post(edit_url(), details(address="County Hall"))

    assert response.status_code == 409
    assert "Shire House" in response.content.decode()
    assert Council.objects.get().address == "Shire House"


def test_name_is_needed(administrator: Client) -> None:
    response = administrator.post(edit_url(), details(name=" "))

    assert response.context["form"].errors == {"name": ["Enter the name"]}
    assert "<title>Error: " in response.content.decode()


@pytest.mark.parametrize(
    ("ground", "words", "errors"),
    [
        ("#1d4f3c", "#ffffff", {}),
        ("#767676", "#ffffff", {}),
        ("#777777", "#ffffff", {"brand_text_colour"}),
        ("#1d4f3c", "#1d4f3d", {"brand_text_colour"}),
        ("green", "#ffffff", {"brand_colour"}),
    ],
)
def test_colours_must_be_readable(administrator: Client, ground: str, words: str, errors: set[str]) -> None:
    typed = {"brand_colour": ground, "brand_text_colour": words, "version": "1"}

    response = administrator.post(edit_url("colours"), typed)

    assert (set(response.context["form"].errors) if errors else response.status_code) == (errors or 302)


def test_words_are_used_on_pages(administrator: Client, cast: Cast) -> None:
    words = {
        "chair_word": "Chairperson",
        "vice_chair_word": "Deputy",
        "ward_word": "Ward",
        "cooptees_heading": "Co-opted",
        "version": "1",
    }
    administrator.post(edit_url("words"), words)

    page = administrator.get(reverse("workspace:committee", args=[cast.committee.slug]))
    assert "Chairperson" in page.content.decode()


@pytest.mark.parametrize(
    ("content", "kind"), [(png(), "png"), (SVG % b"<path d='M0 0'/>", "svg")], ids=["png", "svg"]
)
def test_logo_is_taken_and_served(administrator: Client, content: bytes, kind: str) -> None:
    assert upload(administrator, content, "whatever.exe") == ""

    response = administrator.get(reverse("council:logo"))
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == {"png": "image/png", "svg": "image/svg+xml"}[kind]
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert Entry.objects.filter(verb="set logo").count() == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PNG or SVG"),
        (b"\xff\xd8\xff\xe0 a photo", "PNG or SVG"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "PNG or SVG"),
        (png()[:60], "damaged"),
        (png(4001, 2), "4000 pixels"),
        (png() + b"\0" * 600_000, "smaller than 512 KB"),
        (SVG % b"<script>alert(1)</script>", "script"),
        (SVG % b"<g onload='alert(1)'/>", "script"),
        (SVG % b"<foreignObject/>", "script"),
        (SVG % b"<a href='java\nscript:alert(1)'/>", "outside"),
        (SVG % b"<image href='https://elsewhere.example/a.png'/>", "outside"),
        (SVG % b"<style>@import 'a.css';</style>", "outside"),
        (SVG % b"<g style='fill: url(https://elsewhere.example/a)'/>", "outside"),
        (b"<?xml-stylesheet href='a.css'?>" + SVG % b"", "outside"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG % b"", "words of its own"),
        ((SVG % b"<script/>").decode().encode("utf-16"), "script"),
    ],
    ids=[str(number) for number in range(17)],
)
def test_bad_logo_is_refused_in_words(administrator: Client, content: bytes, words: str) -> None:
    assert words in upload(administrator, content)
    assert not Council.objects.get().logo


def test_drawing_that_points_inside_itself_is_fine(administrator: Client) -> None:
    drawing = SVG % b"<style>a{fill:url('#x')}</style><use href='#x'/><g fill='url(#x)'/>"
    assert upload(administrator, drawing) == ""


def test_no_file_is_said(administrator: Client) -> None:
    response = administrator.post(reverse("workspace:council_logo"))
    assert response.context["form"].errors == {"logo": ["Choose a file for the logo"]}


def test_logo_is_taken_away(administrator: Client) -> None:
    upload(administrator, png())

    administrator.post(reverse("workspace:council_logo_remove"))

    assert administrator.get(reverse("council:logo")).status_code == 404
    assert Entry.objects.filter(verb="remove logo").exists()


@pytest.mark.parametrize(("kind", "model"), [("groups", Group), ("wards", Ward)])
def test_names_are_added_renamed_and_deleted(
    administrator: Client, kind: str, model: type[Group] | type[Ward]
) -> None:
    administrator.post(reverse("workspace:name_add", args=[kind]), {"name": "Green"})
    made = model._default_manager.get(name="Green")
    administrator.post(reverse("workspace:name", args=[kind, made.pk]), {"name": "Greener"})
    made.refresh_from_db()
    assert made.name == "Greener"

    administrator.post(reverse("workspace:name_delete", args=[kind, made.pk]))

    assert not model._default_manager.filter(pk=made.pk).exists()
    one = "group" if kind == "groups" else "ward"
    verbs = [f"delete {one}", f"rename {one}", f"add {one}"]
    assert [entry.verb for entry in Entry.objects.all()] == verbs


@pytest.mark.parametrize(("kind", "model"), [("groups", Group), ("wards", Ward)])
def test_name_in_use_stays(administrator: Client, kind: str, model: type[Group] | type[Ward]) -> None:
    used = model._default_manager.get()

    response = administrator.post(reverse("workspace:name_delete", args=[kind, used.pk]), follow=True)

    assert "cannot be deleted" in response.content.decode()
    assert model._default_manager.filter(pk=used.pk).exists()
    assert not Entry.objects.exists()


def test_same_name_twice_is_refused(administrator: Client) -> None:
    response = administrator.post(reverse("workspace:name_add", args=["wards"]), {"name": "Harbour"})
    assert response.context["form"].errors == {"name": ["There is one of this name already"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_names_take_the_same_queries(
    administrator: Client, django_assert_max_num_queries: object, rows: int
) -> None:
    for number in range(rows - 1):
        Ward.objects.create(name=f"Ward {number}")
    # The first page of a session writes down when it began.
    administrator.get(reverse("workspace:names", args=["wards"]))
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        administrator.get(reverse("workspace:names", args=["wards"]))


@pytest.fixture
def nothing_yet(db: None) -> User:
    return user("Ada Firstly", Role.ADMINISTRATOR)


def test_first_sign_in_leads_to_the_first_form(client: Client, nothing_yet: User) -> None:
    typed = {"login": nothing_yet.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), typed, follow=True)

    assert response.redirect_chain[-1][0] == edit_url()
    assert "Say first who you are" in response.content.decode()


def test_first_form_makes_the_council(client: Client, nothing_yet: User) -> None:
    client.force_login(nothing_yet)
    assert client.get(edit_url("colours")).status_code == 404

    response = client.post(edit_url(), details(version="0"))

    assert response.status_code == 302
    council = Council.objects.get()
    assert (council.pk, council.name, council.version) == (1, "Wessexmere County Council", 1)
    assert Entry.objects.get().verb == "set up council"


def test_second_of_two_who_set_it_up_is_told(client: Client, nothing_yet: User) -> None:
    client.force_login(nothing_yet)
    client.post(edit_url(), details(version="0"))

    response = client.post(edit_url(), details(version="0", name="Another"))

    assert response.status_code == 409
    assert Council.objects.get().name == "Wessexmere County Council"


def test_pages_work_without_a_council(client: Client, nothing_yet: User) -> None:
    urls = ["home", "committees:committees", "committees:meetings", "council:stylesheet", "account_login"]
    assert [client.get(reverse(url)).status_code for url in urls] == [200] * 5
    client.force_login(nothing_yet)
    urls = ["workspace:committees", "workspace:people", "workspace:accounts", "workspace:texts"]
    assert [client.get(reverse(url)).status_code for url in urls] == [200] * 4
