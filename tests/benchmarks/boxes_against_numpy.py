#!/usr/bin/env python3
"""The same regression simulation of box losses in NumPy and in PyTorch, side by side with box_benchmarks.

usage: boxes_against_numpy.py [--benchmarks build/release/tests/benchmarks/box_benchmarks] [--program build/release/app/lossarium]
                              [--repeat 3] [--iterations 200] [--only giou,ciou]

A hundredth of the cases (50 anchor points, 17,150 cases), 200 iterations in double precision. NumPy has the slopes written
out by hand, as chains of array operations (IoU, GIoU, DIoU, CIoU, EIoU and alpha-IoU; SIoU has none there). PyTorch's side is
written the way its users write it: the loss in tensor operations and .backward(). NumPy, PyTorch with one thread and one
thread here are compared by the processor's time, which a busy machine hardly disturbs; PyTorch as it comes and two threads
here by the clock. All sides run in turn; medians are compared. Wanted: 10 times NumPy, 40 times PyTorch.

First the curves are held against the program's own, from its anchor points: they must agree in each of the first 20
iterations. (Later boxes leap about kinks, where rounding grows.)
"""
import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
try:
    import numpy as np
except ImportError:
    sys.exit("NumPy is not installed: nothing to compare with (Debian: python3-numpy)")
try:
    import torch
except ImportError:
    torch = None

ANCHORS = 50
RATIOS = np.array([1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4])
AREAS = np.array([0.5, 0.67, 0.75, 1, 1.33, 1.5, 2])


def rate_of(iteration):
    return 0.1 if iteration <= 160 else 0.01 if iteration <= 180 else 0.001


def cases(points):
    """Centre and size, a row each, of all anchor boxes and of their targets."""
    point, target, area, ratio = (g.ravel() for g in np.meshgrid(
        np.arange(len(points)), RATIOS, AREAS, RATIOS, indexing="ij"))
    point = point.astype(int)
    boxes = np.stack([points[point, 0], points[point, 1], np.sqrt(area * ratio), np.sqrt(area / ratio)])
    ten = np.full(len(target), 10.0)
    return boxes, np.stack([ten, ten, np.sqrt(target), np.sqrt(1 / target)])


class Axis:
    """Both boxes along one axis, with the slopes of overlap and span by the prediction's edges."""

    def __init__(self, centre, size, target_centre, target_size):
        low, high = centre - 0.5 * size, centre + 0.5 * size
        target_low, target_high = target_centre - 0.5 * target_size, target_centre + 0.5 * target_size
        self.size, self.target_size, self.offset = size, target_size, centre - target_centre
        common = np.minimum(high, target_high) - np.maximum(low, target_low)
        together = common > 0
        self.overlap = np.where(together, common, 0.0)
        self.span = np.maximum(high, target_high) - np.minimum(low, target_low)
        high_inside, low_inside = (high < target_high) * 1.0, (low > target_low) * 1.0
        self.overlap_low, self.overlap_high = -(together * low_inside), together * high_inside
        self.span_low, self.span_high = low_inside - 1, 1 - high_inside


def numpy_slope(name, x, y):
    """The IoU, and the slopes by both edges of both axes."""
    common = x.overlap * y.overlap
    union = x.size * y.size + x.target_size * y.target_size - common
    iou = common / union
    by_iou = 3 * iou**2 if name == "alpha_iou" else 1.0
    by_common, by_area = -by_iou * (1 + iou) / union, by_iou * iou / union
    around, slopes = x.span * y.span, []
    if name == "giou":
        by_common, by_area = by_common + 1 / around, by_area - 1 / around
    for axis, other in ((x, y), (y, x)):
        overlap, size, span, offset = by_common * other.overlap, by_area * other.size, 0.0, 0.0
        if name == "giou":
            span = union / around**2 * other.span
        if name in ("diou", "ciou", "eiou"):
            per_diagonal = 1 / (x.span**2 + y.span**2)
            distance = (x.offset**2 + y.offset**2) * per_diagonal
            offset, span = 2 * axis.offset * per_diagonal, -2 * distance * axis.span * per_diagonal
        if name == "ciou":
            turn = np.arctan(x.target_size / y.target_size) - np.arctan(x.size / y.size)
            v = 4 / math.pi**2 * turn**2
            alpha = v / np.where(v > 0, 1 - iou + v, 1)
            by_turn = 8 / math.pi**2 * alpha * turn / (x.size**2 + y.size**2)
            size = size + (-by_turn * other.size if axis is x else by_turn * other.size)
        if name == "eiou":
            share = (axis.size - axis.target_size) / axis.span
            size, span = size + 2 * share / axis.span, span - 2 * share**2 / axis.span
        slopes.append((overlap * axis.overlap_low + span * axis.span_low - size + 0.5 * offset,
                       overlap * axis.overlap_high + span * axis.span_high + size + 0.5 * offset))
    return iou, slopes


