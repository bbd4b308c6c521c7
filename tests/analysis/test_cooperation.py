"""Who cooperates with whom, on made-up paragraphs: one for each rule, in both languages."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unreports.analysis.cooperation import (
    RULES,
    by_whole,
    cooperation,
    matrix,
    mentioned_together,
    names,
    network,
    only_partners,
    themes_by_partner,
)
from unreports.analysis.cooperation.actors import Actor, actors, cast_of
from unreports.analysis.cooperation.rules import pairs_in
from unreports.annotation.organisations import find_organisations, load_gazetteer
from unreports.corpus import Corpus, load_corpus
from unreports.errors import AnalysisError
from unreports.language.joint_action import joint_action

HEADS = {
    "fr": "Assemblée générale\n\nDistr. générale\n1 février 2020\nFrançais\nOriginal : anglais\n\n"
    "Soixante-quatorzième session\n\nCoopération\n\nRapport du Secrétaire général\n\n",
    "en": "General Assembly\n\nDistr.: General\n1 February 2020\nEnglish\nOriginal: English\n\n"
    "Seventy-fourth session\n\nCooperation\n\nReport of the Secretary-General\n\n",
}


def organisations(corpus: Corpus) -> pd.DataFrame:
    """The `organisations` table of a corpus."""
    rows = []
    for symbol in corpus.symbols:
        document = corpus.document(symbol)
        own = corpus.paragraphs[corpus.paragraphs["symbol"] == symbol].to_dict("records")
        titles = {section.section: section.title for section in document.sections}
        for mention in find_organisations(
            document.paragraphs, document.language, load_gazetteer(), titles
        ):
            row = own[mention.paragraph]
            rows.append(
                {"symbol": symbol, "paragraph": row["paragraph"]}
                | {name: getattr(mention, name) for name in ("start", "end", "text")}
                | {"organisation": mention.organisation, "kind": mention.kind}
                | {"reference": row["reference"]}
            )
    columns = ["symbol", "paragraph", "start", "end", "text", "organisation", "kind", "reference"]
    return pd.DataFrame(rows, columns=columns)


def made(
    tmp_path: Path, language: str, *paragraphs: str, heading: str = "I. Introduction"
) -> Corpus:
    """A report of one section."""
    text = "\n\n".join(f"{number}. {text}" for number, text in enumerate(paragraphs, 1))
    file = tmp_path / f"A_74_1-{language}.txt"
    file.write_text(f"{HEADS[language]}{heading}\n\n{text}\n", encoding="utf-8")
    return load_corpus(file)


def found(tmp_path: Path, language: str, *paragraphs: str, **more: str) -> pd.DataFrame:
    """The `cooperation` table of such a report."""
    corpus = made(tmp_path, language, *paragraphs, **more)
    return cooperation(corpus, organisations(corpus))


def triples(table: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Entity, partner and rule of every row."""
    return set(zip(table["un"], table["partner"], table["rule"], strict=True))


