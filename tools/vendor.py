"""Refreshes the third-party files in `static/vendor/` and checks that they are what they say.

`vendor.json` there lists each package, its version, its licence and each file's SHA-256. It knows
nothing of the product. `python tools/vendor.py` checks, `--refresh` fetches through `npm pack` and
writes the checksums, so a change of version is one line in the list and one command. A package with
`bundle` is made one file out of several: that folder pins them, by version and integrity.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NotRequired, TypedDict

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
BUNDLED, LICENCES = "bundle.js", "LICENCES.txt"


class Copied(TypedDict):
    """One file of a package: where it lies here and its checksum."""

    to: str
    sha256: str


class Package(TypedDict):
    """One third-party package as `vendor.json` lists it; `files` maps its path to ours."""

    name: str
    version: str
    licence: str
    why: str
    files: dict[str, Copied]
    bundle: NotRequired[str]


def read_list(folder: Path) -> list[Package]:
    """The packages listed in the folder's `vendor.json`."""
    packages: list[Package] = json.loads((folder / "vendor.json").read_text("utf-8"))
    return packages


def find_faults(folder: Path) -> list[str]:
    """What is wrong, one line a file: missing, altered, or present but not listed."""
    listed = {
        item["to"]: item["sha256"] for pack in read_list(folder) for item in pack["files"].values()
    }
    own = {"vendor.json", "VENDOR.md", "nhsuk-frontend/LICENCE.txt"}
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - own
    faults = [f"{name}: not in vendor.json" for name in sorted(present - set(listed))]
    faults += [f"{name}: missing" for name in sorted(set(listed) - present)]
    for name in sorted(present & set(listed)):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != listed[name]:
            faults.append(f"{name}: differs from its checksum")
    return faults


def fetch(package: Package, folder: Path) -> None:
    """Copy the listed files out of the packed package and note their checksums in `package`."""
    with tempfile.TemporaryDirectory() as work:
        name = f"{package['name']}@{package['version']}"
        command = ["npm", "pack", name, "--silent", "--ignore-scripts", "--pack-destination", work]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(work).glob("*.tgz")
        with tarfile.open(archive) as packed:
            for source, item in package["files"].items():
                member = packed.extractfile(f"package/{source}")
                if member is None:
                    raise FileNotFoundError(f"{name} has no file {source}")
                item["sha256"] = write_file(folder / item["to"], member.read())


def bundle(package: Package, folder: Path) -> None:
    """Make one module of the packages that a folder pins, with the licences of all of them."""
    pinned = ROOT / package.get("bundle", "")
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        shutil.copytree(pinned, work, dirs_exist_ok=True)
        install = ["npm", "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(install, cwd=work, check=True, stdout=subprocess.DEVNULL)
        pack = ["npx", "esbuild", "index.js", "--bundle", "--format=esm", "--minify"]
        options = ["--target=es2022", "--legal-comments=none", "--charset=utf8"]
        subprocess.run([*pack, *options, f"--outfile={BUNDLED}"], cwd=work, check=True)
        contents = {
            BUNDLED: (work / BUNDLED).read_bytes(),
            LICENCES: gather_licences(work).encode(),
        }
    for source, item in package["files"].items():
        item["sha256"] = write_file(folder / item["to"], contents[source])


def gather_licences(work: Path) -> str:
    """Give the licence of every package that is in a bundle, with its name and version."""
    lock = json.loads((work / "package-lock.json").read_text("utf-8"))
    parts = []
    for place, entry in sorted(lock["packages"].items()):
        if place and not entry.get("dev") and not entry.get("optional"):
            name, text = place.split("node_modules/")[-1], (work / place / "LICENSE").read_text()
            parts.append(f"{name} {entry['version']}\n\n{text.strip()}\n")
    return f"\n{'-' * 72}\n\n".join(parts)


def write_file(path: Path, content: bytes) -> str:
    """Write the bytes and return their SHA-256; the line naming a source map is cut."""
    if path.suffix == ".js":
        content = content.split(b"//# sourceMappingURL=")[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def main() -> int:
    """Check, after a refresh if asked for one; 1 when a file is not as listed."""
    parser = argparse.ArgumentParser(description="Check or refresh static/vendor/")
    told = "fetch and make every listed file again"
    parser.add_argument("--refresh", action="store_true", help=told)
    if parser.parse_args().refresh:
        packages = read_list(VENDOR)
        for package in packages:
            (bundle if "bundle" in package else fetch)(package, VENDOR)
        text = json.dumps(packages, indent=2) + "\n"
        (VENDOR / "vendor.json").write_text(text, "utf-8")
    faults = find_faults(VENDOR)
    print("\n".join(faults) or "static/vendor/ is as listed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
