import psycopg2

from scrutiny import connection_facts

with psycopg2.connect(**connection_facts()) as connection, connection.cursor() as cursor:
    cursor.execute("INSERT INTO starts DEFAULT VALUES")


def application(environ, start_response):
    with psycopg2.connect(**connection_facts()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM starts")
        count = cursor.fetchone()[0]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(count).encode()]
