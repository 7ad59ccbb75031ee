#!/usr/bin/env python3
"""The same loss surfaces in PyTorch, side by side with surface_benchmarks: grid points a second on one thread.

usage: surfaces_against_pytorch.py [--benchmarks build/release/tests/benchmarks/surface_benchmarks] [--repeat 3] [--float]

Two ways in PyTorch: the loop of the published tools (set the weights, forward, loss), and batched: many grid points in one
product, in pieces that fit the caches, the best of several sizes; for the widest network also with the first layer's share
taken as affine in the two coordinates. Both sides run in turn, so that a busy machine slows both; medians are compared.
PyTorch computes in double precision, or with --float in single; the networks' pictures here are single (see the README).
OpenBLAS or another fast BLAS should be installed; it is told to use one thread.
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

# Sizes, activation, rows, the loss, grids, and what is wanted against the loop and against the batched form.
WORKS = {
    "linear mse": ([1, 1], None, 200, "mse", (51, 101, 256), None, 100),
    "linear huber": ([1, 1], None, 200, "huber", (51, 101, 256), 500, 3),
    "2-8-8-1 tanh": ([2, 8, 8, 1], torch.tanh, 500, "mse", (51, 101, 256), 40, 7),
    "2-64-64-1 tanh": ([2, 64, 64, 1], torch.tanh, 2000, "mse", (51, 101, 256), 3, 3),
    "784-256-10 relu": ([784, 256, 10], torch.relu, 1000, "cross_entropy", (25,), 20, 1.5),
}
BATCHES = (1, 4, 16, 64, 256, 1024)


class Theirs:
    def __init__(self, sizes, activation, rows, loss):
        torch.manual_seed(1)
        self.sizes, self.activation, self.rows = sizes, activation, rows
        self.features = torch.randn(rows, sizes[0])
        classes = sizes[-1]
        self.target = torch.randint(classes, (rows,)) if classes > 1 else torch.randn(rows, 1)
        self.loss = {"mse": nn.functional.mse_loss, "huber": nn.functional.huber_loss,
                     "cross_entropy": nn.functional.cross_entropy}[loss]
        layers = []
        for before, after in zip(sizes, sizes[1:]):
            layers += [nn.Linear(before, after)] + ([ACTIVATION[activation]()] if activation else [])
        self.model = nn.Sequential(*(layers[:-1] if activation else layers))
        self.origin = [p.detach().clone() for p in self.model.parameters()]
        self.u = [torch.randn_like(p) / p.numel() ** 0.5 for p in self.origin]
        self.v = [torch.randn_like(p) / p.numel() ** 0.5 for p in self.origin]

    def points(self, grid):
        side = torch.linspace(-1, 1, grid)
        b, a = torch.meshgrid(side, side, indexing="ij")
        return a.reshape(-1), b.reshape(-1)

    def loop(self, grid, seconds):
        a, b = self.points(grid)
        done, begin = 0, time.perf_counter()
        parameters = list(self.model.parameters())
        with torch.no_grad():
            while time.perf_counter() - begin < seconds:
                x, y = a[done % len(a)], b[done % len(a)]
                for p, o, u, v in zip(parameters, self.origin, self.u, self.v):
                    p.copy_(o + x * u + y * v)
                self.loss(self.model(self.features), self.target).item()
                done += 1
        return done / (time.perf_counter() - begin)

    def losses(self, out):  # points × rows × outputs
        if self.sizes[-1] == 1:
            target = self.target.expand(out.shape)
            return self.loss(out, target, reduction="none").mean(dim=(1, 2))
        flat = self.loss(out.reshape(-1, out.shape[-1]), self.target.repeat(out.shape[0]), reduction="none")
        return flat.reshape(out.shape[0], -1).mean(dim=1)

    def weights(self, index, x, y):
        shape = [-1] + [1] * self.origin[index].dim()
        return self.origin[index] + x.reshape(shape) * self.u[index] + y.reshape(shape) * self.v[index]

    def first(self, x, y, affine):
        if not affine:
            return torch.baddbmm(self.weights(1, x, y).unsqueeze(1), self.features.expand(len(x), -1, -1),
                                 self.weights(0, x, y).transpose(1, 2))
        if not hasattr(self, "products"):
            self.products = [self.features @ w[0].T + w[1] for w in (self.origin, self.u, self.v)]
        o, u, v = self.products
        return torch.addcmul(torch.addcmul(o, x.reshape(-1, 1, 1), u), y.reshape(-1, 1, 1), v)

    def batch(self, x, y, affine):
        hidden = self.first(x, y, affine)
        for layer in range(1, len(self.sizes) - 1):
            hidden = torch.baddbmm(self.weights(2 * layer + 1, x, y).unsqueeze(1), self.activation(hidden),
                                   self.weights(2 * layer, x, y).transpose(1, 2))
        return self.losses(hidden)

    def batched(self, grid, seconds, size, affine):
        a, b = self.points(grid)
        done, begin = 0, time.perf_counter()
        with torch.no_grad():
            while time.perf_counter() - begin < seconds:
                first = done % len(a)
                x, y = a[first:first + size], b[first:first + size]
                self.batch(x, y, affine)
                done += len(x)
        return done / (time.perf_counter() - begin)

    def best_batch(self, grid):
        ways = [(size, affine) for size in BATCHES for affine in (False, True) if size <= grid * grid]
        return max(ways, key=lambda way: self.batched(grid, 0.3, *way))


ACTIVATION = {torch.tanh: nn.Tanh, torch.relu: nn.ReLU}


def ours(program, name, grid):
    found = subprocess.run(
        [program, f"--benchmark_filter=^surface/{name}/{grid}/1/real_time$", "--benchmark_format=json", "--benchmark_min_time=0.5"],
        capture_output=True, text=True, check=True)
    return json.loads(found.stdout)["benchmarks"][0]["items_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", default="build/release/tests/benchmarks/surface_benchmarks")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--float", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float32 if options.float else torch.float64)
    print(f"PyTorch {torch.__version__}, {torch.get_default_dtype()}, one thread, grid points a second")
    print(f"{'surface':<16} {'grid':>4} {'loop':>10} {'batched':>10} {'here':>12} {'/loop':>8} {'wanted':>6} "
          f"{'/batched':>8} {'wanted':>6}  batched by")
    for name, (sizes, activation, rows, loss, grids, over_loop, over_batched) in WORKS.items():
        theirs = Theirs(sizes, activation, rows, loss)
        for grid in grids:
            theirs.loop(grid, 0.2)  # pages and caches
            size, affine = theirs.best_batch(grid)
            loop, batched, here = [], [], []
            for _ in range(options.repeat):
                loop.append(theirs.loop(grid, 0.7))
                batched.append(theirs.batched(grid, 0.7, size, affine))
                here.append(ours(options.benchmarks, name, grid))
            p, q, r = (statistics.median(each) for each in (loop, batched, here))
            print(f"{name:<16} {grid:>4} {p:>10.0f} {q:>10.0f} {r:>12.0f} {r / p:>8.1f} {over_loop or '':>6} "
                  f"{r / q:>8.2f} {over_batched:>6}  {size}{', affine' if affine else ''}", flush=True)


if __name__ == "__main__":
    main()
