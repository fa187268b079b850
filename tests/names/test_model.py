from pathlib import Path

import numpy as np
import pytest

from clew.errors import Fault, PackError
from clew.names.compiled import interpreted
from clew.names.model import Trees, cross_script_model, load_trees, probabilities, same_script_model

HEAD = "tree,node,figure,most,then,otherwise,value\n"
FIGURES = ("told", "slips")
TWO = "0,0,told,1.5,1,2,\n0,1,,,,,-2\n0,2,slips,0.5,3,4,\n0,3,,,,,3\n0,4,,,,,0\n1,0,,,,,0.25\n"


def load(tmp_path: Path, text: str) -> Trees:
    place = tmp_path / "trees.csv"
    place.write_text(text, encoding="utf-8")
    return load_trees(place, FIGURES)


def faults(tmp_path: Path, rows: str, head: str = HEAD) -> list[tuple[str, int | None, str]]:
    with pytest.raises(PackError) as caught:
        load(tmp_path, head + rows)
    assert {fault.file for fault in caught.value.faults} == {str(tmp_path / "trees.csv")}
    assert all(fault.mend for fault in caught.value.faults)
    return [(fault.what, fault.row, fault.column) for fault in caught.value.faults]


def answers(trees: Trees, rows: list[list[float]]) -> list[float]:
    out = np.zeros(len(rows))
    probabilities(trees, np.array(rows, np.float32).reshape(len(rows), len(FIGURES)), out)
    return [float(value) for value in out]


def odds(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))


def test_a_probability_is_the_sum_of_one_leaf_of_each_tree(tmp_path: Path) -> None:
    trees = load(tmp_path, HEAD + TWO)
    found = answers(trees, [[1, 0], [1.5, 9], [2, 0.5], [2, 0.75]])
    assert found == pytest.approx([odds(-1.75), odds(-1.75), odds(3.25), odds(0.25)])


def test_without_trees_it_is_one_half_and_without_rows_nothing(tmp_path: Path) -> None:
    assert answers(load(tmp_path, HEAD), [[1, 1]]) == [0.5]
    assert answers(load(tmp_path, HEAD + TWO), []) == []


@pytest.mark.parametrize("model", [same_script_model, cross_script_model])
def test_the_shipped_trees_give_probabilities_to_any_figures(model: object) -> None:
    assert callable(model)
    trees = model()
    width, draw = int(trees.figures.max()) + 1, np.random.default_rng(11)
    rows = [np.zeros((1, width)), np.full((1, width), 1e9), draw.normal(0, 5, (50, width))]
    out = np.zeros(52)
    probabilities(trees, np.vstack(rows).astype(np.float32), out)
    assert ((out > 0) & (out < 1)).all()
    assert len(set(out.tolist())) > 5


def test_the_compiler_and_numpy_give_the_same_to_the_last_digit() -> None:
    trees = same_script_model()
    figures = np.random.default_rng(3).normal(0, 3, (300, int(trees.figures.max()) + 1)).astype(np.float32)
    compiled, plain = np.zeros(300), np.zeros(300)
    probabilities(trees, figures, compiled)
    with interpreted():
        probabilities(trees, figures, plain)
    assert compiled.tolist() == plain.tolist()


def test_a_figure_of_the_line_itself_goes_to_the_first_side(tmp_path: Path) -> None:
    trees = load(tmp_path, HEAD + "0,0,told,0.1,1,2,\n0,1,,,,,-2\n0,2,,,,,3\n")
    below, above = np.float32(0.1), np.nextafter(np.float32(0.1), np.float32(0))
    assert float(below) > 0.1 > float(above)
    assert answers(trees, [[float(below), 0], [float(above), 0]]) == pytest.approx([odds(3), odds(-2)])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    place = tmp_path / "none.csv"
    with pytest.raises(PackError) as caught:
        load_trees(place, FIGURES)
    assert caught.value.faults == (Fault("the pack's file is missing", "Reinstall clew, or restore the file.", str(place)),)


@pytest.mark.parametrize("head", ["", "tree,node\n", HEAD.upper()])
def test_another_head_is_refused(tmp_path: Path, head: str) -> None:
    assert faults(tmp_path, "", head) == [("the head is another one", 1, "")]


@pytest.mark.parametrize(
    ("rows", "what", "row", "column"),
    [
        ("0,0,colour,1,1,2,\n0,1,,,,,1\n0,2,,,,,1\n", "“colour” is no figure of told, slips", 2, "figure"),
        ("0,0,told,much,1,2,\n0,1,,,,,1\n0,2,,,,,1\n", "“much” is no number", 2, "most"),
        ("0,0,told,nan,1,2,\n0,1,,,,,1\n0,2,,,,,1\n", "“nan” is no number", 2, "most"),
        ("0,0,,,,,\n", "“” is no number", 2, "value"),
        ("0,0,,,,,inf\n", "“inf” is no number", 2, "value"),
        ("0,0,told,1,1,3,\n0,1,,,,,1\n0,2,,,,,1\n", "“3” is no later node of the tree", 2, "otherwise"),
        ("0,0,told,1,0,1,\n0,1,,,,,1\n", "“0” is no later node of the tree", 2, "then"),
        ("0,0,told,1,-1,1,\n0,1,,,,,1\n", "“-1” is no later node of the tree", 2, "then"),
        ("0,1,,,,,1\n", "“1” stands where node 0 of tree 0 is due", 2, "node"),
        ("0,0,,,,,1\n0,0,,,,,1\n", "“0” stands where node 1 of tree 0 is due", 3, "node"),
        ("0,0,,,,,1\n\n", "the row has 0 cells", 3, ""),
        ("0,0,,,,1\n", "the row has 6 cells", 2, ""),
    ],
)
def test_a_row_that_is_no_node_is_named(tmp_path: Path, rows: str, what: str, row: int, column: str) -> None:
    assert faults(tmp_path, rows) == [(what, row, column)]


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, "0,0,colour,x,9,1,\n0,1,,,,,y\n1,5,,,,,1\n")
    assert [(row, column) for _, row, column in found] == [(2, "figure"), (2, "most"), (2, "then"), (3, "value"), (4, "node")]