CASES = [
    ("fr", "Le PNUD a travaillé avec l'OEA à Lima.", {("UNDP", "OAS", "with")}),
    ("fr", "En partenariat avec l'OEA, le PNUD a ouvert un bureau.", {("UNDP", "OAS", "with")}),
    ("fr", "Le PNUD s'est associé à l'OEA à Lima.", {("UNDP", "OAS", "with")}),
    ("fr", "L'OEA a reçu, aux côtés du PNUD, les maires.", {("UNDP", "OAS", "with")}),
    ("fr", "Le PNUD et l'OEA ont écouté les maires.", {("UNDP", "OAS", "together")}),
    ("fr", "Le PNUD a formé les juges de l'OEA.", {("UNDP", "OAS", "support")}),
    ("fr", "Le PNUD a participé au sommet de l'OEA.", {("UNDP", "OAS", "contact")}),
    ("fr", "L'OEA est membre du conseil du PNUD.", {("UNDP", "OAS", "membership")}),
    ("fr", "J'ai rencontré le Président de l'OEA.", {("UN", "OAS", "contact")}),
    ("fr", "Je me félicite de la décision de l'OEA.", set()),
    ("fr", "Le PNUD a travaillé avec l'OEA pour aider la CARICOM.", {("UNDP", "OAS", "with")}),
    ("fr", "La résolution 2457 (2019) du Conseil de sécurité appuie l'OEA.", set()),
    ("fr", "Le PNUD a appuyé les États membres de l'OEA.", {("UNDP", "OAS", "support")}),
    ("fr", "Le PNUD a appuyé le débat consacré à l'OEA.", set()),
    ("fr", "Le PNUD compte autant d'agents que l'OEA.", set()),
    (
        "fr",
        "Le PNUD (PNUD), le HCR et l'UNICEF ont travaillé avec l'OEA et la CARICOM.",
        {(un, p, "with") for un in ("UNDP", "UNHCR", "UNICEF") for p in ("OAS", "CARICOM")},
    ),
    (
        "fr",
        "La Secrétaire générale adjointe aux affaires politiques et à la consolidation de la paix "
        "a participé au sommet de l'OEA.",
        {("DPPA", "OAS", "contact")},
    ),
    (
        "fr",
        "Le Haut-Commissaire aux droits de l'homme a travaillé avec la Commission "
        "interaméricaine des droits de l'homme de l'OEA.",
        {("OHCHR", "IACHR", "with")},
    ),
    ("fr", "Le Secrétaire général de l'OEA a rencontré la CARICOM.", set()),
    ("en", "UNDP worked closely with OAS in Lima.", {("UNDP", "OAS", "with")}),
    ("en", "In partnership with OAS, UNDP opened an office.", {("UNDP", "OAS", "with")}),
    ("en", "UNDP and OAS heard the mayors.", {("UNDP", "OAS", "together")}),
    ("en", "UNDP continued to support OAS.", {("UNDP", "OAS", "support")}),
    ("en", "UNDP attended the OAS summit.", {("UNDP", "OAS", "contact")}),
    ("en", "I met the President of OAS.", {("UN", "OAS", "contact")}),
    ("en", "I commend the support of OAS to the refugees.", set()),
    ("en", "UNDP worked with OAS in order to assist CARICOM.", {("UNDP", "OAS", "with")}),
    ("en", "Security Council resolution 2457 (2019) praised OAS.", set()),
    ("en", "In accordance with the rules of OAS, UNDP paid.", set()),
    (
        "en",
        "UNDP briefed OAS on United Nations support to victims.",
        {("UNDP", "OAS", "support")},
    ),
    ("en", "UNDP addressed OAS.", {("UNDP", "OAS", "contact")}),
    ("en", "UNDP has as many staff as OAS.", set()),
    (
        "en",
        "The Under-Secretary-General for Political and Peacebuilding Affairs attended the summit "
        "of OAS.",
        {("DPPA", "OAS", "contact")},
    ),
    (
        "en",
        "My Special Envoy for the Horn of Africa worked with OAS.",
        {("OSE-Horn", "OAS", "with")},
    ),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES)
def test_rules(tmp_path, language, sentence, expected):
    """By what rule the sentence makes a pair, if it does."""
    assert triples(found(tmp_path, language, sentence)) == expected


NO_PAIR = [
    ("fr", "Le HCDH n'a pas collaboré avec la Ligue des États arabes."),
    ("fr", "Ni l'UNICEF ni l'Union européenne n'ont coopéré."),
    ("fr", "Le PNUD n'a pas pu rencontrer l'OEA."),
    ("fr", "Le PNUD refuse de coopérer avec l'OEA."),
    ("fr", "Le PNUD a cessé toute coopération avec l'OEA."),
    ("fr", "Aucun accord n'a été signé entre le PNUD et l'OEA."),
    ("fr", "Le PNUD pourrait coopérer avec l'OEA."),
    ("fr", "Le PNUD devrait signer un accord avec l'OEA."),
    ("fr", "À la différence de l'Union européenne, le PAM est resté et a aidé les réfugiés."),
    ("fr", "Contrairement à l'OEA, le PNUD a organisé une réunion."),
    ("fr", "Le PNUD a ouvert un atelier sans consulter l'OEA."),
    ("fr", "Le PNUD est en concurrence avec l'OEA."),
    ("fr", "Le PNUD et l'OEA ont tous deux déploré l'attaque."),
    ("en", "The Commonwealth Secretariat and the United Nations did not sign an agreement."),
    ("en", "UNDP never met with OAS."),
    ("en", "UNDP refused to cooperate with OAS."),
    ("en", "UNDP has ceased all cooperation with OAS."),
    ("en", "No agreement was signed between UNDP and OAS."),
    ("en", "Neither UNDP nor OAS attended the meeting."),
    ("en", "UNDP competed with the Asian Development Bank."),
    ("en", "Unlike OAS, UNDP supported the mayors."),
    ("en", "UNDP opened a workshop without consulting OAS."),
    ("en", "UNDP could cooperate with OAS if it had the means."),
    ("en", "UNDP would work with OAS."),
    ("en", "WFP and the African Union both deplored the attack."),
]


