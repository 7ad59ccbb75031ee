#!/usr/bin/env python3
"""Writes networks.json: small networks in PyTorch (float64), their predictions and the gradient of the mean loss by the weights.

usage: networks.py > networks.json
"""
import json

import torch
import torch.nn.functional as F

ACTIVATIONS = {
    "tanh": torch.tanh,
    "relu": F.relu,
    "leaky_relu": F.leaky_relu,
    "sigmoid": torch.sigmoid,
    "gelu": F.gelu,
    "sine": torch.sin,
    "identity": lambda x: x,
}
LOSSES = {"mse": F.mse_loss, "cross_entropy": F.cross_entropy}


def case(activation, layers, width, inputs, outputs, rows):
    sizes = [inputs] + layers * [width] + [outputs]
    weights = []
    for before, after in zip(sizes, sizes[1:]):
        weights += [torch.randn(after, before, dtype=torch.float64) * 0.7, torch.randn(after, dtype=torch.float64) * 0.3]
    for each in weights:
        each.requires_grad_(True)
    features = torch.randn(rows, inputs, dtype=torch.float64)
    loss = "cross_entropy" if outputs > 1 else "mse"
    target = torch.randint(outputs, (rows,)) if outputs > 1 else torch.randn(rows, 1, dtype=torch.float64)
    h = features
    for i in range(0, len(weights), 2):
        h = h @ weights[i].T + weights[i + 1]
        if i + 2 < len(weights):
            h = ACTIVATIONS[activation](h)
    value = LOSSES[loss](h, target)
    value.backward()
    flat = lambda tensors: [x for t in tensors for x in t.detach().flatten().tolist()]
    return {"activation": activation, "layers": layers, "width": width, "inputs": inputs, "outputs": outputs, "loss": loss,
            "features": features.tolist(), "target": target.flatten().tolist(), "weights": flat(weights),
            "prediction": h.tolist(), "value": value.item(), "gradient": flat([w.grad for w in weights])}


torch.manual_seed(1)
cases = [case(a, layers, width, inputs, outputs, rows)
         for a in ACTIVATIONS
         for layers, width, inputs, outputs, rows in [(1, 3, 1, 1, 4), (2, 4, 2, 3, 5)]]
print("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]")
