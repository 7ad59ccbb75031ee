#!/usr/bin/env python3
"""The same losses in PyTorch (float64, value and gradient, the same threads), side by side with loss_benchmarks.

usage: against_pytorch.py [--benchmarks build/release/tests/benchmarks/loss_benchmarks] [--threads 1] [--repeat 5]
                          [--only mse,focal]

Prints one table: nanoseconds a sample there and here, and how many times faster here. PyTorch's side is written the way its
users write it: the built-in loss where there is one, else its formula in tensor operations; the mean is taken and .backward()
called. Both sides run in turn, loss by loss, so that a busy machine slows both; the medians are compared. OpenBLAS or another
fast BLAS should be installed: a warning is printed where PyTorch reports none.
"""
import argparse
import json
import math
import statistics
import subprocess
import sys
import time

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    sys.exit("PyTorch is not installed: nothing to compare with (Debian: python3-torch)")

NUMBERS, ROWS, CLASSES, BOXES = 10_000_000, 1_000_000, 10, 1_000_000


def softplus_difference(p, t):
    return torch.log1p(p) - torch.log1p(t)


def general_robust(p, t, alpha=1.0, c=1.0):
    b = abs(alpha - 2)
    return (b / alpha) * ((((p - t) / c) ** 2 / b + 1) ** (alpha / 2) - 1)


def tukey(p, t, c=4.685):
    y = 1 - ((p - t) / c) ** 2
    return torch.where((p - t).abs() <= c, c * c / 6 * (1 - y**3), torch.full_like(p, c * c / 6))


def margin(p, t):
    return p * (2 * t - 1)


def focal(z, y, gamma=2.0):
    p = torch.sigmoid(z)
    ce = F.binary_cross_entropy_with_logits(z, y, reduction="none")
    p_t = p * y + (1 - p) * (1 - y)
    return ce * (1 - p_t) ** gamma


def modified_huber(z, y):
    m = margin(z, y)
    return torch.where(m >= -1, F.relu(1 - m) ** 2, -4 * m)


def one_hot_where(z, t):
    return F.one_hot(t, CLASSES).bool()


def softmax_focal(z, t, gamma=2.0):
    log_p = F.log_softmax(z, 1).gather(1, t[:, None])[:, 0]
    return -((1 - log_p.exp()) ** gamma) * log_p


def multiclass_hinge(z, t):
    own = z.gather(1, t[:, None])[:, 0]
    rival = z.masked_fill(one_hot_where(z, t), -math.inf).amax(1)
    return F.relu(1 + rival - own)


def multiclass_brier(z, t):
    return ((F.softmax(z, 1) - F.one_hot(t, CLASSES)) ** 2).sum(1)


def box_parts(p, t):
    px1, py1, px2, py2 = p.unbind(1)
    tx1, ty1, tx2, ty2 = t.unbind(1)
    w, h, wt, ht = px2 - px1, py2 - py1, tx2 - tx1, ty2 - ty1
    inter = (torch.min(px2, tx2) - torch.max(px1, tx1)).clamp(min=0) * (
        torch.min(py2, ty2) - torch.max(py1, ty1)).clamp(min=0)
    union = w * h + wt * ht - inter
    wc = torch.max(px2, tx2) - torch.min(px1, tx1)
    hc = torch.max(py2, ty2) - torch.min(py1, ty1)
    dx, dy = (px1 + px2 - tx1 - tx2) / 2, (py1 + py2 - ty1 - ty2) / 2
    return w, h, wt, ht, inter / union, union, wc, hc, dx, dy


def iou(p, t):
    return 1 - box_parts(p, t)[4]


def giou(p, t):
    _, _, _, _, overlap, union, wc, hc, _, _ = box_parts(p, t)
    return 1 - overlap + (wc * hc - union) / (wc * hc)


def diou(p, t):
    _, _, _, _, overlap, _, wc, hc, dx, dy = box_parts(p, t)
    return 1 - overlap + (dx**2 + dy**2) / (wc**2 + hc**2)


def ciou(p, t):
    w, h, wt, ht, overlap, _, wc, hc, dx, dy = box_parts(p, t)
    v = 4 / math.pi**2 * (torch.atan(wt / ht) - torch.atan(w / h)) ** 2
    with torch.no_grad():
        alpha = v / (1 - overlap + v)
    return 1 - overlap + (dx**2 + dy**2) / (wc**2 + hc**2) + alpha * v


def eiou(p, t):
    w, h, wt, ht, overlap, _, wc, hc, dx, dy = box_parts(p, t)
    return (1 - overlap + (dx**2 + dy**2) / (wc**2 + hc**2) + (w - wt) ** 2 / wc**2 + (h - ht) ** 2 / hc**2)


def siou(p, t):
    w, h, wt, ht, overlap, _, wc, hc, dx, dy = box_parts(p, t)
    sigma = torch.sqrt(dx**2 + dy**2)
    low, high = torch.min(dx.abs(), dy.abs()) / sigma, torch.max(dx.abs(), dy.abs()) / sigma
    angle = torch.cos(2 * torch.asin(torch.where(high > math.sin(math.pi / 4), low, high)) - math.pi / 2)
    gamma = 2 - angle
    distance = 2 - torch.exp(-gamma * (dx / wc) ** 2) - torch.exp(-gamma * (dy / hc) ** 2)
    shape = (1 - torch.exp(-(w - wt).abs() / torch.max(w, wt))) ** 4 + (
        1 - torch.exp(-(h - ht).abs() / torch.max(h, ht))) ** 4
    return 1 - overlap + (distance + shape) / 2