@pytest.mark.parametrize(("language", "sentence"), NO_PAIR)
def test_what_is_denied_supposed_or_contrasted_is_no_pair(tmp_path, language, sentence):
    """Both are named, and the sentence does not say that they act together."""
    assert found(tmp_path, language, sentence).empty


STILL_A_PAIR = [
    ("fr", "Le PNUD, qui n'a pas signé l'accord, a travaillé avec l'OEA."),
    ("fr", "Non seulement le PNUD mais aussi l'UNICEF ont travaillé avec l'OEA."),
    ("fr", "Le PNUD a travaillé sans relâche avec l'OEA."),
    ("fr", "Le PNUD n'a pas de bureau, mais il a travaillé avec l'OEA."),
    ("fr", "Le PNUD n'a pas rencontré la CARICOM et a travaillé avec l'OEA."),
    ("fr", "Contrairement à l'UE, le PNUD a travaillé avec l'OEA."),
    ("fr", "Le PNUD et l'OEA ont conjointement condamné l'attaque."),
    ("en", "UNDP, which did not sign the agreement, worked with OAS."),
    ("en", "UNDP did not only meet OAS, it trained its staff."),
    ("en", "UNDP worked without delay with OAS."),
    ("en", "UNDP did not meet CARICOM but worked with OAS."),
    ("en", "UNDP and OAS jointly condemned the attack."),
]


@pytest.mark.parametrize(("language", "sentence"), STILL_A_PAIR)
def test_a_negation_counts_for_its_own_clause(tmp_path, language, sentence):
    """Elsewhere in the sentence it denies nothing."""
    table = found(tmp_path, language, sentence)
    assert ("UNDP", "OAS") in set(zip(table["un"], table["partner"], strict=True))
    assert set(table["partner"]) == {"OAS"}


def test_pairs_do_not_cross_semicolons(tmp_path):
    """Each part that names both sides has its own."""
    text = (
        "Le FNUAP et l'UNICEF travaillent avec la SADC ; l'OIT coopère avec la "
        "Confédération syndicale internationale et l'Organisation internationale des employeurs ; "
        "elle a aussi aidé l'OEA."
    )
    table = found(tmp_path, "fr", text)
    pairs = set(zip(table["un"], table["partner"], strict=True))
    assert {("UNFPA", "SADC"), ("UNICEF", "SADC"), ("ILO", "ITUC")} <= pairs
    assert not {un for un, partner in pairs if partner == "SADC"} & {"ILO"}
    assert {un for un, partner in pairs if partner != "SADC"} == {"ILO"}
    alone = found(tmp_path, "fr", "Le PNUD a travaillé avec l'OEA ; puis avec la CARICOM.")
    assert {("UNDP", "CARICOM"), ("UNDP", "OAS")} <= set(
        zip(alone["un"], alone["partner"], strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Le Fonds pour la consolidation de la paix a prêté son concours en contribuant à un "
        "dialogue avec les groupes armés.",
        "La Commission de consolidation de la paix a tenu un débat sur l'appui à la paix.",
        "Le PNUD n'a pas prêté son concours.",
    ],
)
def test_support_that_went_to_others_is_not_the_section_partners(tmp_path, text):
    """The rule `section` needs a gap that the heading fills."""
    assert found(tmp_path, "fr", text, heading="I. Organisation des États américains").empty


def test_a_list_of_members_makes_no_pair(tmp_path):
    """More names than a clause can have actors."""
    names_ = ", ".join(["le PNUD", "l'OEA", "l'UNICEF"] * 30)
    assert found(tmp_path, "fr", f"{names_} ont travaillé avec l'OEA.").empty


