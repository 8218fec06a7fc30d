"""Marking again in a process that kills itself at a commit: run by itself, with a URL and when."""

import os
import signal
import sys
from itertools import count

from sqlalchemy import event

from learning.operations.remarking import foresee_remarking, remark
from learning.operations.site import open_site
from tests.storage.conftest import settings_for
from tests.storage.written import CASE


def main(url: str, number: int) -> None:
    """Die as transaction `number` that writes is about to be kept."""
    site = open_site(settings_for(url))
    digest = foresee_remarking(site, CASE).digest
    commits = count(1)

    def die(_: object) -> None:
        if next(commits) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(site.database.engine, "commit", die)
    remark(site, CASE, by="test", digest=digest)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
