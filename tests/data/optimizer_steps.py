#!/usr/bin/env python3
"""Writes optimizer_steps.json: NAdam, Lion and Nesterov's momentum with 50 digits, by the papers' formulas with every power and
product written out; nothing is kept from step to step but what the formula names. (PyTorch 1.13 has no Lion, and its NAdam
reads its running product of momenta wrongly.) Run again with: python3 optimizer_steps.py"""
import json
import pathlib
from decimal import Decimal as D
from decimal import getcontext

getcontext().prec = 50


def rosenbrock(w):
    x, y = w
    return [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)]


def quadratic(w):
    return [w[0], 10 * w[1]]


def nadam(gradients, w, rate):
    """Dozat 2016 with the momentum schedule of its section 3 (0.96, 0.004), as PyTorch's documentation states it."""
    b1, b2, epsilon = D("0.9"), D("0.999"), D("1e-8")
    t = len(gradients)
    mu = [b1 * (1 - D("0.5") * D("0.96") ** (i * D("0.004"))) for i in range(1, t + 2)]
    product = D(1)
    for each in mu[:-1]:
        product *= each
    m = sum((1 - b1) * b1 ** (t - 1 - i) * g for i, g in enumerate(gradients))
    s = sum((1 - b2) * b2 ** (t - 1 - i) * g * g for i, g in enumerate(gradients))
    first = mu[-1] * m / (1 - product * mu[-1]) + (1 - mu[-2]) * gradients[-1] / (1 - product)
    return w - rate * first / ((s / (1 - b2**t)).sqrt() + epsilon)


def lion(gradients, w, rate, decay=D(0)):
    b1, b2 = D("0.9"), D("0.99")
    past, g = gradients[:-1], gradients[-1]
    m = sum(((1 - b2) * b2 ** (len(past) - 1 - i) * each for i, each in enumerate(past)), D(0))
    c = b1 * m + (1 - b1) * g
    return w - rate * ((c > 0) - (c < 0) + decay * w)


def nesterov(gradients, w, rate):
    mu, t = D("0.9"), len(gradients)
    v = sum(mu ** (t - 1 - i) * g for i, g in enumerate(gradients))
    return w - rate * (gradients[-1] + mu * v)


def run(rule, function, start, steps, **arguments):
    w, seen, iterates = [D(each) for each in start], [], []
    for _ in range(steps):
        seen.append(function(w))
        w = [rule([g[k] for g in seen], w[k], **arguments) for k in range(2)]
        iterates.append([float(each) for each in w])
    return iterates


def case(name, rule, function, start, parameters):
    arguments = {{"learning_rate": "rate", "weight_decay": "decay"}[key]: D(value) for key, value in parameters.items()}
    return {"optimizer": name, "parameters": {key: float(value) for key, value in parameters.items()},
            "function": function.__name__, "start": [float(each) for each in start],
            "iterates": run(rule, function, start, 12, **arguments)}


starts = [(rosenbrock, ("-1.2", "1")), (quadratic, ("1", "1"))]
cases = [case(name, rule, function, start, parameters)
         for name, rule, parameters in [("nadam", nadam, {"learning_rate": "0.1"}),
                                        ("lion", lion, {"learning_rate": "0.03"}),
                                        ("lion", lion, {"learning_rate": "0.03", "weight_decay": "0.1"}),
                                        ("nesterov", nesterov, {"learning_rate": "0.001"})]
         for function, start in starts]
here = pathlib.Path(__file__).parent
here.joinpath("optimizer_steps.json").write_text(json.dumps(cases, indent=1) + "\n")
