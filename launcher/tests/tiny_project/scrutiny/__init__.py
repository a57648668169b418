import os
from urllib.parse import unquote, urlsplit


def connection_facts() -> dict[str, str]:
    address = urlsplit(os.environ["DATABASE_URL"])
    host = unquote(address.netloc.partition("@")[2])
    return {"host": host, "user": str(address.username), "dbname": address.path[1:]}