def error(boxes, target):
    return float(abs(boxes - target).sum())


def numpy_simulation(name, boxes, target, iterations):
    boxes, curve = boxes.copy(), [error(boxes, target)]
    for k in range(1, iterations + 1):
        x, y = Axis(boxes[0], boxes[2], target[0], target[2]), Axis(boxes[1], boxes[3], target[1], target[3])
        iou, ((left, right), (top, bottom)) = numpy_slope(name, x, y)
        step = rate_of(k) * (2 - iou)
        boxes = boxes - step * np.stack([left + right, top + bottom, (right - left) / 2, (bottom - top) / 2])
        boxes[2:] = abs(boxes[2:])
        curve.append(error(boxes, target))
    return curve


def torch_loss(name, p, t):
    """The loss of each case, and its IoU."""
    (x, y, w, h), (xt, yt, wt, ht) = p, t
    left, right, top, bottom = x - w / 2, x + w / 2, y - h / 2, y + h / 2
    left_t, right_t, top_t, bottom_t = xt - wt / 2, xt + wt / 2, yt - ht / 2, yt + ht / 2
    common = (torch.min(right, right_t) - torch.max(left, left_t)).clamp(min=0) * (
        torch.min(bottom, bottom_t) - torch.max(top, top_t)).clamp(min=0)
    union = w * h + wt * ht - common
    iou = common / union
    if name == "iou":
        return 1 - iou, iou
    if name == "alpha_iou":
        return 1 - iou**3, iou
    wc = torch.max(right, right_t) - torch.min(left, left_t)
    hc = torch.max(bottom, bottom_t) - torch.min(top, top_t)
    if name == "giou":
        return 1 - iou + (wc * hc - union) / (wc * hc), iou
    dx, dy = x - xt, y - yt
    if name == "siou":
        sigma = torch.sqrt(dx**2 + dy**2)
        low, high = torch.min(dx.abs(), dy.abs()) / sigma, torch.max(dx.abs(), dy.abs()) / sigma
        angle = torch.cos(2 * torch.asin(torch.where(high > math.sin(math.pi / 4), low, high)) - math.pi / 2)
        gamma = 2 - angle
        distance = 2 - torch.exp(-gamma * (dx / wc) ** 2) - torch.exp(-gamma * (dy / hc) ** 2)
        shape = (1 - torch.exp(-(w - wt).abs() / torch.max(w, wt))) ** 4 + (
            1 - torch.exp(-(h - ht).abs() / torch.max(h, ht))) ** 4
        return 1 - iou + (distance + shape) / 2, iou
    loss = 1 - iou + (dx**2 + dy**2) / (wc**2 + hc**2)
    if name == "ciou":
        v = 4 / math.pi**2 * (torch.atan(wt / ht) - torch.atan(w / h)) ** 2
        with torch.no_grad():
            alpha = v / (1 - iou + v)
        loss = loss + alpha * v
    if name == "eiou":
        loss = loss + (w - wt) ** 2 / wc**2 + (h - ht) ** 2 / hc**2
    return loss, iou


def torch_simulation(name, boxes, target, iterations):
    p, t = torch.tensor(boxes, requires_grad=True), torch.tensor(target)
    curve = [float((p.detach() - t).abs().sum())]
    for k in range(1, iterations + 1):
        loss, iou = torch_loss(name, p, t)
        p.grad = None
        loss.sum().backward()
        with torch.no_grad():
            p -= rate_of(k) * (2 - iou.detach()) * p.grad
            p[2:] = p[2:].abs()
            curve.append(float((p - t).abs().sum()))
    return curve


