#!/usr/bin/env python3
"""Writes schedules.json: factors on the learning rate by PyTorch's own schedulers, stepped once an epoch (and, where they are
continuous, once a tenth of one). Run again with: python3 schedules.py"""
import json
import pathlib
import warnings

import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, LambdaLR, LinearLR, OneCycleLR, SequentialLR, StepLR

warnings.simplefilter("ignore")


def factors(make, steps):
    weight = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([weight], lr=1.0, momentum=0.5)
    scheduler = make(optimizer)
    seen = []
    for _ in range(steps):
        seen.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return seen


def warmup_cosine(optimizer, warmup, rest):
    return SequentialLR(optimizer, [LinearLR(optimizer, 0.01, total_iters=warmup), CosineAnnealingLR(optimizer, rest)], [warmup])


def one_cycle(optimizer, peak, horizon):
    # PyTorch's cycle of T steps is at its peak at pct_start·T − 1 and ends at T − 1.
    return OneCycleLR(optimizer, 1.0, total_steps=horizon + 1, pct_start=(peak + 1) / (horizon + 1), cycle_momentum=False)


def case(schedule, horizon, unit, make, steps, **parameters):
    """`unit` is how many epochs one step of PyTorch's scheduler stands for."""
    return {"schedule": schedule, "parameters": parameters, "horizon": horizon, "unit": unit, "factors": factors(make, steps)}


cases = [
    case("constant", 20, 1, lambda o: LambdaLR(o, lambda _: 1.0), 21),
    case("step", 20, 1, lambda o: StepLR(o, 7, 0.3), 30, schedule_decay=0.3, schedule_period=7),
    case("exponential", 20, 1, lambda o: ExponentialLR(o, 0.9), 30, schedule_decay=0.9, schedule_period=1),
    case("exponential", 20, 1, lambda o: ExponentialLR(o, 0.1 ** (1 / 8)), 30, schedule_decay=0.1, schedule_period=8),
    case("cosine", 20, 1, lambda o: CosineAnnealingLR(o, 20), 21),
    case("cosine", 4, 0.1, lambda o: CosineAnnealingLR(o, 40), 41),
    case("warmup_cosine", 20, 1, lambda o: warmup_cosine(o, 5, 15), 21, schedule_warmup=0.25),
    case("one_cycle", 20, 1, lambda o: one_cycle(o, 6, 20), 21, schedule_warmup=0.3),
    case("one_cycle", 4, 0.1, lambda o: one_cycle(o, 10, 40), 41, schedule_warmup=0.25),
    # Vaswani's d^-0.5·min(n^-0.5, n·w^-1.5), divided by its value at n = w; n counts from 1.
    case("inverse_sqrt", 20, 1,
         lambda o: LambdaLR(o, lambda e: min((e + 1) ** -0.5, (e + 1) * 8 ** -1.5) * 8 ** 0.5), 40, schedule_warmup=0.4),
]
here = pathlib.Path(__file__).parent
here.joinpath("schedules.json").write_text(json.dumps(cases, indent=1) + "\n")
