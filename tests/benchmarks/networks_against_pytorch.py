#!/usr/bin/env python3
"""The same networks trained in PyTorch (eager, float64, SGD, one thread), side by side with training_benchmarks.

usage: networks_against_pytorch.py [--benchmarks build/release/tests/benchmarks/training_benchmarks] [--repeat 5]

A step draws its batch from a permutation of the rows, which is drawn anew for each epoch, goes forward, takes the mean loss,
goes back and updates. Both sides run in turn, so that a busy machine slows both; medians are compared. OpenBLAS or another
fast BLAS should be installed; it is told to use one thread.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("PyTorch is not installed: nothing to compare with (Debian: python3-torch)")

WORKS = {
    "2-8-8-1 tanh": ([2, 8, 8, 1], nn.Tanh, 500, 10, 120),
    "2-64-64-1 tanh": ([2, 64, 64, 1], nn.Tanh, 2000, 32, 6),
    "784-256-10 relu": ([784, 256, 10], nn.ReLU, 10000, 128, 1),
}


class Theirs:
    def __init__(self, sizes, activation, rows, batch):
        torch.manual_seed(1)
        layers = []
        for before, after in zip(sizes, sizes[1:]):
            layers += [nn.Linear(before, after), activation()]
        self.model = nn.Sequential(*layers[:-1])
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01)
        self.features = torch.randn(rows, sizes[0])
        classes = sizes[-1]
        self.target = torch.randint(classes, (rows,)) if classes > 1 else torch.randn(rows, 1)
        self.loss = nn.CrossEntropyLoss() if classes > 1 else nn.MSELoss()
        self.rows, self.batch = rows, batch

    def samples_a_second(self, seconds):
        done, begin = 0, time.perf_counter()
        while time.perf_counter() - begin < seconds:
            order = torch.randperm(self.rows)
            for first in range(0, self.rows - self.batch + 1, self.batch):
                chosen = order[first:first + self.batch]
                self.optimizer.zero_grad()
                self.loss(self.model(self.features[chosen]), self.target[chosen]).backward()
                self.optimizer.step()
                done += self.batch
        return done / (time.perf_counter() - begin)


def ours(program, name):
    found = subprocess.run(
        [program, f"--benchmark_filter=^train/{name}/1/", "--benchmark_format=json", "--benchmark_min_time=1"],
        capture_output=True, text=True, check=True)
    return json.loads(found.stdout)["benchmarks"][0]["items_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", default="build/release/tests/benchmarks/training_benchmarks")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    print(f"PyTorch {torch.__version__}, float64, SGD, one thread, samples a second")
    print(f"{'network':<18} {'PyTorch':>12} {'here':>14} {'ratio':>7} {'wanted':>7}")
    for name, (sizes, activation, rows, batch, wanted) in WORKS.items():
        theirs = Theirs(sizes, activation, rows, batch)
        theirs.samples_a_second(0.5)  # pages and caches
        there, here = [], []
        for _ in range(options.repeat):
            there.append(theirs.samples_a_second(1))
            here.append(ours(options.benchmarks, name))
        a, b = statistics.median(there), statistics.median(here)
        print(f"{name:<18} {a:>12.0f} {b:>14.0f} {b / a:>7.2f} {wanted:>7}", flush=True)


if __name__ == "__main__":
    main()
