"""Organisations as reports name them: names, acronyms, short forms, and false friends."""

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.annotation.organisations.gazetteer import load_gazetteer
from unreports.annotation.organisations.recognition import Mention, find_organisations
from unreports.annotation.organisations.unknown import unknown_organisations
from unreports.corpus import Corpus
from unreports.reading.document import Paragraph

GAZETTEER = load_gazetteer()
GOLD_FOLDER = Path(__file__).resolve().parents[2] / "data" / "gold"
GOLD = GOLD_FOLDER / "organisations.jsonl"
PIECES = [
    "Organisation des Nations Unies", " pour l'alimentation et l'agriculture", "l'Organisation ",
    "Commission ", "de l'", "Union africaine", "(UA)", "ONU", "CEE", "CCI", "(ABC)", "-", "’", "'",
    "Départements ", "des affaires politiques", " et ", "des opérations de paix", ", ", ". ",
    "\n\n", "(", ")", "«", "/", "2030", "\u200f", "\u00ad", "\x00", "\u0301", "œ", "É", "ŉ", "İ",
    " ",
]  # fmt: skip


def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
    """One section a text that begins with §; the others go on in it."""
    made, section = [], 0
    for position, text in enumerate(texts):
        section += text.startswith("§")
        text = text.removeprefix("§")
        made.append(Paragraph("body", position + 1, str(section), position, text))
    return made


def found(*texts: str, language: str = "fr", titles: dict[str, str] | None = None) -> list[Mention]:
    return find_organisations(paragraphs(texts), language, GAZETTEER, titles)


