"""Python and PostgreSQL take words for the same words."""

from __future__ import annotations

from django.db import connection

from scrutiny.search.words import FROM, plain, plain_with_places, tidy


def test_the_database_makes_the_same_of_letters_as_python(db: None) -> None:
    words = f"{FROM} Zoë O’Brien, Łukasz and José met at the Café; ½ of ﬁve: 東"
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_plain(%s)", [words])
        assert cursor.fetchone() == (plain(words),)


def test_every_letter_is_found_in_its_place() -> None:
    text = "Councillor D’Arcy-Müller"
    found, places = plain_with_places(text)
    assert found == "Councillor DArcy-Muller"
    assert "".join(text[place] for place in places) == "Councillor DArcy-Müller"


def test_letters_that_print_as_one_are_taken_apart() -> None:
    assert tidy("The ﬁrst\n of\u00adfice \0") == "The first office"
