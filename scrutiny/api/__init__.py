"""What is published, as JSON: read-only, for everybody, through the querysets of the public pages."""
