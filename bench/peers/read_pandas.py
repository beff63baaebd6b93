"""pandas, reading every session of a folder in the Balabit format and taking first differences.

usage: python3 read_pandas.py DIR
"""
import glob
import json
import sys
import time

import pandas

COLUMNS = ["client timestamp", "button", "state", "x", "y"]
started = time.perf_counter()
rows = 0
for path in sorted(glob.glob(sys.argv[1] + "/t*_files/*/*")):
    session = pandas.read_csv(path, usecols=COLUMNS)
    session[["x", "y", "client timestamp"]].diff()
    rows += len(session)
print(json.dumps({"rows": rows, "seconds": time.perf_counter() - started}))
