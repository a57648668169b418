"""The pack engine: safe, normal PDF parts in, one PDF out.

It knows bytes, parts and page numbers; it knows no committee, no database and no web request.
Uploads go through `ingest`, our own HTML through `render`, and `splice` puts the results together.
"""
