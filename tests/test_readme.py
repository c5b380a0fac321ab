"""The README's commands work as printed, in a fresh clone with an empty virtual environment."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = re.findall(r"^```sh\n(.+?)\n```", (ROOT / "README.md").read_text("utf-8"), re.M | re.S)
SHEETS = ["blepharospasm", "cervical-dystonia", "cranial-dystonia", "oromandibular-dystonia"]


def test_the_readme_has_two_commands() -> None:
    build, test = COMMANDS
    assert build.endswith("generate.py")
    assert test.endswith("pytest")


@pytest.mark.skipif(
    not (os.environ.get("CI") or os.environ.get("README_COMMANDS")),
    reason="installs everything anew, a minute or two: set README_COMMANDS=1 to run it",
)
@pytest.mark.skipif(sys.platform == "win32", reason="the commands are for a POSIX shell")
def test_the_first_command_makes_every_handout(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git = shutil.which("git")
    assert git, "git is needed to clone"
    subprocess.run([git, "clone", "-q", str(ROOT), str(clone)], check=True)
    bare = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CI")}
    done = subprocess.run(
        ["bash", "-c", COMMANDS[0]],
        cwd=clone,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = sorted(path.name for path in (clone / "output" / "en").glob("*.pdf"))
    assert made == sorted(
        [*(f"{name}-sheet.pdf" for name in SHEETS), "understanding-dystonia-brochure.pdf"]
    )
    for name in made:
        with pikepdf.open(clone / "output" / "en" / name) as pdf:
            pages = 2 if "brochure" in name else 1
            assert len(pdf.pages) == pages, f"{name} has {len(pdf.pages)} pages"
            wide = pdf.pages[0].mediabox[2] > pdf.pages[0].mediabox[3]
            assert wide == ("brochure" in name), f"{name} lies the wrong way"
