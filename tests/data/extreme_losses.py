#!/usr/bin/env python3
"""Writes extreme_losses.json: values and slopes of every loss at extreme places, with 900 digits in mpmath and no formula of
this program: the textbook forms, whose cancellation so many digits outlast. Run again with: python3 extreme_losses.py"""
import json
import pathlib

from mpmath import atan, cosh, exp, inf, log, mp, mpf, pi

mp.dps = 900  # e to the ±1000 and what is left of 1 beside it


def sigmoid(z):
    return 1 / (1 + exp(-z))


def barron(r, alpha, c):
    x = (r / c) ** 2
    if alpha == 2:
        return x / 2
    if alpha == 0:
        return log(1 + x / 2)
    if alpha == -inf:
        return 1 - exp(-x / 2)
    b = abs(alpha - 2)
    return b / alpha * ((x / b + 1) ** (alpha / 2) - 1)


def log_loss(z, y, smoothing=mpf(0), weight=mpf(1)):
    y = (1 - smoothing) * y + smoothing / 2
    return -weight * y * log(sigmoid(z)) - (1 - y) * log(1 - sigmoid(z))


def focal(z, y, gamma):
    p = sigmoid(z)
    missing = y * (1 - p) + (1 - y) * p
    return missing**gamma * log_loss(z, y)


def softmax(z):
    e = [exp(each) for each in z]
    return [each / sum(e) for each in e]


def difference(f, x, scale=mpf(1)):
    h = scale * mpf(10) ** -150
    return (f(x + h) - f(x - h)) / (2 * h)


CASES = []


def one(loss, f, predictions, target=0.0, **parameters):
    for p in predictions:
        g = lambda x: f(x, mpf(target))
        add(loss, parameters, [p], [target], g(mpf(p)), [difference(g, mpf(p))])


def add(loss, parameters, prediction, target, value, slope):
    CASES.append({"loss": loss, "parameters": {k: "-inf" if v == -inf else float(v) for k, v in parameters.items()},
                  "prediction": prediction, "target": target, "value": float(value), "slope": [float(s) for s in slope]})


def many(loss, f, rows, target, **parameters):
    for row in rows:
        slopes = [difference(lambda x: f([mpf(z) if j != k else x for j, z in enumerate(row)]), mpf(row[k])) for k in range(len(row))]
        add(loss, parameters, row, target, f([mpf(z) for z in row]), slopes)


SIZES = [1e-12, -1e-6, 1e-3, -0.7, 3.0, -1e3, 1e6]
one("log_cosh", lambda p, t: log(cosh(p - t)), [1e-12, -1e-6, 0.3, 700.0, -700.0])
one("cauchy", lambda p, t: log(1 + ((p - t) / mpf(2)) ** 2 / 2), SIZES + [1e120, -1e200], c=2.0)
one("welsch", lambda p, t: 1 - exp(-((p - t) / mpf(2)) ** 2 / 2), [1e-12, -1e-3, 3.0, -20.0, 60.0], c=2.0)
one("geman_mcclure", lambda p, t: 2 * (p - t) ** 2 / ((p - t) ** 2 + 4), SIZES)
one("tukey_biweight", lambda p, t: mpf(9) / 6 * (1 - (1 - (p - t) ** 2 / 9) ** 3), [1e-12, 1e-4, -2.999], c=3.0)
for alpha in (-10.0, -2.0, -1e-9, 0.0, 1e-9, 0.5, 1.0, 1.999999999, 2.0, 2.000000001, 4.0):
    one("general_robust", lambda p, t, a=alpha: barron(p - t, mpf(a), mpf(1)), [1e-9, -0.3, 2.0, -40.0, 1e6], alpha=alpha)
one("general_robust", lambda p, t: barron(p - t, -inf, mpf(1)), [1e-9, -0.3, 2.0, -20.0], alpha=-inf)
for target, places in ((1e6, [0.0, 1e6 + 0.5]), (1e16, [0.0]), (0.0, [-0.999999, 1e-12, 1e9]), (3.0, [3.000000001, 1e300])):
    one("msle", lambda p, t: (log(1 + p) - log(1 + t)) ** 2, places, target)
one("poisson_nll", lambda p, t: exp(p) - t * p, [-700.0, 1e-9, 5.0, 700.0], 3.0)

