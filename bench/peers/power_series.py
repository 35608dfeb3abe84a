"""Sums b + Q'b + Q'Q'b ... with SciPy, and adds up what ends at the nodes by key.

Argument: a folder with job.json {states, mixes, keys, tolerance, runs} and the arrays of the bench. Prints JSON.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import numpy as np
import scipy
from scipy.sparse import csr_array

MOST_TERMS = 100_000


def power_series(steps, start, tolerance):
    """Returns the visits of each state and the number of terms; at most `tolerance` of the start is still on its way."""
    enough = tolerance * start.sum()
    visits = start.copy()
    term = start
    for count in range(1, MOST_TERMS + 1):
        term = steps @ term
        visits += term
        if term.sum() <= enough:
            return visits, count
    raise SystemExit(f"The series is not down to {enough:g} after {MOST_TERMS} terms.")


def main(folder):
    job = json.loads((folder / "job.json").read_text())
    states = job["states"]

    began = perf_counter()
    weight = np.fromfile(folder / "weight.f64", dtype="<f8")
    target = np.fromfile(folder / "target.i32", dtype="<i4")
    offsets = np.fromfile(folder / "offsets.i32", dtype="<i4")
    start = np.fromfile(folder / "start.f64", dtype="<f8")
    # Rows by target: SciPy multiplies these about as fast as rows by source, or faster.
    steps = csr_array((weight, target, offsets), shape=(states, states)).T.tocsr()
    build = perf_counter() - began

    times = []
    for _ in range(job["runs"]):
        began = perf_counter()
        visits, terms = power_series(steps, start, job["tolerance"])
        times.append(perf_counter() - began)

    kept = np.fromfile(folder / "kept.f64", dtype="<f8")
    key = np.fromfile(folder / "key.i32", dtype="<i4")
    ended = visits[job["mixes"] : job["mixes"] + len(kept)] * kept
    shares = np.bincount(key, weights=ended, minlength=job["keys"])
    print(
        json.dumps(
            {
                "versions": f"SciPy {scipy.__version__}",
                "buildMs": build * 1000,
                "times": [time * 1000 for time in times],
                "terms": terms,
                "shares": shares.tolist(),
            }
        )
    )


main(Path(sys.argv[1]))