def test_a_users_gazetteer_is_the_corpus_s(tmp_path):
    """It need not be given again; another that lacks an id is named as the fault."""
    own = tmp_path / "own.csv"
    own.write_text(
        "id,name_en,acronym_en,name_fr,acronym_fr,kind\n"
        "ZYX,Zyx Alliance of Ports,,Alliance zyxienne des ports,,other_international\n",
        encoding="utf-8",
    )
    made(tmp_path, "en", "UNDP worked with the Zyx Alliance of Ports.")
    corpus = load_corpus(tmp_path / "A_74_1-en.txt", gazetteer=own)
    table = cooperation(corpus, corpus.organisations)
    assert triples(table) == {("UNDP", "ZYX", "with")}
    assert by_whole(table, corpus.mentions.gazetteer)["partner"].tolist() == ["ZYX"]
    for wrong in (
        lambda: cooperation(corpus, corpus.organisations, load_gazetteer()),
        lambda: by_whole(table),
        lambda: names(["ZYX"]),
        lambda: mentioned_together(table, corpus.organisations),
    ):
        with pytest.raises(AnalysisError, match="no organisation 'ZYX'"):
            wrong()


def test_the_table_has_the_columns_of_the_design(tmp_path):
    """And says where the sentence is."""
    text = "Il a plu. Le PNUD a travaillé avec l'OEA sur les élections."
    row = found(tmp_path, "fr", text).iloc[0]
    assert list(row.index[:6]) == ["symbol", "paragraph", "un", "partner", "themes", "reference"]
    assert (row["symbol"], row["paragraph"]) == ("A/74/1", 1)
    assert (row["reference"], row["themes"]) == ("A/74/1, par. 1", "elections")
    assert text[row["start"] : row["end"]] == row["sentence"]
    assert row["sentence"].startswith("Le PNUD")


def test_a_related_organisation_is_the_partner_in_its_own_section(tmp_path):
    """The International Organization for Migration: of the system elsewhere, partner here."""
    text = "L'ONU a travaillé avec l'OIM."
    heading = "I. Organisation internationale pour les migrations"
    table = found(tmp_path, "fr", text, heading=heading)
    assert triples(table) == {("UN", "IOM", "with")}
    assert table["of_section"].tolist() == [True]
    elsewhere = found(tmp_path, "fr", "L'OIM a travaillé avec l'OEA.", heading="I. Introduction")
    assert triples(elsewhere) == {("IOM", "OAS", "with")}
    assert elsewhere["of_section"].tolist() == [False]


def test_support_without_a_recipient_is_the_section_partners(tmp_path):
    """By the rule `section`, which a reader can leave out."""
    text = "Le Fonds pour la consolidation de la paix a prêté son concours."
    heading = "I. Organisation des États américains"
    assert triples(found(tmp_path, "fr", text, heading=heading)) == {("PBF", "OAS", "section")}
    assert found(tmp_path, "fr", text).empty


def test_it_adds_its_theme_to_a_pair_that_the_paragraph_has(tmp_path):
    """The entity has a partner already."""
    text = "Le PNUD a travaillé avec l'OEA. Le PNUD a aussi prêté son concours aux élections."
    table = found(tmp_path, "fr", text, heading="I. Communauté des Caraïbes")
    assert triples(table) == {("UNDP", "OAS", "with")}
    assert table["themes"].tolist() == ["elections"]


def test_a_sentence_that_goes_on_adds_its_theme(tmp_path):
    """ "Elles" are the two that the sentence before names."""
    text = "Le PNUD a travaillé avec l'OEA. En mai, elles ont débattu des réfugiés."
    assert found(tmp_path, "fr", text)["themes"].tolist() == ["refugees_migration"]


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Le Bureau de lutte contre le terrorisme a travaillé avec l'OEA.", "counter_terrorism"),
        ("Le PNUD a organisé un atelier avec l'OEA.", "capacity_knowledge"),
        ("L'ONU a travaillé avec l'Union africaine.", ""),
        ("L'ONU a travaillé avec l'OIAC.", "disarmament"),
    ],
)
def test_themes_of_a_sentence_without_words_of_its_own(tmp_path, text, themes):
    """The entity's name, the general words, the partner's name, in this order."""
    assert found(tmp_path, "fr", text)["themes"].tolist() == [themes]


