"""Places: countries, regions and cities as reports name them, and what only looks like one."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreports.annotation.places.names import LONGEST, fold, place_names
from unreports.annotation.places.recognition import find_places
from unreports.errors import UnreportsError

GOLD = Path(__file__).parents[2] / "data" / "gold" / "places.jsonl"
PIECES = [
    "Caire",
    "au ",
    "la ",
    "Haye",
    "Guinée",
    "-Bissau",
    "République ",
    "démocratique du Congo",
    "Congo",
    "Conseil de l'",
    "Europe",
    "Accord de ",
    "Paris",
    "M. ",
    "Maurice",
    " Kamto",
    "bassin du lac Tchad",
    "Chad",
    "’",
    "'",
    "-",
    "(",
    "«",
    ", ",
    "\u200f",
    "\x00",
    "\n",
    "İ",
    "ŉ",
    "ß",
    "é",
    " ",
]


def named(text: str, language: str = "fr") -> list[tuple[str, str, str]]:
    return [(p.text, p.place, p.kind) for p in find_places(text, language)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("au Caire, à la Haye et à La Havane", "Caire EGY city, Haye NLD city, La Havane CUB city"),
        ("aux Fidji et au Soudan du Sud", "Fidji FJI country, Soudan du Sud SSD country"),
        ("le Soudan, l'Iraq et d'Haïti", "Soudan SDN country, Iraq IRQ country, Haïti HTI country"),
        ("au Niger et au Nigéria", "Niger NER country, Nigéria NGA country"),
        ("Egypte, ÉGYPTE", "Egypte EGY country, ÉGYPTE EGY country"),
        ("Côte d’Ivoire", "Côte d’Ivoire CIV country"),
        ("Burkina-Faso, Guinée Bissau", "Burkina-Faso BFA country, Guinée Bissau GNB country"),
        ("République arabe syrienne", "République arabe syrienne SYR country"),
        ("Namibie", "Namibie NAM country"),
        (
            "en Amérique latine et dans les Caraïbes",
            "Amérique latine 419 region, Caraïbes 029 region",
        ),
        ("en Afrique de l'Ouest et au Sahel", "Afrique de l'Ouest 011 region, Sahel XSA region"),
        ("dans le bassin du lac Tchad", "bassin du lac Tchad XLC region"),
        ("la corne de l’Afrique", "corne de l’Afrique XHO region"),
        ("à Djouba, au Darfour", "Djouba SSD city, Darfour SDN area"),
        ("à Strasbourg (France)", "Strasbourg FRA city, France FRA country"),
        ("la déclaration ministérielle de Luanda", "Luanda AGO city"),
        ("mon Envoyé spécial pour le Myanmar", "Myanmar MMR country"),
        ("l'Envoyé spécial de l'Union africaine pour le Tchad", "Tchad TCD country"),
        (
            "le Gouvernement de la République centrafricaine",
            "République centrafricaine CAF country",
        ),
        ("l'Iran (République islamique d')", "Iran (République islamique d') IRN country"),
    ],
)
def test_a_place_is_found_by_its_longest_name(text: str, places: str) -> None:
    assert ", ".join(" ".join(found) for found in named(text)) == places


@pytest.mark.parametrize(
    "text",
    [
        "le Conseil de l'Europe et la Commission du bassin du lac Tchad",
        "la Force en attente de l'Afrique de l'Est",
        "l'Université de Genève; l'Organisation de Shanghai pour la coopération",
        "les accords de Minsk, Beijing+20, les conventions de Genève",
        "l'Accord de Paris, le Programme d'action de Beijing, (Règles de Bangkok)",
        "le Gouvernement camerounais et la population libyenne",
        "un niger, une grenade, la réunion, les marquises, le tchad",
        "La Réunion d'experts; Nice; Tours; Maurice Kamto; M. Paris; Mme Anne Vienne",
        "Béni soit-il; Mâle; Oral",
        "l'océan Pacifique, l'océan Indien",
        "l'organisation GUAM, non seulement",
        "les réseaux FemWise-Afrique",
    ],
)
def test_what_is_no_place_in_french(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Guinea, Equatorial Guinea, Papua New Guinea and Guinea-Bissau", "GIN GNQ PNG GNB"),
        ("Chad’s President met Jordan in Georgia", "TCD JOR GEO"),
        ("Turkey and Türkiye, Czechia and the Czech Republic", "TUR TUR CZE CZE"),
        ("the Lao People's Democratic Republic and Viet Nam", "LAO VNM"),
        ("the Democratic Republic of the Congo and the Congo", "COD COG"),
        ("in West Africa, the Middle East and New York", "011 XME USA"),
        ("Jordan Smith and Jose Lima Gonzalo", ""),
        ("the Beijing Platform for Action and the Addis Ababa Action Agenda", ""),
        ("the Lake Chad Basin Commission, the South Sudan Land Commission", ""),
        ("the Cairo International Centre for Conflict Resolution", ""),
        ("União Nacional para a Independência Total de Angola", ""),
        ("the South China Sea, Guinea worm", ""),
        ("Oral statements were Resolute", ""),
    ],
)
def test_english(text: str, places: str) -> None:
    assert " ".join(place for _, place, _ in named(text, "en")) == places


def test_nothing_counts_inside_the_organisations_passed_in() -> None:
    text = "La Mission des Nations Unies au Soudan du Sud travaille au Soudan du Sud"
    end = text.index(" travaille")
    (mention,) = find_places(text, "fr", exclude=[(3, end), (5, 9)])
    assert (mention.start, mention.text) == (text.rindex("Soudan du Sud"), "Soudan du Sud")


def test_a_roll_call_of_the_general_assembly_is_found_whole() -> None:
    votes = (
        "Antigua and Barbuda, Brunei Darussalam, Cape Verde, Côte d’Ivoire, Democratic People’s "
        "Republic of Korea, Grenada, Iran (Islamic Republic of), Libyan Arab Jamahiriya, Saint "
        "Lucia, Syrian Arab Republic, United Republic of Tanzania, the former Yugoslav Republic of "
        "Macedonia, United Kingdom of Great Britain and Northern Ireland, United States of America"
    )
    codes = "ATG BRN CPV CIV PRK GRD IRN LBY LCA SYR TZA MKD GBR USA"
    assert " ".join(place for _, place, _ in named(votes, "en")) == codes


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_name_of_the_data_is_found_in_a_sentence(language: str) -> None:
    """Each name stands for its place, or for a longer one that holds it."""
    names = [n for entries in place_names(language).by_word.values() for n in entries]
    assert len(names) > 900
    before = {"fr": "la", "en": "in"}[language]
    for name in names:
        assert len(name.folded) < LONGEST
        if name.place and not name.needs:
            found = find_places(f"{before} {name.name}, 2020", language)
            assert [(p.text, p.place) for p in found] == [(name.name, name.place)], name


def test_codes_are_three_letters_or_three_digits() -> None:
    names = [n for entries in place_names("en").by_word.values() for n in entries]
    for name in names:
        assert len(name.place) in {0, 3}
        assert (
            name.place.isdigit() == (name.kind == "region" and not name.place.startswith("X"))
            or not name.place
        )


def test_folding_keeps_every_character_in_its_place() -> None:
    text = "Œuvre İstanbul ŉ ß ﬁ N’Djamena\u202fÉ"
    assert len(fold(text)) == len(text)


def test_a_language_without_names_is_refused_by_name() -> None:
    with pytest.raises(UnreportsError, match="'de'"):
        find_places("Paris", "de")


@pytest.mark.parametrize(
    ("language", "text", "codes"),
    [
        ("fr", "en Afrique de l'Ouest et du Centre", "Afrique de l'Ouest=011 Centre=017"),
        ("fr", "l'Afrique de l’Est, australe et du Nord",
         "Afrique de l’Est=014 australe=018 Nord=015"),
        ("fr", "l'Afrique de l'Ouest et du Sahel", "Afrique de l'Ouest=011 Sahel=XSA"),
        ("fr", "l'Afrique du Sud et du Nord", "Afrique du Sud=ZAF"),
        ("fr", "le Bureau pour l'Afrique de l'Ouest et du Centre", ""),
        ("en", "West and Central Africa", "West=011 Central Africa=017"),
        ("en", "in East, West and Central Africa", "East=014 West=011 Central Africa=017"),
        ("en", "South and South-East Asia", "South=034 South-East Asia=035"),
        ("en", "Burkina Faso and Central Africa", "Burkina Faso=BFA Central Africa=017"),
        ("en", "the Office for West and Central Africa", ""),
    ],
)  # fmt: skip
def test_regions_under_one_noun_are_each_named(language: str, text: str, codes: str) -> None:
    assert " ".join(f"{p.text}={p.place}" for p in find_places(text, language)) == codes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le lieutenant Malte"),
        ("fr", "le colonel Abdoulaye Malte"),
        ("fr", "le général Malte"),
        ("fr", "le navire « Georgia », le pétrolier Malte"),
        ("en", "the vessel Georgia"),
        ("en", "the MV “Malta” and Captain Malta"),
        ("en", "Turkey meat and china"),
    ],
)
def test_persons_ships_and_goods_are_no_places(language: str, text: str) -> None:
    assert named(text, language) == []


def test_a_place_after_a_person_or_a_ship_counts() -> None:
    assert named("le lieutenant Ali, Malte") == [("Malte", "MLT", "country")]
    assert named("the vessel left Malta", "en") == [("Malta", "MLT", "country")]


@settings(deadline=None)  # the first call loads the words
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
)
def test_any_text_gives_ordered_spans_outside_what_is_excluded(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    spans = [(min(pair), max(pair)) for pair in pairs]
    for language in ("fr", "en"):
        end = 0
        for mention in find_places(text, language, exclude=spans):
            assert end <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end] == mention.text
            assert not any(a <= mention.start and mention.end <= b for a, b in spans)
            end = mention.end


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("A", 0),
        ("Afrique", 0),
        ("(", 0),
        ("République ", 0),
        ("Université de ", 0),
        ("\x00", 0),
        ("Tchad, \u200f\u202e", 50_000),
    ],
)
def test_half_a_megabyte_of_anything_is_read(unit: str, found: int) -> None:
    assert len(find_places(unit * (500_000 // len(unit)), "fr")) == (
        500_000 // len(unit) if found else 0
    )


def test_each_place_of_the_gold_is_found_by_itself() -> None:
    for line in GOLD.read_text("utf-8").splitlines():
        row = json.loads(line)
        found = [
            (p.text, p.place, p.kind) for p in find_places(f"visite au {row['text']}, en 2019")
        ]
        assert found == [(row["text"], row["place"], row["kind"])], row