def ids(*texts: str, language: str = "fr", titles: dict[str, str] | None = None) -> str:
    return " ".join(item.organisation for item in found(*texts, language=language, titles=titles))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'ONU, d'ONU-Femmes, de la CEEAC, aux Nations Unies, un ami", "UN UN-Women ECCAS UN"),
        ("Organisation des Nations Unies pour l'alimentation et l'agriculture", "FAO"),
        ("ORGANISATION DES NATIONS UNIES POUR L’ALIMENTATION ET L’AGRICULTURE", "FAO"),
        ("organisation des nations-unies pour l'education, la science et la culture", "UNESCO"),
        ("Organisation des Nations Unies pour l’éducation la science et la culture", "UNESCO"),
        ("l'Organisation\u00a0des\u202fNations\nUnies", "UN"),
        ("Orga\u00adnisation des Nations\u200f Unies pour le de\u0301veloppement industriel",
         "UNIDO"),
        ("le Bureau de lutte contre le terrorisme", "UNOCT"),
        ("le Bureau de la lutte contre le terrorisme", "UNOCT"),
        ("Haut-Commissariat de l'ONU pour les réfugiés", "UNHCR"),
        ("le Haut-Commissariat aux droits de l'homme", "OHCHR"),
        ("la Haute-Commissaire des Nations Unies aux droits de l'homme", ""),
        ("la Charte des Nations Unies, la Convention des Nations Unies sur le droit de la mer", ""),
        ("la Stratégie antiterroriste mondiale des Nations Unies", "UN"),
        ("l'Organisation de coopération économique de la mer Noire", "BSEC"),
        ("l'Organisation de coopération économique", "ECO"),
        ("le dixième sommet ASEAN-ONU", "ASEAN UN"),
        ("le Plan d'action Association des nations de l'Asie du Sud-Est-Nations Unies", "ASEAN UN"),
        ("la Commission de l'Union africaine", "AUC AU"),
        ("l'Université des Nations Unies", "UNU"),
        ("les équipes de pays des Nations Unies", "UNCT UN"),
        ("la Direction exécutive du Comité contre le terrorisme du Conseil de sécurité", "CTED"),
        ("l'Assemblée générale de l'Organisation des États ibériques", "UNGA"),
        ("l'Assemblée générale de la CARICOM", "CARICOM"),
        ("l'Assemblée générale de l'OMPI, la Commission de statistique de l'ONU",
         "WIPO UNSD-Commission UN"),
        ("le Groupe des Sages de la CEDEAO, le Groupe des Sages de l'Union africaine",
         "ECOWAS AU-PoW AU"),
        ("le Conseil de sécurité nationale, le Bureau des affaires juridiques du Ministère", ""),
        ("la Conférence générale de l'UNESCO, le Bureau régional de l'OMS pour l'Afrique",
         "UNESCO AFRO"),
        ("la Commission économique des Nations Unies pour l'Europe", "ECE"),
        ("la Conférence des Nations Unies sur le développement durable", ""),
        ("la Conférence des Parties à la Convention-cadre des Nations Unies sur les changements "
         "climatiques", "UNFCCC-COP"),
        ("le Comité du Conseil de sécurité créé par la résolution 2127 (2013) concernant la "
         "République centrafricaine", "SC-2127"),
        ("l'Assemblée générale de l'ONU", "UNGA UN"),
        ("la Zone de libre-échange continentale africaine", ""),
        ("le Groupe restreint", "Core-Group-Haiti"),
        ("un groupe restreint d'experts", ""),
        ("l'ONUSD, l'ONUSC", "UNODC UNODC"),
        ("la Commission du désarmement. Nations Unies", "UNDC UN"),
        ("le Conseil. De sécurité", ""),
        ("le Conseil\n\nde sécurité", ""),
        ("le Comité des commissaires aux comptes, Nations Unies", "BoA UN"),
        ("les obligations énoncées par l'Office des Nations Unies contre la drogue et le crime2.",
         "UNODC"),
        ("UN RAPPORT SUR LES FORÊTS", ""),
        ("E/ECE/1234, ECE/TRANS/2, FAO/2020/4, https://FAO/3", ""),
        ("la FAO/OMS", "FAO WHO"),
        ("Pacific Disability Forum", "PDF"),
        ("au format PDF", ""),
    ],
)  # fmt: skip
def test_french_names(text: str, expected: str) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the UN, UNDP, WHO, UN Women and UN-Habitat", "UN UNDP WHO UN-Women UN-Habitat"),
        ("the Organisation for Economic Cooperation and Development", "OECD"),
        ("Food and Agriculture Organisation of the United Nations (FAO)", "FAO FAO"),
        ("UNICEF's and the AU’s work", "UNICEF AU"),
        ("the AU Commission", "AUC"),
        ("the Commission of the African Union", "AUC AU"),
        ("the Office of the UN High Commissioner for Refugees", "UNHCR"),
        ("the United Nations High Commissioner for Human Rights", ""),
        ("the Charter of the United Nations", ""),
        ("people who came; PEOPLE WHO CAME", ""),
        ("official development assistance (ODA). ODA fell.", ""),
        ("the CIS and the CEI", "CIS CEI"),
        ("the National Security Council, the Human Rights Committee of the Parliament", ""),
        ("the General Assembly of UNWTO", "UN-Tourism"),
        ("the Committee of Ministers of ECCAS; the Committee of Ministers", "ECCAS CoE-CM"),
        ("the United Nations Conference on Sustainable Development", ""),
        ("the United Nations Conference on Trade and Development", "UNCTAD"),
        ("the UNESCO General Conference and the UNICEF Executive Board", "UNESCO UNICEF"),
        ("the African Telecommunications Union, the African Union", "ATU AU"),
        ("IPU, UPU and ITU-T", "IPU UPU ITU"),
    ],
)
def test_english_names(text: str, expected: str) -> None:
    assert ids(text, language="en") == expected


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("des Départements des affaires politiques et de la consolidation de la paix et des "
         "opérations de paix", "DPPA DPO", "fr"),
        ("les Comités de haut niveau sur les programmes et sur la gestion", "HLCP HLCM", "fr"),
        ("les Programmes des Nations Unies pour le développement et pour l'environnement",
         "UNDP UNEP", "fr"),
        ("les Commissions économiques pour l'Afrique et pour l'Europe", "ECA ECE", "fr"),
        ("les Départements de la gestion, de l'information et des opérations de paix",
         "DM DPI DPO", "fr"),
        ("the Departments of Peace Operations and Operational Support", "DPO DOS", "en"),
        ("the Offices of Legal Affairs and of Internal Oversight Services", "OLA OIOS", "en"),
        ("les assemblées générales des actionnaires", "", "fr"),
    ],
)  # fmt: skip
def test_coordinated_names_give_each(text: str, expected: str, language: str) -> None:
    assert ids(text, language=language) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["La Commission économique pour l'Europe (CEE).", "La CEE."], "ECE ECE ECE"),
        (["La Commission économique pour l'Europe de l'ONU (CEE)."], "ECE UN ECE"),
        (["La Communauté économique européenne (CEE).", "La CEE."], "EEC EEC EEC"),
        (["La CEE.", "La Communauté économique européenne."], "EEC EEC"),
        (["La CEE."], "ECE"),
        (["La CEI."], "CIS"),
        (["L'Initiative de l'Europe centrale (CEI).", "La CEI."], "CEI CEI CEI"),
        (["Le Corps commun d'inspection (CCI).", "Le CCI."], "JIU JIU JIU"),
        (["Le CCI.", "Le Centre commun d'informatique (CCI).", "Le CCI."], "ITC"),
        (["L'OIA.", "L'Organisation pour l'interdiction des armes chimiques (OIA).", "L'OIA."],
         "OPCW OPCW OPCW"),
        (["L'OIAC (Organisation pour l'interdiction des armes chimiques)"], "OPCW OPCW"),
        (["Commission européenne pour l'efficacité de la justice du Conseil de l'Europe (CEPEJ)"],
         "EU-Commission CoE"),
        (["Mission du suivi électoral au Burundi (MENUB)"], "MENUB"),
    ],
)  # fmt: skip
def test_acronyms_follow_the_document(texts: list[str], expected: str) -> None:
    assert ids(*texts) == expected


