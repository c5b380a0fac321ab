"""The clinic's number: only one that can be dialed is printed, and what is printed is dialed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import phonenumbers
import pytest
from helpers import ROOT, Project, copy_project
from hypothesis import given
from hypothesis import strategies as st
from small import edit, small_project

from handouts.content import phone, typed_numbers
from handouts.problems import Place
from handouts.reading.located import Text
from handouts.workshop import Workshop

BRAND = "content/brands/astr.yaml"


def said(number: str, country: str = "US") -> list[str]:
    here = Place(BRAND, 7, 8)
    found = phone.problems(Text(number, here), Text(country, here))
    assert all(problem.place == here and problem.fatal for problem in found)
    found = phone.problems(Text(number, here), Text(country, here))
    return [f"{problem.message}; {problem.hint}" for problem in found]


@pytest.mark.parametrize(
    ("number", "country", "dialed"),
    [
        ("(888) 210-2787", "US", "tel:+18882102787"),
        ("(212) 555-0123", "US", "tel:+12125550123"),
        ("(416) 555-0123", "CA", "tel:+14165550123"),
        ("(787) 200-2000", "PR", "tel:+17872002000"),
        ("+1 (888) 210-2787", "US", "tel:+18882102787"),
        ("(888)\u00a0210-2787", "US", "tel:+18882102787"),
        ("(888) 210-2787 ext. 5", "US", "tel:+18882102787;ext=5"),
        ("(212) 555-0123 x5", "US", "tel:+12125550123;ext=5"),
        ("+44 20 7946 0018 ext. 12", "US", "tel:+442079460018;ext=12"),
        ("+44 20 7946 0018", "US", "tel:+442079460018"),
        ("020 7946 0018", "GB", "tel:+442079460018"),
        ("01 23 45 67 89", "FR", "tel:+33123456789"),
        ("030/123456", "DE", "tel:+4930123456"),
        ("06 1234 5678", "IT", "tel:+390612345678"),
        ("+800 1234 5678", "US", "tel:+80012345678"),
    ],
)
def test_a_good_number_is_dialed_as_it_is_printed(number: str, country: str, dialed: str) -> None:
    assert said(number, country) == []
    assert phone.tel(number, country) == dialed


WRITE = 'expected a phone number such as "(888) 210-2787" or "+44 20 7946 0018", found "{}"; '
LOOK = "look it up again; if it is new and right: pip install --upgrade phonenumbers"


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("(000) 000-0000", 'no phone has the number "(000) 000-0000"; ' + LOOK),
        ("(911) 911-9111", 'no phone has the number "(911) 911-9111"; ' + LOOK),
        ("(123) 456-7890", 'no phone has the number "(123) 456-7890"; ' + LOOK),
        ("+1 (((888 210 2787", WRITE + 'write "+1 888-210-2787"'),
        ("888-210-2787", WRITE + 'write "(888) 210-2787"'),
        ("888.210.2787", WRITE + 'write "(888) 210-2787"'),
        ("888\u2011210\u20132787", WRITE + 'write "(888) 210-2787"'),
        ("1 (888) 210-2787", WRITE + 'write "(888) 210-2787"'),
        ("1-800-FLOWERS", WRITE + 'write "(800) 356-9377"'),
        ("(888) 210-2787, ext 5", WRITE + 'write "(888) 210-2787 ext. 5"'),
        ("٨٨٨ ٢١٠ ٢٧٨٧", WRITE + 'write "(888) 210-2787"'),
        ("call us", WRITE + "write the digits"),
        ("911", WRITE + "write the digits"),
        (
            "(888) 21O-2787",
            'found the letter "O" in the phone number "(888) 21O-2787"; write "(888) 210-2787"',
        ),
        (
            "(888) 2l0-2787",
            'found the letter "l" in the phone number "(888) 2l0-2787"; write "(888) 210-2787"',
        ),
        ("(888) 210-278", 'the phone number "(888) 210-278" has too few digits; look it up again'),
        (
            "(888) 210-27877",
            'the phone number "(888) 210-27877" has too many digits; look it up again',
        ),
        (
            "+44 (0)20 7946 0018",
            'expected only digits that are dialed, found "+44 (0)20 7946 0018";'
            ' write "+44 20 7946 0018"',
        ),
        (
            "+44 020 7946 0018",
            'expected only digits that are dialed, found "+44 020 7946 0018";'
            ' write "+44 20 7946 0018"',
        ),
    ],
)
def test_a_number_that_cannot_be_dialed_is_refused_with_the_mend(number: str, told: str) -> None:
    assert said(number) == [told.format(number)]


@pytest.mark.parametrize("country", ["US", "CA", "GB", "DE", "FR", "IT", "MX", "AR", "VN", "PL"])
@pytest.mark.parametrize("abroad", [False, True])
def test_the_spelling_that_is_proposed_is_taken(country: str, abroad: bool) -> None:
    number = phonenumbers.example_number(country)
    assert number is not None
    typed = f"+{number.country_code}.{phonenumbers.national_significant_number(number)}"
    if not abroad:
        form = phonenumbers.PhoneNumberFormat.NATIONAL
        typed = "." + phonenumbers.format_number(number, form)
    (told,) = said(typed, country)
    mend = re.fullmatch(r'.*; write "(.*)"', told)
    assert mend, told
    assert said(mend[1], country) == []
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert phone.tel(mend[1], country) == f"tel:{e164}"


@given(
    area=st.sampled_from(["800", "833", "844", "855", "866", "877", "888"]),
    rest=st.from_regex(r"[2-9](?!11)[0-9]{2}-[0-9]{4}", fullmatch=True),
)
def test_toll_free_numbers_need_no_list(area: str, rest: str) -> None:
    """What is taken without the library, the library takes too."""
    number = f"({area}) {rest}"
    assert said(number) == []
    assert phonenumbers.is_valid_number(phonenumbers.parse(number, "US"))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Call (888) 210-2786 now.", ["(888) 210-2786"]),
        ("Call 888-210-2787.", ["888-210-2787"]),
        ("Tel. 8882102787", ["8882102787"]),
        ("From abroad: +44 20 7946 0018", ["+44 20 7946 0018"]),
        ("[Call](tel:+18882102786)", ["+18882102786"]),
        ("(888) 210-2786 ext. 5", ["(888) 210-2786 ext. 5"]),
        ("(888) 210-2786 or (888) 210-2788", ["(888) 210-2786", "(888) 210-2788"]),
        ("Call 210-7287 now.", ["210-7287"]),
        ("Questions? 210-2786.", ["210-2786"]),
        ("Call us at 210 2786, or 911", ["210 2786"]),
        ("(555) 555-1234", ["(555) 555-1234"]),
        ("1-800-ASTR-NOW or 800-ASTR-NOW", ["1-800-ASTR-NOW", "800-ASTR-NOW"]),
        ("(888) ASTR-NOW, 1-888-210-ASTR", ["(888) ASTR-NOW", "1-888-210-ASTR"]),
        ("1-800-Flowers", ["1-800-Flowers"]),
        ("(888) 21O-2786", ["(888) 21O-2786"]),
    ],
)
def test_a_number_in_a_text_is_found(text: str, numbers: list[str]) -> None:
    assert typed_numbers.found(text, "US") == numbers


@pytest.mark.parametrize(
    "text",
    [
        "Call 911, 988, 112, 999 or 000.",
        "In the UK call 111, in Germany 116 117.",
        "Poison control: 1-800-222-1222 or (800) 222-1222",
        "2026-11-22",
        "From 1998-2003 and 2019/2020/2021",
        "Pages 1234-1240, 123(4):567-890",
        "ISBN 978-3-16-148410-0",
        "doi:10.1016/j.jns.2019.116520",
        "https://example.org/12345678901",
        "www.example.org/8882102786",
        "PMID 12345678, NCT01234567",
        "ICD-10 G24.3 and G24.8",
        "100 000 to 200 000 people",
        "$1,000,000,000",
        "1.25-5 U, then 100 200 300",
        "8 a.m. – 10 p.m., 9:30-10:30",
        "123-45-6789",
        "5678 Main Street, Springfield 62704-1234",
        "{{ brand.phone }}",
        "Pages 210-2786, pp. 210-2787, J Neurol 2010;257:567-5890",
        "$200-2750, 250-1250 mg, 500-1450 steps a day, 200-2000 people",
        "210-2786 Main Street",
        "Mon-Fri 830-1730, call 800-1700",
        "Text HOME to 741741, call 911 2 times, 711 or 988",
        "800-patient and 300-PATIENT studies (2011) PATIENTS",
        "ISO 639-2017",
    ],
)
def test_other_digits_are_no_phone_number(text: str) -> None:
    assert typed_numbers.found(text, "US") == []


_BUILD = """\
import sys
from handouts.cli.main import main
code = main(["-q", "--root", sys.argv[1]])
print(code, "phonenumbers" in sys.modules)
"""


@pytest.mark.parametrize(
    ("number", "country"), [("(888) 210-2787 ext. 5", "US"), ("020 7946 0018", "GB")]
)
def test_the_code_the_link_and_the_print_are_one_number(
    tmp_path: Path, number: str, country: str
) -> None:
    """What a phone reads in the picture and what a click calls is what a person reads."""
    reader = pytest.importorskip("zxingcpp", reason="the reader of codes is not installed")
    copy_project(tmp_path)
    edit(tmp_path, BRAND, 'phone: "(888) 210-2787"', f'phone: "{number}"\ncountry: {country}')
    sheet = Project(tmp_path, "astr").make("cervical-dystonia")
    (code,) = (one.text for one in reader.read_barcodes(sheet.pictures(200)[0]))
    assert code == phone.tel(number, country)
    main, _, extension = number.partition(" ext. ")
    read = phonenumbers.parse(code.partition(";")[0].removeprefix("tel:"))
    typed = phonenumbers.parse(main, country)
    assert (read, code.partition(";ext=")[2]) == (typed, extension)
    assert number in " ".join(" ".join(sheet.texts).split())
    links = [node.attributes["href"] for node in sheet.nodes.walk() if node.tag == "link"]
    assert links.count(code) == len(links) >= 1


def build(root: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, str(root)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip() + done.stderr


def test_a_number_is_looked_up_once(tmp_path: Path) -> None:
    """The library is not loaded for what did not change, nor for a sheet whose words did."""
    root = small_project(tmp_path)
    edit(root, BRAND, '"(888) 210-2787"', '"(212) 555-0123"')
    assert build(root) == "0 True"
    assert build(root) == "0 False"
    edit(root, "content/en/types/cervical-dystonia.yaml", "place: Neck", "place: The neck")
    assert build(root) == "0 False"
    edit(root, BRAND, '"(212) 555-0123"', '"(212) 555-0124"')
    assert build(root) == "0 True"


def test_a_faulty_number_is_looked_up_again(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    edit(root, BRAND, '"(888) 210-2787"', '"(212) 055-0123"')
    for _ in range(2):
        told = build(root)
        assert told.startswith("1 True")
        assert f'{BRAND}:7:8: no phone has the number "(212) 055-0123"' in told


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("name: ASTR (888) 210-2786", "(888) 210-2786"),
        ("address: 5678 Main Street, Springfield 62704-1234, 210-2786", "210-2786"),
        ("tagline: Just 1-888-ASTR-NOW", "1-888-ASTR-NOW"),
        ("hours: Mon-Fri 830-1730, emergencies 911, TTY 711", ""),
        ("address: 210-2786 Main Street, Springfield 62704-1234", ""),
        ("web: https://astr.example/8882102786", ""),
    ],
)
def test_a_brand_says_its_number_in_one_line(tmp_path: Path, line: str, number: str) -> None:
    root = small_project(tmp_path)
    field = line.partition(":")[0]
    if field == "name":
        edit(root, BRAND, "name: ASTR", line)
    else:
        path = root / BRAND
        path.write_text(f"{line}\n{path.read_text('utf-8')}", "utf-8")
    _, problems = Workshop(root).library("astr", "en")
    said = [f"{one.message}; {one.hint}" for one in problems]
    told = f'found the phone number "{number}" in "{field}"; write the number only in "phone"'
    assert said == ([told] if number else [])
    assert not problems.fatal