def test_the_first_person_is_the_secretary_general_only_in_his_reports(tmp_path):
    """Elsewhere "je" is whoever speaks."""
    text = "J'ai rencontré le Président de l'OEA."
    corpus = made(tmp_path, "fr", text)
    table = organisations(corpus)
    other = Corpus(
        corpus.documents.assign(kind="Note"),
        corpus.sections,
        corpus.paragraphs,
        corpus.cleaning,
        corpus.mentions,
    )
    assert len(cooperation(corpus, table)) == 1
    assert cooperation(other, table).empty


def test_no_organisation_no_pair(tmp_path):
    """An empty table has its columns and types."""
    corpus = made(tmp_path, "fr", "Il a plu.")
    table = cooperation(corpus, organisations(corpus))
    assert table.empty
    assert table["paragraph"].dtype == "Int64"
    assert matrix(table).empty
    assert themes_by_partner(table).empty
    assert only_partners(table).empty
    assert network(table).edges.empty


def test_paragraphs_that_share_a_number_stay_apart(tmp_path):
    """One reference, two texts: mentions of one are not read in the other."""
    corpus = made(tmp_path, "fr", "Le PNUD a travaillé avec l'OEA.", "Hier, le HCR et l'UE ont ri.")
    same = corpus.paragraphs.assign(
        reference=corpus.paragraphs["reference"].str.replace("par. 2", "par. 1")
    )
    twice = Corpus(corpus.documents, corpus.sections, same, corpus.cleaning, corpus.mentions)
    table = organisations(corpus)
    table["reference"] = table["reference"].str.replace("par. 2", "par. 1")
    assert triples(cooperation(twice, table)) == {
        ("UNDP", "OAS", "with"),
        ("UNHCR", "EU", "together"),
    }


def test_one_document_of_each_language(tmp_path):
    """Each is read by its own words."""
    made(tmp_path, "fr", "Le PNUD a travaillé avec l'OEA.")
    text = f"{HEADS['en']}I. Introduction\n\n1. UNHCR worked with OAS.\n"
    (tmp_path / "A_74_2-en.txt").write_text(text, encoding="utf-8")
    corpus = load_corpus(tmp_path)
    table = cooperation(corpus, organisations(corpus))
    assert table[["symbol", "un", "partner"]].to_numpy().tolist() == [
        ["A/74/1", "UNDP", "OAS"],
        ["A/74/2", "UNHCR", "OAS"],
    ]


@pytest.fixture(scope="module")
def pairs() -> pd.DataFrame:
    """Four paragraphs: A with X (three times) and Y, B with X, C with the Commission of the AU."""
    rows = [
        (1, "UNDP", "OAS", "elections; law"),
        (2, "UNDP", "OAS", "elections"),
        (3, "UNDP", "OAS", ""),
        (3, "UNDP", "EU", "law"),
        (3, "UNHCR", "OAS", "refugees_migration"),
        (4, "ECA", "AUC", "law"),
        (4, "ECA", "AU", "youth"),
    ]
    table = pd.DataFrame(rows, columns=["paragraph", "un", "partner", "themes"])
    return table.assign(symbol="A/1/1", reference=[f"A/1/1, par. {row[0]}" for row in rows])


def test_matrix_counts_paragraphs_and_names_them(pairs):
    """Most paragraphs first."""
    first = matrix(pairs).iloc[0]
    assert first[["un", "partner", "paragraphs"]].tolist() == ["UNDP", "OAS", 3]
    assert first["references"] == "A/1/1, par. 1; A/1/1, par. 2; A/1/1, par. 3"


def test_themes_of_each_partner(pairs):
    """Elections: two of the three paragraphs of OAS; a pair without themes counts for none."""
    table = themes_by_partner(pairs).set_index(["partner", "theme"])
    assert table.loc[("OAS", "elections"), "paragraphs"] == 2
    assert table.loc[("OAS", "elections"), "share"] == pytest.approx(2 / 3)
    assert "" not in table.index.get_level_values("theme")