def test_acronyms_follow_the_language() -> None:
    assert ids("the CEI", language="en") == "CEI"
    assert ids("la CEI", language="fr") == "CIS"
    assert ids("l'UNHCR et UN", language="fr") == "UNHCR"


@pytest.mark.parametrize(
    ("texts", "titles", "expected"),
    [
        (["§L'Association des nations de l'Asie du Sud-Est.", "L'Association."], {}, "ASEAN ASEAN"),
        (["§L'Association des nations de l'Asie du Sud-Est.", "§L'Association."], {}, "ASEAN"),
        (["§L'Organisation agit."], {}, ""),
        (["§L'ONU agit. L'Organisation paie.", "L'Organisation dort."], {}, "UN UN"),
        (["§L'Organisation des Nations Unies. L'Organisation."],
         {"1": "Organisation internationale de la Francophonie"}, "UN OIF"),
        (["§La Commission du bassin du lac Tchad, la Commission de l'Union africaine.",
          "La Commission du désarmement.", "La Commission."], {"1": "Union africaine"},
         "LCBC AUC AU UNDC AUC"),
        (["§Le Conseil de sécurité.", "Le Conseil exécutif, le Conseil de direction."],
         {}, "UNSC"),
        (["§Le Centre régional des Nations Unies pour la diplomatie préventive en Asie centrale.",
          "Le Centre régional."], {}, "UNRCCA UNRCCA"),
        (["§L'Assemblée générale.", "au sein de l'Assemblée – aussi"], {}, "UNGA UNGA"),
        (["§Le Conseil de sécurité.", "un Conseil, des conseils, le conseil"], {}, "UNSC"),
        (["§Le Conseil de sécurité.", "Le Conseil de sécurité.",
          "Le Conseil économique et social.", "Le Conseil a tenu séance."],
         {}, "UNSC UNSC ECOSOC UNSC"),
        (["§Le Conseil de sécurité."] * 4 + ["§Le Conseil économique et social.", "Le Conseil."],
         {}, "UNSC UNSC UNSC UNSC ECOSOC UNSC"),
        (["§Le Conseil de sécurité.", "Le Conseil économique et social.", "Le Conseil."],
         {}, "UNSC ECOSOC"),
        (["§Le Conseil de sécurité. Le Conseil économique et social agit. Le Conseil siège."],
         {}, "UNSC ECOSOC ECOSOC"),
        (["§Le Conseil de sécurité, le Conseil économique et social agissent. Le Conseil siège."],
         {}, "UNSC ECOSOC"),
        (["§La Banque mondiale, la Banque africaine de développement et la Banque islamique de "
          "développement. La Banque paie."], {}, "World-Bank AfDB IsDB"),
        (["§Le Conseil de sécurité, le Conseil économique et social. Le Conseil siège."],
         {"1": "Conseil économique et social"}, "UNSC ECOSOC ECOSOC"),
    ],
)  # fmt: skip
def test_short_forms_stay_in_their_section(
    texts: list[str], titles: dict[str, str], expected: str
) -> None:
    assert ids(*texts, titles=titles) == expected


