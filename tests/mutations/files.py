"""Damage to files and folders: what file systems, shares, editors and people leave there."""

from __future__ import annotations

import os
import re
from random import Random

from .damage import Damage, mutation
from .edits import edited
from .odd import ODD
from .project import Project, Unfit
from .samples import samples

INPUTS = ("content/**/*.yaml", "layouts/**/*.yaml", "layouts/**/*.j2", "layouts/art/*.svg")
FOLDERS = (
    "content",
    "content/brands",
    "content/en",
    "content/en/handouts",
    "content/en/sections",
    "content/en/types",
    "layouts",
    "layouts/art",
    "layouts/fonts",
    "layouts/large-print",
    "layouts/parts",
    "layouts/tri-fold",
    "layouts/type-sheet",
)


@mutation("files", 5)
def no_file_but(rng: Random, project: Project) -> Damage:
    """In the place of a file there is something that is no file."""
    path = rng.choice(project.files(*INPUTS))
    what = rng.choice(sorted(ODD))
    project.remove(path)
    ODD[what](project.root / path)
    return Damage(f"in place of the file is {what}", path, placed=False, renames=True, wide=True)


@mutation("files", 5)
def an_odd_thing_more(rng: Random, project: Project) -> Damage:
    """Something that is no file lies among the files."""
    folder = rng.choice(FOLDERS)
    name = rng.choice(["new.yaml", "pipe", "new.svg", "new.xml.j2", "a b", "new"])
    what = rng.choice(sorted(ODD))
    ODD[what](project.root / folder / name)
    meant = (folder.startswith("content/") and name == "new.yaml") or (
        folder == "layouts/art" and name == "new.svg"
    )
    return Damage(f"{what} lies there", f"{folder}/{name}", placed=False, said=meant)


@mutation("files", 3)
def no_folder_but(rng: Random, project: Project) -> Damage:
    """A folder is gone, a file, empty, a link, or has another name."""
    folder = rng.choice(FOLDERS)
    path = project.root / folder
    way = rng.choice(["gone", "renamed", "a file", "empty", "a link to itself", "a FIFO"])
    if way == "renamed":
        path.rename(f"{path} (1)")
    else:
        project.remove(folder)
    if way == "a file":
        path.write_text("words")
    elif way == "empty":
        path.mkdir()
    elif way in ODD:
        ODD[way](path)
    return Damage(f"the folder is {way}", folder, placed=False, renames=True, wide=True)


@mutation("files", 3)
def no_file(rng: Random, project: Project) -> Damage:
    """A file is gone, empty or elsewhere."""
    path = rng.choice(project.files(*INPUTS, "layouts/fonts/*.ttf"))
    folder, _, name = path.rpartition("/")
    data = project.data(path)
    project.remove(path)
    places = {"gone": "", "empty": path, "one below": f"{folder}/below/{name}"}
    way = rng.choice(["gone", "gone", "empty", "one below"])
    if places[way]:
        project.write(places[way], b"" if way == "empty" else data)
    return Damage(f"the file is {way}", path, placed=False, renames=True, wide=True)


@mutation("files", 4)
def another_name(rng: Random, project: Project) -> Damage:
    """A file has another ending or another name."""
    path = rng.choice(project.files(*INPUTS))
    old = project.root / path
    new = edited(rng, old.name, "other names")
    old.rename(old.with_name(new))
    read = "/en/" in path and old.name != "catalogue.yaml"
    meant = read and re.search(r"^[^.].*\.(yml|YAML|Yaml|yaml\.txt)$", new) is not None
    said = f"has the name {new!r}"
    return Damage(said, path, placed=False, said=meant, renames=True, wide=True)


@mutation("files", 6)
def a_new_sheet(rng: Random, project: Project) -> Damage:
    """A sheet with a number of its own, under all kinds of names."""
    name = rng.choice(samples("names of a new sheet"))
    text = project.text("content/en/types/cervical-dystonia.yaml")
    text = text.replace("DYS-02", "DYS-09").replace("Cervical dystonia", "Hand dystonia")
    path = f"content/en/types/{name}"
    project.write(path, text)
    silent = not name.endswith(".yaml")  # such a name makes no sheet: a person must hear of it
    return Damage("a new sheet", path, placed=False, said=silent, renames=True, wide=True)