def our_points_and_curve(program, name):
    with tempfile.TemporaryDirectory() as folder:
        points = os.path.join(folder, "map.csv")
        found = subprocess.run([program, "boxes", "--loss", name, "--anchors", str(ANCHORS), "--map", points],
                               capture_output=True, text=True, check=True)
        return np.loadtxt(points, delimiter=",", skiprows=1)[:, :2], json.loads(found.stdout)["total_error"]


def our_milliseconds(program, name, threads):
    found = subprocess.run(
        [program, f"--benchmark_filter=^simulation/{name}/{ANCHORS}/{threads}/", "--benchmark_format=json",
         "--benchmark_min_time=0.2"], capture_output=True, text=True, check=True)
    return json.loads(found.stdout)["benchmarks"][0]["cpu_time" if threads == 1 else "real_time"]


def timed(clock, simulation, *arguments):
    begin = clock()
    simulation(*arguments)
    return 1e3 * (clock() - begin)


def require_same(name, who, curve, ours):
    worst = max(abs(a - b) / b for a, b in zip(curve[:21], ours[:21]))
    if worst > 1e-9:
        sys.exit(f"{name}: the curve of {who} is another ({worst:.1e}); there is nothing to compare")


def with_threads(threads, run):
    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    try:
        return run()
    finally:
        torch.set_num_threads(before)


def compare(name, options):
    points, ours = our_points_and_curve(options.program, name)
    boxes, target = cases(points)
    sides = {}
    if name != "siou":
        require_same(name, "NumPy", numpy_simulation(name, boxes, target, 20), ours)
        sides["numpy"] = lambda: timed(time.process_time, numpy_simulation, name, boxes, target, options.iterations)
    if torch:
        require_same(name, "PyTorch", torch_simulation(name, boxes, target, 20), ours)
        run = lambda clock: timed(clock, torch_simulation, name, boxes, target, options.iterations)
        sides["torch 1"] = lambda: with_threads(1, lambda: run(time.process_time))
        sides["torch"] = lambda: run(time.perf_counter)
    sides["here 1"] = lambda: our_milliseconds(options.benchmarks, name, 1)
    sides["here 2"] = lambda: our_milliseconds(options.benchmarks, name, 2)
    seen = {side: [] for side in sides}
    for _ in range(options.repeat):
        for side, measure in sides.items():
            share = 1 if side.startswith("here") else 200 / options.iterations
            seen[side].append(share * measure())
    return {side: statistics.median(each) for side, each in seen.items()}


def row(name, m):
    show = lambda side: f"{m[side]:>10.1f}" if side in m else f"{'':>10}"
    ratio = lambda side, here: f"{m[side] / m[here]:>9.1f}" if side in m else f"{'':>9}"
    return (f"{name:<10}" + show("numpy") + show("torch 1") + show("torch") + show("here 1") + show("here 2") +
            ratio("numpy", "here 1") + ratio("torch 1", "here 1") + ratio("torch", "here 2"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmarks", default="build/release/tests/benchmarks/box_benchmarks")
    parser.add_argument("--program", default="build/release/app/lossarium")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--iterations", type=int, default=200, help="of NumPy and PyTorch; scaled to 200")
    parser.add_argument("--only", default="", help="ids, joined by commas")
    options = parser.parse_args()
    names = ["iou", "giou", "diou", "ciou", "eiou", "siou", "alpha_iou"]
    if options.only:
        names = [name for name in names if name in options.only.split(",")]
    threads = f"PyTorch {torch.__version__} (default: {torch.get_num_threads()} threads)" if torch else "no PyTorch"
    print(f"NumPy {np.__version__}, {threads}, float64, {ANCHORS * 343} cases, milliseconds for 200 iterations")
    print(f"{'loss':<10}{'NumPy':>10}{'PyTorch 1':>10}{'PyTorch':>10}{'here 1':>10}{'here 2':>10}"
          f"{'/NumPy':>9}{'/PyT. 1':>9}{'/PyTorch':>9}")
    for name in names:
        print(row(name, compare(name, options)), flush=True)


if __name__ == "__main__":
    main()