def test_english_short_forms() -> None:
    texts = ["§The Office for Outer Space Affairs.", "The Office met the Office of the Prosecutor."]
    assert ids(*texts, language="en") == "UNOOSA UNOOSA"


def test_mentions_say_how_they_were_found() -> None:
    mentions = found("§L'ONU et la Commission de l'Union africaine.", "La Commission.")
    assert [mention.form for mention in mentions] == ["acronym", "name", "owner", "short"]
    assert mentions[0] == Mention(0, 2, 5, "ONU", "UN", "un_intergovernmental_body", "acronym")


def test_frameworks_are_given_when_asked_for() -> None:
    text = paragraphs(["la ZLECAf"])
    assert not find_organisations(text, "fr", GAZETTEER)
    (mention,) = find_organisations(text, "fr", GAZETTEER, frameworks=True)
    assert (mention.organisation, mention.kind) == ("AfCFTA", "framework")


def test_unknown_organisations_are_collected_once() -> None:
    texts = [
        "L'Alliance pour les mousses (APM) et le Programme des Nations Unies pour le développement "
        "(PNUD). La maladie à coronavirus (COVID-19).",
        "L'APM coopère avec l'APM.",
        "Les produits intérieurs bruts (PIB).",
    ]
    (unknown,) = unknown_organisations(paragraphs(texts), "fr", GAZETTEER)
    assert (unknown.name, unknown.acronym) == ("Alliance pour les mousses", "APM")
    assert (unknown.count, unknown.paragraphs) == (3, (0, 1))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le Nom Inconnu Capitalisé (SIGLE) agit.", "Nom Inconnu Capitalisé"),
        ("fr", "La SIGLE (Nom Inconnu Capitalisé) agit.", "Nom Inconnu Capitalisé"),
        ("fr", "l’Agence française de développement (AFD)", "Agence française de développement"),
        ("fr", "Agence française de développement (AFD) : 3", "Agence française de développement"),
        ("fr", "l'AFD (Agence française de développement)", "Agence française de développement"),
        ("fr", "au Plan du Président pour la lutte contre le sida (PEPFAR)",
         "Plan du Président pour la lutte contre le sida"),
        ("fr", "Selon la Coalition pour les arbres (XYZ)", "Coalition pour les arbres"),
        ("fr", "La Force conjointe du Grand Sud (KLM)", "Force conjointe du Grand Sud"),
        ("fr", "La Commission a créé l'Alliance Xanthe (ZZQ).", "Alliance Xanthe"),
        ("fr", "La Commission a noté que le taux de chômage (XQR)", None),
        ("fr", "Le taux de chômage (XQR) et XQR (voir plus loin)", None),
        ("en", "The Unknown Capitalized Name (ACR) met.", "Unknown Capitalized Name"),
        ("en", "ACR (Unknown Capitalized Name) met.", "Unknown Capitalized Name"),
        ("en", "GIZ (the German Agency for Cooperation) met.", "German Agency for Cooperation"),
        ("en", "In the Unknown Name (ACR) it met.", "Unknown Name"),
        ("en", "According to the Blue Moss Network (RMX), it met.", "Blue Moss Network"),
        ("en", "In Mali the Friends of the Moss (GATQ) met.", "Friends of the Moss"),
        ("en", "In Mali the Groupe d’autodéfense touareg (GATIA) fought.",
         "Groupe d’autodéfense touareg"),
        ("en", "The President's Emergency Plan for AIDS Relief (PEPFAR)",
         "President's Emergency Plan for AIDS Relief"),
        ("en", "PEPFAR (President's Emergency Plan for AIDS Relief)",
         "President's Emergency Plan for AIDS Relief"),
        ("en", "XYZ (South Africa), ABC (see annex)", None),
        ("en", "The Council noted a rise in the unemployment rate (XQR).", None),
    ],
)  # fmt: skip
def test_unknown_names_in_both_languages(language: str, text: str, expected: str | None) -> None:
    unknown = unknown_organisations(paragraphs([text]), language, GAZETTEER)
    assert [item.name for item in unknown] == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "(" * 200_000,
        "AB (" * 50_000,
        " " * 500_000,
        "conseil" + " la" * 100_000,
        "Comités, " * 30_000,
        "« \u200f" * 100_000,
        "ONU/" * 50_000,
        "\x00\x01" * 200_000,
    ],
)
def test_hostile_text_ends(text: str) -> None:
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("unit", ["AB (", "Xa (ABC) ", "ABC (Xa Ya Za ", "Xa d'", "XYZ (A b)"])
def test_hostile_text_holds_few_unknown_names(unit: str) -> None:
    unknown = unknown_organisations(paragraphs([unit * 10_000]), "fr", GAZETTEER)
    assert len(unknown) <= 1


