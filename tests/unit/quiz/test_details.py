"""What looks like a real patient's details is found nearly always; plain prose hardly ever."""

import re
from itertools import chain, cycle, product
from random import Random

import pytest

from learning.places import asset_folder
from learning.quiz.details import Detail, find_details, is_nhs_number

RANDOM = Random(11)
BEFORE = ("Her details: {}", "I met {} on the ward and wrote it down.", "{}", "pt ({}), seen today")


def draw_nhs_number() -> str:
    while True:
        digits = f"{RANDOM.randrange(4_000_000_000, 8_000_000_000)}"
        if is_nhs_number(digits):
            return digits


def write_nhs_numbers() -> list[str]:
    shapes = ("{0}{1}{2}", "{0} {1} {2}", "{0}-{1}-{2}", "NHS {0} {1} {2}", "NHS no. {0}–{1}–{2}")
    drawn = [draw_nhs_number() for _ in range(40)]
    parts = [(each[:3], each[3:6], each[6:]) for each in drawn]
    return [shape.format(*each) for shape, each in zip(cycle(shapes), parts, strict=False)]


EMAILS = [
    f"{name}@{host}"
    for name, host in product(
        ("amina", "amina.khan", "a.khan85", "amina_khan+ward", "o'brien", "J.Smith"),
        ("example.org", "nhs.net", "mail.example.co.uk", "uni-leeds.example.ac.uk"),
    )
]
PHONES = [
    "07700 900123", "07700900123", "07700-900-123", "+44 7700 900123", "+447700900123",
    "0044 7700 900123", "+44 (0)7700 900123", "020 7946 0958", "(020) 7946 0958", "0113 496 0123",
    "01632 960123", "01632960123", "(01632) 960 123", "0191 498 0123", "028 9649 6123",
    "07700.900.123", "0 7700 900 123", "029 2018 0123", "07700 900 123", "+44 20 7946 0958",
]  # fmt: skip
STREETS = [
    "12 Elm Road", "Flat 4, 17 Harehills Lane", "3a High St", "221b Baker Street", "House 9",
    "Flat 2", "7 The Avenue", "Rose Cottage, Mill Lane", "104 Queen’s Gardens", "No. 5 Park Row",
    "56 Old Brewery Yard", "1 Kirkgate", "18 Beech Grove", "Unit 3, Canal Wharf",
    "9 St Mary's Close",
]  # fmt: skip
POSTCODES = ("LS6 2AB", "SW1A 1AA", "M1 1AE", "ls8 5hd", "EC1A1BB", "B33 8TH")
JOINS = (", {town}, {code}", ", {code}", " {code}", "\n{town}\n{code}")
ADDRESSES = [
    street + join.format(town="Leeds", code=code)
    for (street, join), code in zip(product(STREETS, JOINS), cycle(POSTCODES), strict=False)
] + ["LS6 2AB, house 12", "12 LS6 2AB", "number 12, LS6 2AB", "LS6 2AB (number 12)"]
DATES = [
    "12/03/1985", "12.03.1985", "12-03-1985", "1985-03-12", "12 March 1985", "12th March 1985",
    "3rd of July 1958", "Mar 12, 1985", "12 Mar 1985", "1/2/61", "12-Mar-1985", "3.4.67",
    "14 02 1961",
]  # fmt: skip
SAYS = (
    "DOB {}", "D.O.B.: {}", "dob {}", "date of birth {}", "born {}", "born on {}",
    "birthday: {}", "was born in Leeds on {}", "{} (DOB)", "d.o.b. is {}",
)  # fmt: skip
BIRTHS = [say.format(date) for say, date in product(SAYS, DATES)] + [
    f"Mrs Khan, {date}" for date in DATES if re.search(r"\d{4}", date)
]
REAL = {
    Detail.NHS_NUMBER: write_nhs_numbers(),
    Detail.EMAIL: EMAILS,
    Detail.PHONE: PHONES,
    Detail.ADDRESS: ADDRESSES,
    Detail.BIRTH_DATE: BIRTHS,
}
PLAIN = """\
Ring the council's environmental health team and ask for an inspection.
She moved in on 4 March 2019 and the boiler broke on 12/01/2024.
The landlord must act under section 11 of the Landlord and Tenant Act 1985.
Her tenancy began on 1 June 2006 and has never been renewed.
He was fined £1,200 and owes 3 months of rent, that is £2,850.50.
Ask Shelter on 0808 800 4444 or Citizens Advice on 0800 144 8848.
The appointment was at 09:30 on 2026-11-21, and the next is on 05/12/2026.
Universal Credit pays £393.45 a month to a single person over 25.
In LS6 there are 14 homes with damp; in M1 only two.
The reduced rate was 40% from 27 October 2023 to 30 November 2023.
Call 111 for advice and 999 in an emergency.
The child was born in spring and has asthma.
She is 34, has two children aged 6 and 9, and lives on the third floor.
Write within 21 days, then wait 14 days for an answer.
Form UC50, then the WCA, then a mandatory reconsideration (MR).
The reading was 138/84, and on 12/3 it was 150/90.
Peak flow 280, down from 410; salbutamol 100 micrograms, 2 puffs 4 times a day.
He sleeps at a friend's flat, number 4 on the list for a hostel.
Reference 2026/11/0042 was given by the landlord's office.
The Homes (Fitness for Human Habitation) Act 2018 came into force on 20 March 2019.
ICD-10 code J45.9, read at 10.15 a.m.
They paid £1.50 for 3 kg at 12 noon.
From 1 April 2013 to 31 March 2014 the spare room cost 14% of the rent.
Send it by 17:00 on Friday, signed and dated.
Two of the 12 rooms on Elm Road are damp.
The clinic opens 8-6, and the adviser is there on Tuesdays 13:00-16:30.
She has 25 points: 12 for daily living and 13 for moving around.
Bring the letters of 3/2, 7/2 and 19/2 with you.
1. Ask. 2. Listen. 3. Refer. 4. Follow up in 10 days.
Grid reference SE 297 338 shows the estate.""".splitlines()


