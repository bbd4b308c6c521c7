"""Correspondence analysis against the R package ca, its own definition, and at its edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unreports.analysis.contingency import Contingency, cross
from unreports.analysis.correspondence import Correspondence, correspondence
from unreports.analysis.frequency import TermCounts, count_terms
from unreports.analysis.term_map import choose_points, correspondence_of_terms
from unreports.corpus import Corpus
from unreports.errors import AnalysisError

# Greenacre (1984), table 3.1: staff groups by smoking. The two supplementary columns are made up.
SMOKE = pd.DataFrame(
    {
        "none": [4, 4, 25, 18, 10],
        "light": [2, 3, 10, 24, 6],
        "medium": [3, 7, 12, 33, 7],
        "heavy": [2, 4, 4, 13, 2],
    },
    index=["SM", "JM", "SE", "JE", "SC"],
)
MORE = pd.DataFrame({"yes": [1, 3, 53, 5, 4], "no": [11, 17, 34, 88, 24]}, index=SMOKE.index)

# What R 4.2.2 with ca 0.71.1 gives for ca(cbind(smoke, MORE), supcol = 5:6); Greenacre prints
# 0.0748, 0.0100 and 0.0004 for the eigenvalues.
EIGENVALUES = [0.0747591058858, 0.0100171805122, 0.0004135740799]
ROWS = {
    "SM": (-0.065768384, -0.193737004),
    "JM": (0.258958421, -0.243304575),
    "SE": (-0.380594887, -0.010659907),
    "JE": (0.232951908, 0.057743908),
    "SC": (-0.201089122, 0.078911231),
}
COLUMNS = {
    "none": (-0.393308449, -0.030492071),
    "light": (0.099455921, 0.141064289),
    "medium": (0.196320956, 0.007359109),
    "heavy": (0.293775985, -0.197765656),
    "yes": (-1.058419460, -0.133864049),
    "no": (0.134781016, 0.019845705),
}
MASSES = [0.056994819, 0.093264249, 0.264248705, 0.455958549, 0.129533679]
INERTIAS = [0.0026729324, 0.0118811770, 0.0383141288, 0.0262686274, 0.0060529950]
CONTRIBUTIONS = {
    "contribution_1": [0.003297658, 0.083658712, 0.512005549, 0.330973947, 0.070064134],
    "contribution_2": [0.213557601, 0.551150552, 0.002997604, 0.151772191, 0.080522052],
}
# Per mille, as summary() prints them.
COS2_ROWS = {"cos2_1": [92, 526, 999, 942, 865], "cos2_2": [800, 465, 1, 58, 133]}
COS2_COLUMNS = {"cos2_1": [994, 327, 982, 684], "cos2_2": [6, 657, 1, 310]}
# Its distances of the supplementary columns to the centre. (Its summary takes cos² of such a point
# within the space of the axes alone, 0.938 for "yes"; FactoMineR, prince and we, of the whole.)
DISTANCES = {"yes": 1.22779004, "no": 0.15750785}


@pytest.fixture(scope="module")
def smoke() -> Correspondence:
    return correspondence(SMOKE, supplementary=MORE, axes=3)


@pytest.fixture(scope="module")
def counts(corpus: Corpus) -> TermCounts:
    return count_terms(corpus)


@pytest.fixture(scope="module")
def crossed(counts: TermCounts) -> Contingency:
    return cross(counts)


def side(result: Correspondence, name: str) -> pd.DataFrame:
    return result.points[result.points["side"] == name].set_index("point")


def test_axes_as_the_r_package_gives_them(smoke: Correspondence) -> None:
    """Eigenvalues, shares (87.8, 11.8 and 0.5 %), and the whole inertia, 0.08519."""
    assert smoke.axes["eigenvalue"].tolist() == pytest.approx(EIGENVALUES, abs=1e-12)
    assert (100 * smoke.axes["share"]).round(1).tolist() == [87.8, 11.8, 0.5]
    assert smoke.axes["cumulative"].iloc[-1] == pytest.approx(1)
    assert smoke.inertia == pytest.approx(0.0851898605)


def test_points_as_the_r_package_gives_them(smoke: Correspondence) -> None:
    """Coordinates, masses, inertias, contributions and cos² of rows and columns."""
    rows, columns = (
        side(smoke, "term"),
        pd.concat([side(smoke, "section"), side(smoke, "document")]),
    )
    # R leaves the signs to the decomposition; ours put the farthest column on the positive side.
    signs = np.array([-1, -1])
    for points, expected in ((rows, ROWS), (columns, COLUMNS)):
        assert points.index.tolist() == list(expected)
        got = points[["axis_1", "axis_2"]].to_numpy() * signs
        assert got == pytest.approx(np.array(list(expected.values())), abs=1e-8)
    assert rows["mass"].tolist() == pytest.approx(MASSES, abs=1e-8)
    assert rows["inertia"].tolist() == pytest.approx(INERTIAS, abs=1e-9)
    for name, expected in CONTRIBUTIONS.items():
        assert rows[name].tolist() == pytest.approx(expected, abs=1e-8)
    for points, cosines in ((rows, COS2_ROWS), (columns.iloc[:4], COS2_COLUMNS)):
        for name, expected in cosines.items():
            assert (1000 * points[name]).tolist() == pytest.approx(expected, abs=0.51)
    for name, distance in DISTANCES.items():
        cosine = (COLUMNS[name][0] / distance) ** 2
        assert columns.loc[name, "cos2_1"] == pytest.approx(cosine, abs=1e-7)


def test_supplementary_points_pull_no_axis(smoke: Correspondence) -> None:
    """They have no mass, inertia or contribution, and the rest is as without them."""
    extra = side(smoke, "document")
    assert (extra[["mass", "inertia", "contribution_1", "contribution_2"]] == 0).all(axis=None)
    alone = correspondence(SMOKE, axes=3)
    pd.testing.assert_frame_equal(
        alone.points, smoke.points[smoke.points["side"] != "document"].reset_index(drop=True)
    )


def test_inertia_is_chi_squared(crossed: Contingency) -> None:
    """Pearson's statistic by scipy, over the sum of the table."""
    from scipy.stats import chi2_contingency

    found = correspondence(crossed.table)
    statistic = chi2_contingency(crossed.table, correction=False).statistic
    assert found.inertia * crossed.table.to_numpy().sum() == pytest.approx(statistic)
    assert found.points["inertia"].sum() == pytest.approx(2 * found.inertia)