def alpha_iou(p, t):
    return 1 - box_parts(p, t)[4] ** 3


def mean_of(formula):
    return lambda p, t: formula(p, t).mean()


LOSSES = {
    "regression": {
        "mse": F.mse_loss,
        "rmse": lambda p, t: F.mse_loss(p, t).sqrt(),
        "mae": F.l1_loss,
        "huber": F.huber_loss,
        "smooth_l1": F.smooth_l1_loss,
        "log_cosh": mean_of(lambda p, t: (p - t) + F.softplus(-2 * (p - t)) - math.log(2)),
        "quantile": mean_of(lambda p, t: torch.max(0.5 * (p - t), -0.5 * (p - t))),
        "epsilon_insensitive": mean_of(lambda p, t: F.relu((p - t).abs() - 0.1)),
        "cauchy": mean_of(lambda p, t: torch.log1p(0.5 * (p - t) ** 2)),
        "welsch": mean_of(lambda p, t: -torch.expm1(-0.5 * (p - t) ** 2)),
        "geman_mcclure": mean_of(lambda p, t: 2 * (p - t) ** 2 / ((p - t) ** 2 + 4)),
        "tukey_biweight": mean_of(tukey),
        "general_robust": mean_of(general_robust),
        "mape": mean_of(lambda p, t: 100 * (p - t).abs() / t.abs().clamp(min=1e-7)),
        "msle": mean_of(lambda p, t: softplus_difference(p, t) ** 2),
        "poisson_nll": F.poisson_nll_loss,
    },
    "binary": {
        "log_loss": F.binary_cross_entropy_with_logits,
        "focal": mean_of(focal),
        "hinge": mean_of(lambda z, y: F.relu(1 - margin(z, y))),
        "squared_hinge": mean_of(lambda z, y: F.relu(1 - margin(z, y)) ** 2),
        "modified_huber": mean_of(modified_huber),
        "exponential": mean_of(lambda z, y: torch.exp(-margin(z, y))),
        "brier": mean_of(lambda z, y: (torch.sigmoid(z) - y) ** 2),
    },
    "classes": {
        "cross_entropy": F.cross_entropy,
        "softmax_focal": mean_of(softmax_focal),
        "multiclass_hinge": mean_of(multiclass_hinge),
        "multiclass_brier": mean_of(multiclass_brier),
    },
    "boxes": {
        "iou": mean_of(iou),
        "giou": mean_of(giou),
        "diou": mean_of(diou),
        "ciou": mean_of(ciou),
        "eiou": mean_of(eiou),
        "siou": mean_of(siou),
        "alpha_iou": mean_of(alpha_iou),
    },
}


def data_of(task):
    torch.manual_seed(1)
    if task == "classes":
        return 2 * torch.randn(ROWS, CLASSES, dtype=torch.float64), torch.randint(CLASSES, (ROWS,)), ROWS
    if task == "boxes":
        def draw():
            corner = torch.randn(BOXES, 2, dtype=torch.float64)
            return torch.cat([corner, corner + torch.exp(0.5 * torch.randn(BOXES, 2, dtype=torch.float64))], 1)

        return draw(), draw(), BOXES
    prediction, target = torch.randn(NUMBERS, dtype=torch.float64), torch.rand(NUMBERS, dtype=torch.float64)
    if task == "binary":
        return prediction, (target < 0.5).double(), NUMBERS
    return prediction.abs(), target, NUMBERS


def theirs(loss, prediction, target, count):
    p = prediction.detach().requires_grad_(True)
    begin = time.perf_counter()
    loss(p, target).backward()
    return (time.perf_counter() - begin) / count * 1e9


def ours(program, task, name, threads):
    found = subprocess.run(
        [program, f"--benchmark_filter=^{task}/{name}/value and slope/{threads}/", "--benchmark_format=json",
         "--benchmark_min_time=0.1"], capture_output=True, text=True, check=True)
    return 1e9 / json.loads(found.stdout)["benchmarks"][0]["items_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", default="build/release/tests/benchmarks/loss_benchmarks")
    parser.add_argument("--threads", type=int, choices=(1, 2), default=1)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--only", default="", help="ids, joined by commas")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    if "openblas" not in torch.__config__.show().lower() and "mkl" not in torch.__config__.show().lower():
        print("note: PyTorch names no fast BLAS (losses do not need one)", file=sys.stderr)
    print(f"PyTorch {torch.__version__}, float64, value and gradient, {options.threads} thread(s)")
    print(f"{'task':<11} {'loss':<20} {'PyTorch ns':>11} {'here ns':>9} {'ratio':>7}")
    for task, losses in LOSSES.items():
        names = [name for name in losses if not options.only or name in options.only.split(",")]
        prediction, target, count = data_of(task) if names else (None, None, 0)
        for name in names:
            theirs(losses[name], prediction, target, count)  # pages and caches
            there, here = [], []
            for _ in range(options.repeat):
                there.append(theirs(losses[name], prediction, target, count))
                here.append(ours(options.benchmarks, task, name, options.threads))
            a, b = statistics.median(there), statistics.median(here)
            print(f"{task:<11} {name:<20} {a:>11.2f} {b:>9.3f} {a / b:>7.1f}", flush=True)


if __name__ == "__main__":
    main()
