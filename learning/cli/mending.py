"""`learning check --fix`: writes what was repaired back into the files, each whole or not at all.

Knows how files are written safely, not what is mended in them.
"""

import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from errno import EACCES, EAGAIN
from functools import partial
from pathlib import Path

from learning.content.beside import Beside
from learning.content.fixing import Mended, mend_file
from learning.operations.children import Broken, run_apart


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to mend."""

    path: str
    raw: bytes


def _mend(beside: Beside, job: _Job) -> Mended:
    return mend_file(job.path, job.raw, beside)


def mend_files(root: Path, files: Mapping[str, bytes], beside: Beside) -> bool:
    """Mend files by their path from the root, and say what was done to each; False if one resists.

    A file that cannot be read whole within the limits is left alone: the check says what it has.
    """
    jobs = [_Job(path, raw) for path, raw in sorted(files.items())]
    written = True
    for job, mended in zip(jobs, run_apart(partial(_mend, beside), jobs), strict=True):
        if not isinstance(mended, Broken) and mended.fixes:
            written &= _write(root / job.path, job.raw, mended)
    return written


def _write(file: Path, before: bytes, mended: Mended) -> bool:
    name = Path(os.path.relpath(file)).as_posix()
    try:
        replace_file(file, before, mended.raw)
    except OSError as error:
        count = len(mended.fixes)
        said = f"{name} cannot be mended ({count} place{'s' * (count != 1)}): {error.strerror}"
        print(f"learning check: {said}", file=sys.stderr)
        return False
    for fix in mended.fixes:
        print(f"{name}:{fix.line}: mended: {fix.said}", file=sys.stderr)
    return True


def replace_file(file: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's, all at once, with its mode kept.

    Raises OSError, also when the file is write-protected or no longer holds what was read.
    """
    target = file.resolve()
    mode = stat.S_IMODE(target.stat().st_mode)
    if not mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise OSError(EACCES, "it is write-protected")
    if target.read_bytes() != before:
        raise OSError(EAGAIN, "it was changed meanwhile; check again")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
