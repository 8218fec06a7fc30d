"""Settings and the site, as every command opens them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from learning.operations.site import Site, open_site
from learning.settings import Settings, load_settings


def current_settings() -> Settings:
    """Read the settings from the environment; raises BadSettings."""
    return load_settings(os.environ)


@contextmanager
def opened_site() -> Iterator[Site]:
    """Open the site that the settings name, and let go of it afterwards."""
    site = open_site(current_settings())
    try:
        yield site
    finally:
        site.close()