def test_all_axes_give_back_the_chi_squared_distances(crossed: Contingency) -> None:
    """Between two sections: the distance of their profiles, by its definition."""
    table = crossed.table.to_numpy(dtype=float)
    axes = len(crossed.parts) - 1
    points = side(correspondence(crossed.table, axes=axes), "section")
    placed = points[[f"axis_{i + 1}" for i in range(axes)]].to_numpy()
    profiles = table / table.sum(axis=0)
    masses = table.sum(axis=1) / table.sum()
    expected = np.sqrt(((profiles[:, 0] - profiles[:, 5]) ** 2 / masses).sum())
    assert np.linalg.norm(placed[0] - placed[5]) == pytest.approx(expected)
    cosines = points[[f"cos2_{i + 1}" for i in range(axes)]].sum(axis=1)
    assert cosines.tolist() == pytest.approx([1.0] * len(points))


def test_the_order_of_rows_and_columns_does_not_matter(smoke: Correspondence) -> None:
    """Signs included."""
    turned = correspondence(SMOKE.iloc[::-1, ::-1], supplementary=MORE.iloc[::-1], axes=3)
    one, other = (r.points.set_index(["side", "point"]).sort_index() for r in (smoke, turned))
    numbers = one.columns.drop("references")
    assert other[numbers].to_numpy() == pytest.approx(one[numbers].to_numpy(), abs=1e-9)


def test_what_does_not_exist_is_zero() -> None:
    """Two columns have one axis; a table without any association has none."""
    one = correspondence(pd.DataFrame([[3, 1], [1, 3]]), axes=2)
    assert one.axes["eigenvalue"].tolist() == pytest.approx([0.25, 0])
    assert (one.points[["axis_2", "contribution_2", "cos2_2"]] == 0).all(axis=None)
    none = correspondence(pd.DataFrame([[2, 4], [3, 6]]), axes=1)
    assert none.inertia == 0
    assert none.axes.drop(columns="axis").to_numpy().tolist() == [[0, 0, 0, 0]]
    assert (none.points[["axis_1", "contribution_1", "cos2_1"]] == 0).all(axis=None)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([[1, 2]], "needs two terms"),
        ([[1], [2]], "needs two terms"),
        ([], "needs two terms"),
        ([[0, 0], [1, 2]], "nothing is counted for 0"),
        ([[1, 0], [2, 0]], "nothing is counted for 1"),
        ([[1, -1], [2, 3]], "0 or more"),
        ([[1, np.nan], [2, 3]], "none missing"),
    ],
)
def test_tables_that_have_no_axes(table: list[list[float]], message: str) -> None:
    """Each says what is wrong."""
    with pytest.raises(AnalysisError, match=message):
        correspondence(pd.DataFrame(table))


def test_empty_supplementary_columns_are_refused() -> None:
    """A profile cannot be made of nothing."""
    with pytest.raises(AnalysisError, match="not all of them 0"):
        correspondence(SMOKE, supplementary=MORE * 0)


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 6), st.integers(2, 6), st.data())
def test_no_table_of_counts_gives_a_missing_number(
    rows: int, columns: int, data: st.DataObject
) -> None:
    """Contributions sum to 1 on each side of a real axis, cos² to 1 at most."""
    cells = st.lists(st.integers(0, 9), min_size=columns, max_size=columns)
    table = pd.DataFrame(data.draw(st.lists(cells, min_size=rows, max_size=rows))) + np.eye(
        rows, columns, dtype=int
    )
    table = table.loc[table.sum(axis=1) > 0, table.sum() > 0]
    found = correspondence(table, axes=3)
    numbers = found.points.drop(columns=["point", "side", "references"])
    assert np.isfinite(numbers.to_numpy()).all()
    assert np.isfinite(found.axes.to_numpy()).all()
    for axis in (1, 2, 3):
        whole = float(found.axes["eigenvalue"][axis - 1] > 0)
        for name in ("term", "section"):
            own = found.points[found.points["side"] == name]
            assert own[f"contribution_{axis}"].sum() == pytest.approx(whole)
    cosines = numbers[["cos2_1", "cos2_2", "cos2_3"]].sum(axis=1)
    assert (cosines <= 1 + 1e-9).all()


