"""Predicts with XGBoost what a model of ours, as JSON, says of rows; for `in-xgboost.test.ts`.

    python3 predict.py MODEL.json ROWS COLUMNS DATA.f32

DATA.f32 holds rows of float32, NaN where a value is missing. Prints the margins as a JSON array.
"""

import json
import sys

import numpy
import xgboost

model, rows, columns, path = sys.argv[1:]
data = numpy.fromfile(path, dtype=numpy.float32).reshape(int(rows), int(columns))
booster = xgboost.Booster({"nthread": 1}, model_file=model)
margins = booster.predict(xgboost.DMatrix(data, nthread=1), output_margin=True)
print(json.dumps([float(margin) for margin in margins]))
