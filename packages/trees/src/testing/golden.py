"""Golden values for the tests of this room: models of XGBoost 1.7, what they predict and how they explain it.

    python3 golden.py > golden.json && npx biome format --write golden.json

Needs python3-xgboost of Debian 12. Data follow a formula that `golden.ts` repeats.
"""

import json
import math
import os
import tempfile

os.environ["OMP_NUM_THREADS"] = "1"

import numpy
import xgboost

CASES = {
    "exact": {
        "rows": 200,
        "columns": 4,
        "names": ["speed", "pause", "angle", "jerk"],
        "parameters": {
            "objective": "binary:logistic", "tree_method": "exact", "max_depth": 4, "eta": 0.4,
            "min_child_weight": 1.5, "gamma": 0.4, "lambda": 0.7, "alpha": 0.2, "scale_pos_weight": 1.5,
        },
    },
    # Long enough for several levels of the quantile sketch.
    "histogram": {
        "rows": 2500,
        "columns": 4,
        "names": None,
        "parameters": {
            "objective": "reg:squarederror", "tree_method": "hist", "max_bin": 16, "max_depth": 4, "eta": 0.3,
            "min_child_weight": 3, "gamma": 0.5, "lambda": 1, "alpha": 0.5,
        },
    },
    # Without gamma, splits of pure leaves would gain what rounding leaves over.
    "unpenalised": {
        "rows": 120,
        "columns": 3,
        "names": None,
        "parameters": {
            "objective": "binary:logistic", "tree_method": "hist", "max_depth": 3, "eta": 0.2,
            "min_child_weight": 0.3, "lambda": 0, "gamma": 0.01, "base_score": 0.3,
        },
    },
}
ROUNDS = 4
PREDICTED = 40
EXPLAINED = 5


def value(row, column):
    """Three digits, so that the last bit of a sine does not matter; every eleventh is missing in odd columns."""
    if column % 2 == 1 and (row + column) % 11 == 0:
        return math.nan
    angle = 1.7 * row + 0.003 * row * row * (column + 1) + column
    return math.floor(1000 * math.sin(angle) + 0.5) / 1000


def label(x, objective):
    first, second, third = (0 if math.isnan(v) else v for v in x[:3])
    target = first + second * third
    return target if objective == "reg:squarederror" else float(target > 0.1)


def rounded(values):
    return [float(f"{v:.9g}") for v in numpy.asarray(values, dtype=numpy.float32).ravel()]


def run(case):
    x = [[value(row, column) for column in range(case["columns"])] for row in range(case["rows"])]
    y = [label(row, case["parameters"]["objective"]) for row in x]
    names = case["names"]
    data = xgboost.DMatrix(numpy.array(x, dtype=numpy.float32), label=y, feature_names=names)
    model = xgboost.train({**case["parameters"], "nthread": 1}, data, ROUNDS)
    # Rows that training has not seen, with other values missing.
    fresh = [[value(5000 + 3 * row + column, column) for column in range(case["columns"])] for row in range(PREDICTED)]
    test = xgboost.DMatrix(numpy.array(fresh, dtype=numpy.float32), feature_names=names)
    some = xgboost.DMatrix(numpy.array(fresh[:EXPLAINED], dtype=numpy.float32), feature_names=names)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.json")
        model.save_model(path)
        with open(path) as file:
            document = file.read()
    all_names = names or [f"f{column}" for column in range(case["columns"])]
    kinds = {"weight": "weight", "gain": "gain", "cover": "cover", "totalGain": "total_gain", "totalCover": "total_cover"}
    scores = {ours: model.get_score(importance_type=theirs) for ours, theirs in kinds.items()}
    return {
        **case,
        "model": document,
        "margins": rounded(model.predict(test, output_margin=True)),
        "predictions": rounded(model.predict(test)),
        "contributions": rounded(model.predict(some, pred_contribs=True, approx_contribs=True)),
        "importances": {kind: [score.get(name, 0) for name in all_names] for kind, score in scores.items()},
    }


print(json.dumps({"version": xgboost.__version__, "rounds": ROUNDS, "cases": {k: run(v) for k, v in CASES.items()}}))