@mutation("files", 3)
def a_copy(rng: Random, project: Project) -> Damage:
    """A copy of a file with nothing changed in it."""
    path = rng.choice(project.files("content/en/*/*.yaml", "content/brands/*.yaml"))
    folder, _, name = path.rpartition("/")
    new = f"{folder}/{rng.choice(['copy.yaml', 'a-copy.yaml', 'zz.yaml'])}"
    project.write(new, project.data(path))
    twice = "/types/" in path or "/handouts/" in path
    said = f"a copy of {name}"
    return Damage(said, new, placed=False, said=twice, renames=True, wide=True)


@mutation("files", 5)
def a_stray_file(rng: Random, project: Project) -> Damage:
    """A file that an editor or a system left there; its bytes are nothing to read."""
    path = f"{rng.choice(FOLDERS)}/{rng.choice(samples('stray names'))}"
    mac = b"\x00\x05\x16\x07\x00\x02\x00\x00Mac OS X" + bytes(80)
    project.write(path, rng.choice([b"", mac, b"{{{", b"\xff\xfe\x00"]))
    return Damage("a stray file", path, placed=False)


@mutation("files", 3)
def a_name_not_utf8(rng: Random, project: Project) -> Damage:
    """A file or folder whose name is no UTF-8."""
    names = [b"h\xe9nd.yaml", b"\xff\xfe", b"h\xe9nd.svg", b"\xc3\x28.xml.j2", b"h\xe9nd/x.yaml"]
    path = f"{rng.choice(FOLDERS)}/{os.fsdecode(rng.choice(names))}"
    project.write(path, b"x: y\n")
    return Damage("a name that is no UTF-8", path, placed=False, renames=True, wide=True)


@mutation("files", 2)
def a_broken_file_more(rng: Random, project: Project) -> Damage:
    """One more file of the right name that cannot be read well."""
    path = rng.choice(
        [
            "content/en/types/new.yaml",
            "content/en/handouts/new.yaml",
            "content/en/sections/new.yaml",
            "content/brands/new.yaml",
            "content/es/types/new.yaml",
            "content/es/handouts/new.yaml",
            "layouts/art/new.svg",
            "layouts/parts/new.xml.j2",
            "layouts/new/layout.yaml",
        ]
    )
    texts = [b"", b"x: y\n", b"\xff\xff", b"title: [", b"<svg", b"{% if %}", bytes(50), b"- a\n"]
    project.write(path, rng.choice([*texts, b"x: y\n" * 9999]))
    return Damage("one more broken file", path, placed=False, renames=True)


@mutation("files", 1)
def deep_or_long(rng: Random, project: Project) -> Damage:
    """Very deep folders, or a very long name."""
    deep = "/".join(["d" * 40] * 60)
    path = f"content/en/types/{rng.choice([f'{deep}/x.yaml', 'x' * 255])}"
    project.write(path, "x: y\n")
    return Damage("deep folders or a long name", path, placed=False)


@mutation("files", 1)
def very_many(rng: Random, project: Project) -> Damage:
    """Very many files."""
    folder, ending = rng.choice([("layouts/art", "svg"), ("content/en/more", "yaml")])
    for number in range(1500):
        project.write(f"{folder}/n{number}.{ending}", "<svg/>")
    return Damage("1,500 files more", folder, placed=False)


@mutation("files", 2)
def unreadable(rng: Random, project: Project) -> Damage:
    """A file or folder that may not be read; nothing keeps the superuser out."""
    if os.geteuid() == 0:
        raise Unfit
    path = rng.choice([*project.files(*INPUTS), *FOLDERS])
    (project.root / path).chmod(0)
    return Damage("may not be read", path, placed=False, wide=True, renames=True)


@mutation("files", 2)
def a_good_link(rng: Random, project: Project) -> Damage:
    """A file or folder that is reached by a link inside the project."""
    path = rng.choice([*project.files(*INPUTS), *FOLDERS])
    old = project.root / path
    new = project.root / "elsewhere" / old.name
    new.parent.mkdir()
    old.rename(new)
    old.symlink_to(os.path.relpath(new, old.parent))
    return Damage("is reached by a link", path, placed=False, wide=True, renames=True)
