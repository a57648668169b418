import os
import subprocess
from urllib.parse import urlsplit

from celery import Celery

app = Celery("scrutiny", broker="redis+socket://" + urlsplit(os.environ["REDIS_URL"]).path)


@app.task
def run_a_program(*command: str) -> None:
    subprocess.run(command)
