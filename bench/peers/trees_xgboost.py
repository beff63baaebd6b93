"""XGBoost, trained on the rows that the benchmark hands over.

usage: python3 trees_xgboost.py data FOLDER
       python3 trees_xgboost.py train FOLDER NAME ROWS COLUMNS TRAINING METHOD ROUNDS DEPTH THREADS REPEATS
       python3 trees_xgboost.py row FOLDER NAME ROWS COLUMNS TRAINING METHOD ROUNDS DEPTH THREADS REPEATS

`data` writes scikit-learn's data sets of two classes as NAME.rows and NAME.labels, float32, and prints their names and
sizes. `train` trains REPEATS times on the first TRAINING rows, from rows in memory, and prints the seconds of the
fastest and the log loss of the other rows. `row` trains once, and prints the seconds that one row takes, of REPEATS.
"""
import json
import os
import sys
import time

import numpy
import xgboost


def data(folder):
    try:
        from sklearn.datasets import load_breast_cancer, load_digits
    except ImportError:
        return []
    digits, digit = load_digits(return_X_y=True)
    sets = {"breast cancer": load_breast_cancer(return_X_y=True), "digits": (digits, digit >= 5)}
    written = []
    for name, (rows, labels) in sets.items():
        order = numpy.random.default_rng(1).permutation(len(rows))
        rows[order].astype(numpy.float32).tofile(os.path.join(folder, name + ".rows"))
        labels[order].astype(numpy.float32).tofile(os.path.join(folder, name + ".labels"))
        written.append({"name": name, "rows": rows.shape[0], "columns": rows.shape[1]})
    return written


def read(folder, name, columns):
    rows = numpy.fromfile(os.path.join(folder, name + ".rows"), dtype=numpy.float32).reshape(-1, columns)
    return rows, numpy.fromfile(os.path.join(folder, name + ".labels"), dtype=numpy.float32)


def fit(rows, labels, method, rounds, depth, threads):
    parameters = {
        "objective": "binary:logistic",
        "tree_method": method,
        "max_depth": depth,
        "eta": 0.3,
        "nthread": threads,
    }
    started = time.perf_counter()
    matrix = xgboost.DMatrix(rows, label=labels, nthread=threads)
    model = xgboost.train(parameters, matrix, rounds)
    return model, time.perf_counter() - started


def main():
    mode, folder, *rest = sys.argv[1:]
    if mode == "data":
        return data(folder)
    name, method = rest[0], rest[4]
    columns, training, rounds, depth, threads, repeats = (int(rest[i]) for i in (2, 3, 5, 6, 7, 8))
    rows, labels = read(folder, name, columns)
    fits = [fit(rows[:training], labels[:training], method, rounds, depth, threads) for _ in range(repeats if mode == "train" else 1)]
    model = fits[-1][0]
    if mode == "row":
        model.set_param({"nthread": 1})
        started = time.perf_counter()
        for repeat in range(repeats):
            row = training + repeat % (len(rows) - training)
            model.inplace_predict(rows[row : row + 1])
        return {"seconds": (time.perf_counter() - started) / repeats}
    margins = model.predict(xgboost.DMatrix(rows[training:]), output_margin=True).astype(numpy.float64)
    losses = numpy.logaddexp(0, numpy.where(labels[training:] == 1, -margins, margins))
    return {"seconds": min(seconds for _, seconds in fits), "logLoss": float(losses.mean())}


print(json.dumps(main()))
