"""The content folder on disk as this process last read it: read again where a file changed.

Safe to use from many threads. Knows neither works nor publications.
"""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from learning.content.library import Scan
from learning.operations.drafts import DraftFolder


@dataclass(slots=True)
class Disk:
    """The content folder, or whichever is asked for: a site has one."""

    _folders: dict[Path, DraftFolder] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def scan(self, root: Path) -> Scan:
        """Give what lies in a content folder; the very same object as long as nothing changed."""
        with self._lock:
            folder = self._folders.setdefault(root, DraftFolder(root))
            return folder.scan()
