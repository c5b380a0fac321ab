"""The output folder may hold what it wants: damaged books, foreign files, links."""

from __future__ import annotations

import errno
import io
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from small import ALL, BROCHURE, CERVICAL, SHEETS, Run, edit, write
from test_robust import DAY, TODAY, made

from handouts.build import build, files, records
from handouts.build.plan import Refused, Selection
from handouts.build.report import BUILT, UNCHANGED
from handouts.build.status import status
from handouts.digest import digest

# --- the output folder ------------------------------------------------------------------


def sealed(text: str) -> str:
    return f"{records.FORMAT} {digest(text.encode())}\n{text}"


DAMAGE = {
    "empty": "",
    "no JSON": "no JSON",
    "wrong seal": '1 0\n{"outputs": 3}',
    "deep": "[" * 200_000,
    "sealed, a list": sealed("[]"),
    "sealed, deep": sealed("[" * 200_000),
    "sealed, wrong groups": sealed('{"catalogs": [], "outputs": 5}'),
    "sealed, another's": sealed('{"catalogs": {"astr/en": {}}, "outputs": {"en/x.pdf": {}}}'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("both", [False, True], ids=["state", "state and manifest"])
def test_damaged_books_mean_a_full_build_and_nothing_worse(
    root: Path, run: Run, damage: str, both: bool
) -> None:
    made(root, "cervical-dystonia")
    write(root, "output/.state.json", damage)
    if both:
        write(root, "output/manifest.json", damage)
    assert run("explain", "cervical-dystonia")[0] == 0
    assert made(root).outputs(BUILT) == ALL
    assert made(root).outputs(UNCHANGED) == ALL


def damaged(value: Any, wrong: Any) -> Any:
    """Every way to put `wrong` in the place of one thing in plain data."""
    if isinstance(value, dict):
        for name in value:
            for one in (wrong, *damaged(value[name], wrong)):
                yield {**value, name: one}
    elif isinstance(value, list):
        for index in range(len(value)):
            for one in (wrong, *damaged(value[index], wrong)):
                yield [*value[:index], one, *value[index + 1 :]]


def test_no_wrong_value_in_sealed_books_is_a_traceback(root: Path) -> None:
    """A later program may keep the form and change what it holds."""
    edit(root, CERVICAL, "review_by: 2028-11-22", "review_by: 2027-01-01")  # a warning to keep
    made(root, "cervical-dystonia")
    state = root / "output/.state.json"
    data = json.loads(state.read_text("utf-8").partition("\n")[2])
    record = data["outputs"][SHEETS[1]]
    record["inputs"] = dict(list(record["inputs"].items())[:2])
    catalog = data["catalogs"]["astr/en"]
    catalog["entries"] = catalog["entries"][1:2]
    for name in ("inputs", "editions"):
        catalog["entries"][0][name] = catalog["entries"][0][name][:2]
    for wrong in (None, 5, [], {}, ["x"], {"x": 1}):
        for spoiled in damaged(data, wrong):
            state.write_text(sealed(json.dumps(spoiled)), "utf-8")
            with suppress(Refused):  # it may say that there is no such handout
                build.explain(status(root, Selection(("cervical-dystonia",)), TODAY))


def test_nothing_outside_the_output_folder_is_removed(root: Path) -> None:
    made(root)
    state = root / "output/.state.json"
    data = json.loads(state.read_text("utf-8").partition("\n")[2])
    victims = ["content/keep.pdf", "keep.pdf", "output/.hidden/keep.pdf"]
    outside = root.parent / "outside"
    outside.mkdir()
    (root / "output/link").symlink_to(outside)
    write(outside, "keep.pdf", "mine")
    for name in victims:
        write(root, name, "mine")
    record = {**data["outputs"][SHEETS[0]], "inputs": {"content/en/types/gone.yaml": "x"}}
    names = ["../content/keep.pdf", "../keep.pdf", ".hidden/keep.pdf", "link/keep.pdf",
             "en/../../keep.pdf", "..\\keep.pdf", str(root / "keep.pdf")]  # fmt: skip
    data["outputs"].update(dict.fromkeys(names, record))
    state.write_text(sealed(json.dumps(data)), "utf-8")
    report = made(root, prune=True)
    assert all((root / name).is_file() for name in victims)
    assert (outside / "keep.pdf").is_file()
    assert set(report.removed) <= {"link/keep.pdf"}


def test_a_folder_left_empty_goes_with_its_last_file(root: Path) -> None:
    write(root, "content/brands/second.yaml", (root / "content/brands/astr.yaml").read_text())
    build.build(root, Selection(brands=("all",)), today=TODAY, workers=1)
    assert (root / "output/second/en").is_dir()
    (root / "content/brands/second.yaml").unlink()
    assert len(made(root, prune=True).removed) == len(ALL)
    assert not (root / "output/second").exists()
    assert (root / "output/en").is_dir()


def test_a_half_written_file_is_swept_and_others_are_left_alone(root: Path) -> None:
    half = f"output/en/.{'a1' * 16}.tmp"
    write(root, half, "half")
    write(root, "output/en/.mine.tmp", "mine")
    made(root)
    assert not (root / half).exists()
    assert (root / "output/en/.mine.tmp").exists()
    write(root, half, "half")
    made(root)
    assert not (root / half).exists(), "also where nothing is to be made"


def test_a_file_in_the_way_of_a_temporary_one_is_not_written_through(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "urandom", lambda count: b"\x01" * count)
    victim = root / "victim"
    victim.write_text("mine")
    (root / "output").mkdir()
    (root / "output" / f".{'01' * 16}.tmp").symlink_to(victim)
    with pytest.raises(files.CannotWrite):
        files.write(root, "output/x.pdf", b"%PDF")
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
def test_where_nothing_may_be_written_looking_is_no_fault(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    run()

    def refuse(*_: object, **__: object) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "_opened", refuse)
    monkeypatch.setattr(os, "replace", refuse)
    code, shown, errors = run()
    assert shown.startswith("Nothing changed: 5 files up to date.")
    assert (code, errors) == (0, "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(DAY) + 86_400))  # then it reads all again
    assert run()[0] == 0
    edit(root, CERVICAL, "\nlead: ", "\nlead: Now ")
    code, _, errors = run()
    assert "could not be written: the folder is read-only." in errors or "another user" in errors
    assert code == 3


def test_somebody_elses_lock_is_named(
    root: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "output/.lock", "")

    def refuse(*_: object) -> Any:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "_opened", refuse)
    code, _, errors = run()
    assert errors.startswith("output/.lock belongs to another user")
    assert code == 3


def test_a_file_where_a_folder_should_be_is_named(root: Path, run: Run) -> None:
    write(root, "output", "a file")
    code, _, errors = run()
    assert errors == (
        "output could not be written: there is a file where a folder should be, or a folder where "
        "the file should be. Rename it or move it away.\n"
    )
    assert code == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
@pytest.mark.parametrize(
    "name", [".state.json", "manifest.json", SHEETS[0], ".previews/last-build.json", ".lock"]
)
def test_a_pipe_in_the_output_folder_is_not_waited_for(root: Path, run: Run, name: str) -> None:
    run()
    run("catalogue")
    (root / "output" / name).unlink(missing_ok=True)
    os.mkfifo(root / "output" / name)
    assert run("explain")[0] == 0
    code, _, errors = run()
    assert (code, errors) == (0, "")
    assert run("catalogue")[0] == 0


def test_a_folder_where_a_file_should_be_costs_that_file_only(root: Path, run: Run) -> None:
    (root / "output" / SHEETS[0]).mkdir(parents=True)
    code, shown, errors = run()
    assert f"output/{SHEETS[0]} could not be written: there is a file where" in errors
    assert "4 built, 0 unchanged, 1 failed." in shown
    assert code == 3


# --- files that somebody else put into the output folder -----------------------------------


def test_files_that_cannot_be_checked_are_told(root: Path, run: Run) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        locked = io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    (root / "output/en/folder.pdf").mkdir(parents=True)
    (root / "output/en/locked.pdf").write_bytes(locked.getvalue())
    code, shown, errors = run("check", "--pdf", "cervical-dystonia")
    assert "output/en/folder.pdf: expected a file, found a folder" in errors
    assert "output/en/locked.pdf: PDF/A-2 6.1.3: the file is locked with a password" in errors
    assert "fails output/en/locked.pdf" in shown
    assert code == 1
    code, shown, _ = run("check", "--pdf", "--json", "cervical-dystonia")
    assert json.loads(shown)["pdf"]["output/en/locked.pdf"] == "fails"


@pytest.mark.parametrize("spoil", ["cut", "locked", "empty"])
def test_a_damaged_file_is_left_out_of_the_catalogue(root: Path, run: Run, spoil: str) -> None:
    run()
    path = root / "output" / SHEETS[1]
    if spoil == "cut":
        path.write_bytes(path.read_bytes()[:200])
    elif spoil == "empty":
        path.write_bytes(b"")
    else:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    code, shown, errors = run("catalogue")
    assert errors.startswith(f"output/{SHEETS[1]}: cannot be shown: it is not a whole PDF")
    assert (code, shown) == (1, "Wrote output/index.html\n")
    page = (root / "output/index.html").read_text("utf-8")
    assert "blepharospasm-sheet.pdf" in page
    assert "cervical-dystonia-sheet.pdf" not in page
    document = json.loads(run("catalogue", "--json")[1])
    assert document["written"] == "output/index.html"
    assert document["problems"][0]["file"] == f"output/{SHEETS[1]}"


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"handouts": {"en/blepharospasm-sheet.pdf": {"inputs": 5}}}', "[]", "5"],
)
def test_a_catalogue_from_damaged_notes_is_no_traceback(root: Path, run: Run, text: str) -> None:
    run()
    write(root, "output/manifest.json", text)
    write(root, "output/.previews/last-build.json", text)
    code, shown, _ = run("catalogue")
    assert (code, shown) == (0, "Wrote output/index.html\n")
    for path in (root / "output/.previews").glob("*.json"):
        path.write_text(text)
    assert run("catalogue")[0] == 0


def test_a_catalogue_without_its_words_says_so(root: Path, run: Run) -> None:
    run()
    (root / "content/en/catalogue.yaml").unlink()
    code, _, errors = run("catalogue")
    assert errors.startswith("content/en/catalogue.yaml: the wording")
    assert code == 1


def test_the_brochure_is_not_a_victim_of_a_broken_drawing(root: Path, run: Run) -> None:
    """What goes wrong in one file's making is a matter of that file."""
    write(root, "layouts/type-sheet/page.xml.j2", '<document><panel name="sheet"><h1>')
    code, _, errors = run()
    assert (root / "output" / BROCHURE).is_file()
    assert code == 1
    assert "Traceback" not in errors
