"""The index of search. Letters with accents are indexed as those without; scrutiny.search.words does the same."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import scrutiny.search.indexed
from django.db import migrations, models

LETTERS = (
    "łŁøØđĐðÐıßÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜ"
    "ĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĲĳĴĵĶķĹĺĻļĽľĿŀŃńŅņŇňŌōŎŏŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžſƠơƯư"
    "ǄǅǆǇǈǉǊǋǌǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǦǧǨǩǪǫǬǭǰǱǲǳǴǵǸǹǺǻȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲ"
    "ȳḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘ"
    "ṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẚẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶ"
    "ặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ'’ʼ`"
)
TAKEN_FOR = (
    "llooddddisAAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyyAaAaAaCcCcCcCcDdEeEeEeEeEeG"
    "gGgGgGgHhIiIiIiIiIIiJjKkLlLlLlLlNnNnNnOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzsOoUu"
    "DDdLLlNNnAaIiOoUuUuUuUuUuAaAaGgKkOoOojDDdGgNnAaAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoY"
    "yAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpR"
    "rRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyasAaAaAaAaAaAaAaAaAaAaAaA"
    "aEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy"
)

FUNCTIONS = f"""
CREATE FUNCTION search_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN translate(words, '{LETTERS.replace("'", "''")}', '{TAKEN_FOR}');

CREATE FUNCTION search_words(title text, words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN setweight(to_tsvector('english'::regconfig, search_plain(title)), 'A')
    || setweight(to_tsvector('english'::regconfig, search_plain(words)), 'B');
"""
BACK = """
DROP FUNCTION search_words(text, text);
DROP FUNCTION search_plain(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("committees", "0012_minutes_resolutions_and_actions"),
    ]

    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.CreateModel(
            name="Due",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_type", models.CharField(max_length=12)),
                ("subject_id", models.BigIntegerField()),
            ],
            options={
                "verbose_name_plural": "due",
                "indexes": [models.Index(fields=["subject_type", "subject_id"], name="search_due_subject")],
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40, unique=True)),
                (
                    "trigrams",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["trigrams"], name="search_words_like")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject_type",
                    models.CharField(
                        help_text="What it was made from, to be made anew with it", max_length=12
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("key", models.CharField(help_text="Which of the rows of its subject it is", max_length=80)),
                ("digest", models.CharField(help_text="Of all that it holds", max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paper", "Page of a paper"),
                            ("item", "Agenda item"),
                            ("meeting", "Meeting"),
                            ("minutes", "Minutes"),
                            ("decision", "Decision"),
                            ("plan", "Forward plan"),
                            ("call_in", "Call-in"),
                            ("topic", "Work programme"),
                            ("committee", "Committee"),
                            ("person", "Councillor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("title", models.TextField()),
                ("text", models.TextField(blank=True)),
                (
                    "page",
                    models.CharField(blank=True, help_text="The number printed on the page", max_length=8),
                ),
                (
                    "place",
                    models.CharField(blank=True, help_text="What its address is made of", max_length=120),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False,
                        help_text="Words of the item that only those may find who may read all of it",
                    ),
                ),
                (
                    "vector",
                    models.GeneratedField(
                        db_persist=True,
                        expression=scrutiny.search.indexed.IndexedWords("title", "text"),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.committee",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.meeting",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        help_text="The version it stands in: whoever may read that may find it",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="committees.paperversion",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "entries",
                "ordering": ["-day", "-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(fields=["vector"], name="search_by_words"),
                    models.Index(fields=["-day", "-id"], name="search_newest_first"),
                    models.Index(
                        condition=models.Q(("kind", "paper"), _negated=True),
                        fields=["-day", "-id"],
                        name="search_newest_things_first",
                    ),
                    models.Index(fields=["committee", "-day"], name="search_by_committee"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject_type", "subject_id", "key"), name="one_search_entry_of_a_key"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_restricted", False), ("item__isnull", False), _connector="OR"
                        ),
                        name="restricted_words_belong_to_an_item",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("page__startswith", "E"), _negated=True),
                            ("version__isnull", False),
                            ("is_restricted", True),
                            _connector="OR",
                        ),
                        name="no_exempt_page_is_for_everybody",
                    ),
                ],
            },
        ),
    ]