def test_who_cooperates_with_nobody_else(pairs):
    """UNHCR only with OAS; EU only with UNDP."""
    table = only_partners(pairs)
    un = table[table["side"] == "un"]
    assert un[["organisation", "only_with"]].to_numpy().tolist() == [["UNHCR", "OAS"]]
    partners = table[table["side"] == "partner"].set_index("organisation")["only_with"].to_dict()
    assert partners == {"AU": "ECA", "AUC": "ECA", "EU": "UNDP"}


def test_parts_count_with_their_whole(pairs):
    """The Commission as the Union: one row of the paragraph, both themes."""
    merged = by_whole(pairs)
    last = merged[merged["un"] == "ECA"]
    assert last[["partner", "themes"]].to_numpy().tolist() == [["AU", "law; youth"]]
    assert list(merged.columns) == list(pairs.columns)


def test_weak_ties_are_left_out_of_the_network(pairs):
    """Of five ties one stands in two paragraphs."""
    drawn = network(pairs, min_paragraphs=2)
    assert drawn.edges[["un", "partner", "paragraphs"]].to_numpy().tolist() == [["UNDP", "OAS", 3]]
    assert drawn.left_out == 4
    assert "2 paragraphs" in drawn.rule
    assert drawn.nodes["organisation"].tolist() == ["UNDP", "OAS"]
    assert len(network(pairs, min_paragraphs=1).edges) == 5


def test_the_order_of_the_network_avoids_crossings():
    """Two separate pairs are drawn side by side, whatever the order of the rows."""
    rows = [("A", "Y"), ("B", "X"), ("C", "Y"), ("D", "X")]
    table = pd.DataFrame(rows, columns=["un", "partner"]).assign(reference=list("1234"), themes="")
    nodes = network(table, min_paragraphs=1).nodes.set_index("organisation")["place"]
    assert abs(nodes["A"] - nodes["C"]) == abs(nodes["B"] - nodes["D"]) == 1


def test_mentions_together_stand_beside_what_is_counted(tmp_path):
    """The paragraph names both and says of one only that it is as large."""
    corpus = made(tmp_path, "fr", "Le PNUD a travaillé avec l'OEA. L'UNICEF est plus grand.")
    table = organisations(corpus)
    got = mentioned_together(cooperation(corpus, table), table)
    assert got.to_numpy().tolist() == [["UNDP", "OAS", 1, 1], ["UNICEF", "OAS", 1, 0]]


def test_labels_are_short_and_differ():
    """CEI is the acronym of the Commonwealth in French: the Initiative has its name."""
    table = names(["CIS", "CEI", "OLA", "CIS"], "fr")
    assert table["label"].tolist() == [
        "CEI",
        "Initiative de l'Europe centrale",
        "Bureau des affaires juridiques",
    ]


def test_the_shipped_report(corpus):
    """Most pairs are said outright, and most are with the section's partner."""
    table = cooperation(corpus, organisations(corpus))
    assert set(table["symbol"]) <= {"A/75/345", "CEB/2021/1"}
    assert set(table["rule"]) <= set(RULES)
    assert (table["rule"].isin(["with", "together"])).mean() > 0.6
    assert table["of_section"].mean() > 0.7


def test_an_actor_inside_another_is_left_out():
    """The Commission of the African Union is not the Union."""
    text = "la Commission de l'Union africaine"
    cast = cast_of("Note", "fr", load_gazetteer())
    found = actors(text, [(3, 34, "AUC"), (20, 34, "AU")], (), cast)
    assert [actor.organisation for actor in found] == ["AUC"]


SIDES = st.lists(
    st.tuples(st.sampled_from(["ONU", "PNUD", "OEA", "UE"]), st.text(max_size=30)), max_size=8
)


@given(SIDES)
def test_any_sentence_gives_pairs_of_its_own_actors(parts):
    """Whatever stands between the names: no error, no stranger, each pair once."""
    text, present = "", []
    for name, after in parts:
        side = "un" if name in ("ONU", "PNUD") else "partner"
        present.append(Actor(len(text), len(text) + len(name), name, side))
        text += name + after
    pairs = pairs_in(text, 0, len(text), present, joint_action("fr"))
    assert len(set(pairs)) == len(pairs)
    assert {pair.un for pair in pairs} <= {a.organisation for a in present if a.side == "un"}
    assert {p.partner for p in pairs} <= {a.organisation for a in present if a.side == "partner"}