LOGITS = [-1000.0, -700.0, -50.0, -1e-9, 0.0, 3.0, 50.0, 700.0, 1000.0]
for y in (0.0, 1.0, 0.3):
    one("log_loss", lambda z, t: log_loss(z, t), LOGITS, y)
    one("brier", lambda z, t: (sigmoid(z) - t) ** 2, LOGITS, y)
    one("focal", lambda z, t: focal(z, t, mpf("0.5")), [-1000.0, -50.0, -1.0, 1e-9, 50.0, 700.0], y, gamma=0.5)
    one("focal", lambda z, t: focal(z, t, mpf(2)), [-50.0, -1.0, 50.0, 300.0], y, gamma=2.0)
one("log_loss", lambda z, t: log_loss(z, t, mpf("0.25"), mpf(3)), LOGITS, 1.0, label_smoothing=0.25, pos_weight=3.0)
one("exponential", lambda z, t: exp(-z), [-700.0, 1e-9, 700.0], 1.0)

ROWS = [[50.0, 0.0], [0.0, 50.0], [1000.0, 1000.0, 1000.0], [1000.0, -1000.0, 0.0], [700.0, 0.0, 699.0], [1e-9, 0.0, -1e-9],
        [30.0, 0.0, 10.0], [-40.0, 0.0, 20.0]]
for target in (0, 1):
    many("cross_entropy", lambda z: -log(softmax(z)[target]), ROWS, [target])
    many("cross_entropy", lambda z: -sum(((mpf("0.75") if k == target else 0) + mpf("0.25") / len(z)) * log(p)
                                         for k, p in enumerate(softmax(z))), ROWS + [[1e15, 1e15, 1e15]], [target],
         label_smoothing=0.25)
    many("softmax_focal", lambda z: -(1 - softmax(z)[target]) ** mpf("0.5") * log(softmax(z)[target]), ROWS, [target], gamma=0.5)
    many("multiclass_brier", lambda z: sum((p - (1 if k == target else 0)) ** 2 for k, p in enumerate(softmax(z))), ROWS, [target])


def boxes(b, t):
    w, h, wt, ht = b[2] - b[0], b[3] - b[1], t[2] - t[0], t[3] - t[1]
    over = lambda i: max(mpf(0), min(b[i + 2], t[i + 2]) - max(b[i], t[i]))
    around = lambda i: max(b[i + 2], t[i + 2]) - min(b[i], t[i])
    common = over(0) * over(1)
    return w, h, wt, ht, common, w * h + wt * ht - common, around(0), around(1), (b[0] + b[2] - t[0] - t[2]) / 2, (b[1] + b[3] - t[1] - t[3]) / 2


def box_loss(kind, frozen=None):
    def value(b, t):
        w, h, wt, ht, common, union, wc, hc, dx, dy = boxes(b, t)
        iou = common / union
        distance = (dx**2 + dy**2) / (wc**2 + hc**2)
        if kind == "giou":
            return 1 - iou + (wc * hc - union) / (wc * hc)
        if kind == "diou":
            return 1 - iou + distance
        if kind == "eiou":
            return 1 - iou + distance + (w - wt) ** 2 / wc**2 + (h - ht) ** 2 / hc**2
        if kind == "ciou":
            v = 4 / pi**2 * (atan(wt / ht) - atan(w / h)) ** 2
            return 1 - iou + distance + (frozen if frozen is not None else (v / (1 - iou + v) if v else 0)) * v
        return 1 - iou

    return value


BOXES = [[1e-9, 0.0, 1.0, 1.0], [1e-9, -2e-9, 1.0, 1.00000001], [0.25, 0.125, 0.75, 1.5], [1e-6, 1e-6, 2e-6, 3e-6], [5.0, -7.0, 1e4, 9.0],
         [3.0, 4.0, 5.0, 6.0]]
TARGET = [0.0, 0.0, 1.0, 1.0]
for kind in ("iou", "giou", "diou", "eiou", "ciou"):
    for box in BOXES:
        target = [mpf(x) for x in TARGET]
        b = [mpf(x) for x in box]
        frozen = None
        if kind == "ciou":
            w, h, wt, ht, common, union = boxes(b, target)[:6]
            v = 4 / pi**2 * (atan(wt / ht) - atan(w / h)) ** 2
            frozen = v / (1 - common / union + v) if v else mpf(0)
        f = box_loss(kind, frozen)
        slopes = [difference(lambda x, k=k: f([x if j == k else b[j] for j in range(4)], target), b[k]) for k in range(4)]
        add(kind, {}, box, TARGET, box_loss(kind)(b, target), slopes)

pathlib.Path(__file__).with_name("extreme_losses.json").write_text(
    "[\n" + ",\n".join(json.dumps(case) for case in CASES) + "\n]\n")
print(len(CASES), "cases")
