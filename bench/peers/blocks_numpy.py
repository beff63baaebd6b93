"""NumPy, from the columns of one long session to blocks of 128 x 2 velocities, leftovers joined.

usage: python3 blocks_numpy.py EVENTS ROUNDS
Makes up EVENTS events, cuts them ROUNDS times, and prints the seconds of the fastest round as JSON.
"""
import json
import sys
import time

import numpy

SIZE = 128


def cut(t, x, y):
    kept = (x < 4000) & (y < 4000)
    dt, dx, dy = numpy.diff(t[kept]), numpy.diff(x[kept]), numpy.diff(y[kept])
    pause = dt > 2
    dt = numpy.where((dt <= 0.01) | pause, 0.016, dt)
    velocity = numpy.stack([dx / dt, dy / dt], axis=1).astype(numpy.float32)
    ends = numpy.append(numpy.flatnonzero(pause) + 1, len(dt))
    full, rest, start = [], [], 0
    for end in ends:
        middle = start + (end - start) // SIZE * SIZE
        full.append(velocity[start:middle])
        rest.append(velocity[middle:end])
        start = end
    rest = numpy.concatenate(rest)
    full.append(rest[: len(rest) // SIZE * SIZE])
    return numpy.concatenate(full).reshape(-1, SIZE, 2)


def main():
    events, rounds = map(int, sys.argv[1:])
    random = numpy.random.default_rng(1)
    dt = numpy.where(random.random(events) < 0.005, 3.0, 0.016)
    t = numpy.cumsum(dt)
    x, y = (numpy.clip(numpy.cumsum(random.normal(0, 5, events)) % 1900, 0, 1899) for _ in range(2))
    best = float("inf")
    for _ in range(rounds):
        started = time.perf_counter()
        cut(t, x, y)
        best = min(best, time.perf_counter() - started)
    print(json.dumps({"seconds": best}))


main()