def test_many_definitions_in_one_paragraph_end() -> None:
    text = "Union africaine (UA) " * 5_000
    assert len(found(text)) == 10_000


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_mentions_lie_in_order_and_apart(text: str) -> None:
    mentions = found(text)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)
    apart = [mention for mention in mentions if mention.form != "owner"]
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.start < mention.end
        assert mention.organisation in GAZETTEER.organisations
    for left, right in pairwise(apart):
        assert left.end <= right.start


@given(st.text())
def test_any_text_ends(text: str) -> None:
    for mention in found(text):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_name_is_found_as_itself(language: str) -> None:
    rows = [
        (row.id, name)
        for row in GAZETTEER.organisations.values()
        for name in {row.name_fr, row.name_en} - {""}
    ]
    texts = paragraphs([f"§« {name} »" for _, name in rows])
    mentions = find_organisations(texts, language, GAZETTEER, frameworks=True)
    given_pairs = {(mention.paragraph, mention.organisation) for mention in mentions}
    expected = {(number, identifier) for number, (identifier, _) in enumerate(rows)}
    assert [rows[number] for number, _ in sorted(expected - given_pairs)] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_acronym_is_found_as_itself(language: str) -> None:
    rows = [
        (row.id, acronym)
        for row in GAZETTEER.organisations.values()
        if (acronym := row.acronym_fr if language == "fr" else row.acronym_en)
    ]
    texts = paragraphs([f"§« {acronym} »" for _, acronym in rows])
    mentions = find_organisations(texts, language, GAZETTEER, frameworks=True)
    assert [mention.organisation for mention in mentions] == [identifier for identifier, _ in rows]


def test_the_gold_is_reached(corpus: Corpus) -> None:
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = {(row["doc"], row["para"], row["organisation"]) for row in rows}
    given_pairs = set()
    for symbol in corpus.symbols:
        document = corpus.document(symbol)
        titles = {section.section: section.title for section in document.sections}
        for mention in find_organisations(
            document.paragraphs, document.language, GAZETTEER, titles
        ):
            paragraph = document.paragraphs[mention.paragraph]
            if paragraph.kind == "body" and paragraph.number and paragraph.number % 2 == 0:
                given_pairs.add((symbol, paragraph.number, mention.organisation))
    assert 2 * len(gold & given_pairs) / (len(gold) + len(given_pairs)) >= 0.97


def test_the_english_gold_is_reached() -> None:
    """Every third paragraph of paragraphs-en.jsonl, from the second, has its organisations."""
    lines = (GOLD_FOLDER / "paragraphs-en.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    annotated = {(row["doc"], row["para"]) for row in rows[1::3]}
    lines = (GOLD_FOLDER / "organisations-en.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {(row["doc"], row["para"], row["organisation"]) for row in map(json.loads, lines)}
    given_pairs = set()
    for symbol in dict.fromkeys(row["doc"] for row in rows):
        own = [row for row in rows if row["doc"] == symbol]
        for mention in found(*(row["text"] for row in own), language="en"):
            number = own[mention.paragraph]["para"]
            if (symbol, number) in annotated:
                given_pairs.add((symbol, number, mention.organisation))
    assert 2 * len(wanted & given_pairs) / (len(wanted) + len(given_pairs)) >= 0.95