def list_shipped() -> list[str]:
    """Give every paragraph of the cases and courses that come with the product."""
    folders = (asset_folder("cases"), asset_folder("courses"))
    files = chain.from_iterable(each.rglob("*.md") for each in folders)
    texts = [each.read_text("utf-8") for each in files]
    return [each for text in texts for each in re.split(r"\n\s*\n", text) if each.strip()]


@pytest.mark.parametrize("kind", Detail)
def test_nearly_all_of_a_kind_are_found(kind: Detail) -> None:
    said = [text.format(each) for text, each in zip(cycle(BEFORE), REAL[kind], strict=False)]
    missed = [each for each in said if kind not in find_details(each)]
    assert len(said) >= 20
    assert len(missed) <= 0.05 * len(said), missed


def test_plain_prose_is_hardly_ever_taken_for_them() -> None:
    texts = [*PLAIN, *list_shipped()]
    alarms = [each for each in texts if find_details(each)]
    assert len(texts) > 150
    assert len(alarms) <= 0.02 * len(texts), alarms


def test_none_of_the_sentences_written_to_mislead_is_taken_for_them() -> None:
    assert [each for each in PLAIN if find_details(each)] == []


def test_ten_digits_with_a_wrong_check_digit_are_no_nhs_number() -> None:
    assert find_details("Her number is 943 476 5918.") == ()


def test_a_postcode_alone_names_no_house() -> None:
    assert find_details("She lives near LS6 2AB.") == ()


@pytest.mark.parametrize(
    "piece", ["x", "1 ", "a@", "a.", "12 Elm ", "LS6 2AB ", "born ", "01", "'"]
)
def test_a_long_text_is_read_in_one_go(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    assert len(find_details(text)) <= 2
