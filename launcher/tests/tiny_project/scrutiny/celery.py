import os
import time
from urllib.parse import urlsplit

from celery import Celery

socket = urlsplit(os.environ["REDIS_URL"]).path
app = Celery("scrutiny", broker=f"redis+socket://{socket}")


@app.task
def busy() -> None:
    time.sleep(60)