def test_a_corpus_with_its_documents_placed(corpus: Corpus, crossed: Contingency) -> None:
    """Terms lead to their paragraphs; the two reports are on either side of the first axis."""
    found = correspondence_of_terms(crossed, n_resamples=20)
    documents = side(found, "document")
    assert documents.index.tolist() == list(corpus.symbols)
    assert np.prod(documents["axis_1"]) < 0
    terms = side(found, "term")
    assert (terms["references"] != "").all()
    assert terms.loc["terrorisme", "references"].startswith("A/75/345, par. ")


def test_the_axes_of_shuffled_paragraphs(crossed: Contingency) -> None:
    """The first axis of the reports is above what chance gives; that of a random deal is not."""
    found = correspondence_of_terms(crossed, axes=1, n_resamples=60)
    eigenvalue, null = found.axes.iloc[0][["eigenvalue", "null_high"]]
    assert eigenvalue > 1.5 * null > 0
    shuffled = pd.DataFrame(crossed.dealt(np.random.default_rng(99)), columns=list(crossed.parts))
    kept = shuffled[shuffled.sum(axis=1) > 0]
    assert correspondence(kept, axes=1).axes["eigenvalue"][0] < 1.2 * null
    again = correspondence_of_terms(crossed, axes=1, n_resamples=60)
    pd.testing.assert_frame_equal(found.axes, again.axes)


def test_the_order_of_paragraphs_does_not_matter(counts: TermCounts) -> None:
    """A count of the paragraphs in another order crosses to the same table."""
    from dataclasses import replace

    order = np.random.default_rng(3).permutation(len(counts.words))
    turned = replace(
        counts, matrix=counts.matrix[order], words=counts.words[order],
        paragraphs=counts.paragraphs.iloc[order],
    )  # fmt: skip
    pd.testing.assert_frame_equal(cross(counts).table, cross(turned).table)


def test_crossing_counts_by_hand(counts: TermCounts) -> None:
    """A cell is the sum over the section's paragraphs; the floors are kept."""
    found = cross(counts, min_words=300, min_frequency=8)
    column = counts.terms.index("femme")
    inside = (counts.paragraphs["symbol"] == "A/75/345") & (counts.paragraphs["section"] == "2.1")
    expected = counts.matrix[inside.to_numpy()][:, [column]].sum()
    assert found.table.loc["femme", "Union africaine"] == expected
    assert (found.table.sum(axis=1) >= 8).all()
    words = pd.Series(found.words).groupby(found.part_of).sum()
    assert (words >= 300).all()
    assert set(found.left_out).isdisjoint(found.parts)
    documents = found.by_document()
    assert documents.sum(axis=1).tolist() == found.table.sum(axis=1).tolist()


def test_floors_that_leave_nothing(counts: TermCounts) -> None:
    """The message names the floor."""
    with pytest.raises(AnalysisError, match="min_words"):
        cross(counts, min_words=3000)
    with pytest.raises(AnalysisError, match="min_frequency"):
        cross(counts, min_frequency=500)


def test_a_map_shows_what_makes_the_plane(smoke: Correspondence) -> None:
    """Mean contribution 1/5: SE and JE to the first axis, JM too by the second, weighted."""
    found = choose_points(smoke, min_cos2=0.3)
    terms = found.points[found.points["side"] == "term"]["point"].tolist()
    assert terms == ["SE", "JE"]
    assert found.left_out == 3
    assert "1/5" in found.rule
    assert set(found.points["side"]) == {"term", "section", "document"}
    assert choose_points(smoke, terms=1).left_out == 4
    with pytest.raises(AnalysisError, match="3 axes"):
        choose_points(smoke, plane=(1, 4))


def test_documents_as_parts_are_not_placed_twice(counts: TermCounts) -> None:
    """Three of them have two axes, and no more are given."""
    rows = counts.paragraphs.copy()
    rows.loc[rows.index[:40], "symbol"] = "A/1/1"
    split = replace(counts, paragraphs=rows)
    found = correspondence_of_terms(cross(split, by="document"), n_resamples=10)
    assert found.points["side"].value_counts()["section"] == 3
    assert "document" not in set(found.points["side"])
    assert len(found.axes) == 2
    assert found.axes["share"].sum() == pytest.approx(1)
    assert (found.axes["eigenvalue"] > 0).all()


def test_two_parts_make_no_map(counts: TermCounts) -> None:
    """They differ along one line."""
    with pytest.raises(AnalysisError, match="three sections and three terms, not 2 and"):
        correspondence_of_terms(cross(counts, by="document"), n_resamples=10)
