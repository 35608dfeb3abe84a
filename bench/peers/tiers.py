"""Walks tiers with igraph and adds them up with NumPy.

Argument: a folder with job.json {buyNodes, vertices, depth, runs, roots: [{vertex, product, country}]} and the arrays
of the bench; runs of a buying node lie together. Prints JSON.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

import igraph
import numpy as np


class Trade:
    def __init__(self, folder, job):
        def read(name, kind):
            return np.fromfile(folder / name, dtype=kind)

        edges = read("edges.i32", "<i4").reshape(-1, 2).astype(np.int64)
        self.graph = igraph.Graph(n=job["vertices"], edges=edges, directed=True)
        self.buy_nodes = job["buyNodes"]
        self.offsets = read("offsets.i32", "<i4")
        self.buyer = read("buyer.i32", "<i4")
        self.seller = read("seller.i32", "<i4")
        self.product = read("product.u16", "<u2")
        self.destination = read("destination.u16", "<u2")
        self.bills = read("bills.i32", "<i4")
        self.cents = read("cents.f64", "<f8").astype(np.int64)
        self.grams = read("grams.f64", "<f8").astype(np.int64)


def layers(trade, vertex, depth):
    """The vertices by distance from the root: it finds sellers and buyers by turns, the nearest first."""
    found = np.array(trade.graph.neighborhood(vertex, order=2 * depth - 1, mode="out"))[1:]
    turns = np.flatnonzero(np.diff(found < trade.buy_nodes)) + 1
    return np.split(found, turns)


def runs_of(trade, nodes):
    counts = trade.offsets[nodes + 1] - trade.offsets[nodes]
    ends = np.cumsum(counts)
    return np.arange(ends[-1]) + np.repeat(trade.offsets[nodes] - ends + counts, counts)


def tier_sums(trade, runs):
    return [
        str(figure)
        for figure in (
            trade.bills[runs].sum(dtype=np.int64),
            trade.cents[runs].sum(),
            trade.grams[runs].sum(),
            len(np.unique(trade.seller[runs])),
            len(np.unique(trade.buyer[runs])),
        )
    ]


def walk(trade, root, depth):
    of_root = (trade.product == root["product"]) & (trade.destination == root["country"])
    tiers = [tier_sums(trade, np.flatnonzero(of_root))]
    for nodes in layers(trade, root["vertex"], depth)[1::2]:
        runs = runs_of(trade, nodes)
        tiers.append(tier_sums(trade, runs[~of_root[runs]]))
    return tiers


def times_of(count, work):
    times = []
    for _ in range(count):
        began = perf_counter()
        work()
        times.append((perf_counter() - began) * 1000)
    return times


def answer(trade, root, job):
    depth = job["depth"]
    search = {"order": 2 * depth - 1, "mode": "out"}
    return {
        "tiers": walk(trade, root, depth),
        "search": times_of(job["runs"], lambda: trade.graph.neighborhood(root["vertex"], **search)),
        "walk": times_of(job["runs"], lambda: walk(trade, root, depth)),
    }


def main(folder):
    job = json.loads((folder / "job.json").read_text())
    began = perf_counter()
    trade = Trade(folder, job)
    build = (perf_counter() - began) * 1000
    roots = [answer(trade, root, job) for root in job["roots"]]
    print(json.dumps({"versions": f"igraph {igraph.__version__}", "buildMs": build, "roots": roots}))


main(Path(sys.argv[1]))
