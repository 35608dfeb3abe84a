"""Lets every firm of a network fail in turn with SciPy: by one firm after another, and by many at once.

Argument: a folder with job.json {firms, sectors, replaceability, eps, runs, blocks} and the arrays of the bench. Prints JSON.
Both ways are sparse products over the whole network; many firms at once leave out those whose cascade has ended. Times are
of the processor.
"""

import json
import sys
from pathlib import Path
from time import process_time

import numpy as np
import scipy
from scipy.sparse import csr_array

NO_MARKET = 1e-10


class Model:
    """Matrices of the network: inputs lost by slot of a buyer, sales lost, and the market of each sector."""

    def __init__(self, folder, job):
        def read(name, kind):
            return np.fromfile(folder / name, dtype=kind)

        n, sectors = job["firms"], job["sectors"]
        sector = read("sector.i32", "<i4")
        supplier = read("supplier.i32", "<i4")
        buyer = read("buyer.i32", "<i4")
        weight = read("weight.f64", "<f8")
        essential = read("essential.i32", "<i4").reshape(sectors, sectors)

        sales = np.bincount(supplier, weights=weight, minlength=n)
        purchases = np.bincount(buyer, weights=weight, minlength=n)
        input_of = sector[supplier]
        kind = essential[input_of, sector[buyer]]
        # A slot is (buyer, essential sector), or (buyer, all non-essential ones): losses in a slot add up.
        key = buyer.astype(np.int64) * (sectors + 1) + np.where(kind == 2, input_of + 1, 0)
        counts = kind > 0
        keys, slot = np.unique(key[counts], return_inverse=True)
        spent = np.bincount(slot, weights=weight[counts])
        whole = np.where(kind[counts] == 2, spent[slot], purchases[buyer[counts]])
        self.lost_inputs = csr_array(
            (weight[counts] / whole, (slot, supplier[counts])), shape=(len(keys), n)
        )
        slot_buyer = keys // (sectors + 1)
        self.buyers, self.starts = np.unique(slot_buyer, return_index=True)
        self.lost_sales = csr_array((weight / sales[supplier], (supplier, buyer)), shape=(n, n))
        self.market = csr_array((sales, (sector, np.arange(n))), shape=(sectors, n))
        self.n, self.sector, self.sales = n, sector, sales
        self.share = sales / sales.sum()
        self.replaceability = job["replaceability"]

    def step(self, down, up, shock):
        felt = down
        if self.replaceability:
            left = self.market @ (1 - down)
            left[left <= NO_MARKET] = 1
            sales = self.sales if down.ndim == 1 else self.sales[:, None]
            felt = np.minimum(1, sales / left[self.sector]) * down
        slots = self.lost_inputs @ felt
        next_down = shock.copy()
        next_down[self.buyers] = np.maximum(
            next_down[self.buyers], np.minimum(1, np.maximum.reduceat(slots, self.starts, axis=0))
        )
        next_up = np.maximum(shock, np.minimum(1, self.lost_sales @ up))
        return next_down, next_up

    def losses(self, down, up):
        return [self.share @ np.maximum(down, up), self.share @ down, self.share @ up]


def one_by_one(model, eps):
    table = np.empty((model.n, 4))
    for firm in range(model.n):
        shock = np.zeros(model.n)
        shock[firm] = 1
        down, up, steps = shock, shock, 0
        while True:
            next_down, next_up = model.step(down, up, shock)
            steps += 1
            fall = max((next_down - down).max(), (next_up - up).max())
            down, up = next_down, next_up
            if fall <= eps:
                break
        table[firm] = [*model.losses(down, up), steps]
    return table


def many_at_once(model, eps, block):
    table = np.empty((model.n, 4))
    for start in range(0, model.n, block):
        firms = np.arange(start, min(start + block, model.n))
        shock = np.zeros((model.n, len(firms)))
        shock[firms, np.arange(len(firms))] = 1
        down, up, steps = shock, shock, 0
        while len(firms) > 0:
            next_down, next_up = model.step(down, up, shock)
            steps += 1
            fall = np.maximum((next_down - down).max(axis=0), (next_up - up).max(axis=0))
            down, up = next_down, next_up
            done = fall <= eps
            if done.any():
                table[firms[done], :3] = np.transpose(model.losses(down[:, done], up[:, done]))
                table[firms[done], 3] = steps
                going = ~done
                firms, shock, down, up = firms[going], shock[:, going], down[:, going], up[:, going]
    return table


def main(folder):
    job = json.loads((folder / "job.json").read_text())
    began = process_time()
    model = Model(folder, job)
    build = process_time() - began
    ways = {"one firm after another": lambda: one_by_one(model, job["eps"])}
    for block in job["blocks"]:
        ways[f"{block} firms at once"] = lambda block=block: many_at_once(model, job["eps"], block)
    times = {}
    for name, way in ways.items():
        times[name] = []
        for _ in range(job["runs"]):
            began = process_time()
            table = way()
            times[name].append((process_time() - began) * 1000)
    print(
        json.dumps(
            {
                "versions": f"SciPy {scipy.__version__}",
                "buildMs": build * 1000,
                "times": times,
                "table": table.ravel().tolist(),
            }
        )
    )


main(Path(sys.argv[1]))
