"""PyTorch, running the networks that Wristprint describes as data, on the CPU.

usage: python3 networks_torch.py JSON
The document: {"network": {input, layers, output}, "task": "train" | "predict", "threads", "batch", "seconds"}.
Training steps (Adam, cross-entropy, a batch that stays the same) or forward passes for about that many seconds, after a
warm-up; prints {"perSecond": examples a second} as one line of JSON.

A layer is a class below, named as in Wristprint. Values are [batch, channels, length] or [batch, features].
"""

import json
import sys
import time
import warnings

import torch
from torch import nn


class Conv1d(nn.Conv1d):
    def __init__(self, channels, layer):
        same = layer["padding"] == "same"
        # PyTorch pads a stride of one by itself; for others the zeros are put there as Keras does.
        by_itself = same and layer["stride"] == 1
        super().__init__(
            channels, layer["filters"], layer["kernel"], layer["stride"], padding="same" if by_itself else 0
        )
        self.strided = same and not by_itself

    def forward(self, x):
        if self.strided:
            (kernel,), (stride,) = self.kernel_size, self.stride
            zeros = max(0, (-(-x.shape[-1] // stride) - 1) * stride + kernel - x.shape[-1])
            x = nn.functional.pad(x, (zeros // 2, zeros - zeros // 2))
        return super().forward(x)


class Dense(nn.Linear):
    def __init__(self, channels, layer):
        super().__init__(channels, layer["units"])


class CosineDense(nn.Module):
    def __init__(self, channels, layer):
        super().__init__()
        self.scale = layer["scale"]
        self.kernel = nn.Parameter(torch.randn(layer["units"], channels))

    def forward(self, x):
        return self.scale * nn.functional.linear(nn.functional.normalize(x), nn.functional.normalize(self.kernel))


class BatchNorm(nn.BatchNorm1d):
    def __init__(self, channels, layer):
        super().__init__(channels, eps=layer["epsilon"], momentum=layer["momentum"])


class AttentionPool(nn.Module):
    def __init__(self, channels, layer):
        super().__init__()
        self.deviation = layer["deviation"]
        self.hidden = nn.Conv1d(channels, layer["units"], 1)
        self.score = nn.Conv1d(layer["units"], 1, 1, bias=False)

    def forward(self, x):
        share = torch.softmax(self.score(torch.tanh(self.hidden(x))), dim=2)
        mean = (x * share).sum(2)
        if not self.deviation:
            return mean
        return torch.cat([mean, ((x * x * share).sum(2) - mean * mean + 1e-5).sqrt()], dim=1)


class Towers(nn.Module):
    def __init__(self, channels, layer, length):
        super().__init__()
        self.towers = nn.ModuleList([build(layers, channels, length) for layers in layer["towers"]])

    def forward(self, x):
        return torch.cat([tower(x) for tower in self.towers], dim=1)


class Residual(nn.Module):
    def __init__(self, channels, layer, length):
        super().__init__()
        self.main = build(layer["main"], channels, length)
        self.shortcut = build(layer["shortcut"], channels, length)

    def forward(self, x):
        return self.main(x) + self.shortcut(x)


class Call(nn.Module):
    """What has nothing to learn."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


class Recurrent(nn.Module):
    """LSTM or GRU over time, every step or the last one."""

    def __init__(self, channels, layer):
        super().__init__()
        kind = {"lstm": nn.LSTM, "gru": nn.GRU}[layer["kind"]]
        self.direction = layer["direction"]
        self.sequences = layer["sequences"]
        self.units = layer["units"]
        self.cell = kind(channels, layer["units"], batch_first=True, bidirectional=self.direction == "bidirectional")

    def forward(self, x):
        steps = x.transpose(1, 2)
        if self.direction == "backward":
            steps = steps.flip(1)
        y, _ = self.cell(steps)
        if self.sequences:
            return (y.flip(1) if self.direction == "backward" else y).transpose(1, 2)
        if self.direction != "bidirectional":
            return y[:, -1]
        return torch.cat([y[:, -1, : self.units], y[:, 0, self.units :]], dim=1)


class TimeDistributed(nn.Module):
    """Inner layers on parts of the time axis, a part's outcome a step."""

    def __init__(self, channels, layer, length):
        super().__init__()
        self.parts = layer["parts"]
        self.inner = build(layer["layers"], channels, length // layer["parts"])

    def forward(self, x):
        batch, channels, length = x.shape
        parts = x.reshape(batch, channels, self.parts, length // self.parts).transpose(1, 2)
        y = self.inner(parts.reshape(batch * self.parts, channels, length // self.parts))
        return y.reshape(batch, self.parts, -1).transpose(1, 2)


# Functions of what has nothing to learn, by the layer as data.
CALLS = {
    "relu": lambda layer: torch.relu,
    "sigmoid": lambda layer: torch.sigmoid,
    "tanh": lambda layer: torch.tanh,
    "leakyRelu": lambda layer: lambda x: nn.functional.leaky_relu(x, layer["slope"]),
    "dropout": lambda layer: nn.Dropout(layer["rate"]),
    "flatten": lambda layer: lambda x: x.transpose(1, -1).flatten(1) if x.dim() == 3 else x,
    "features": lambda layer: lambda x: x,
    # Recurrent layers of the peer are not masked: that only makes the peer faster.
    "masking": lambda layer: lambda x: x,
    "globalMaxPool": lambda layer: lambda x: x.amax(dim=2),
    "globalAveragePool": lambda layer: lambda x: x.mean(dim=2),
    "globalDeviationPool": lambda layer: lambda x: (x.var(dim=2, unbiased=False) + 1e-5).sqrt(),
    "averagePool1d": lambda layer: nn.AvgPool1d(layer["size"], layer["stride"]),
    "maxPool1d": lambda layer: nn.MaxPool1d(layer["size"], layer["stride"]),
}
LEARNING = {
    "conv1d": Conv1d,
    "dense": Dense,
    "cosineDense": CosineDense,
    "batchNorm": BatchNorm,
    "attentionPool": AttentionPool,
    "lstm": Recurrent,
    "gru": Recurrent,
}
NESTED = {"towers": Towers, "residual": Residual, "timeDistributed": TimeDistributed}


def build(layers, channels, length):
    """The layers one after another; each one's width is found by running those before it."""
    modules = nn.Sequential().eval()
    for layer in layers:
        with torch.no_grad():
            shape = modules(torch.zeros(2, channels, length)).shape
        kind = layer["kind"]
        if kind in CALLS:
            call = CALLS[kind](layer)
            modules.append(call if isinstance(call, nn.Module) else Call(call))
        elif kind in NESTED:
            modules.append(NESTED[kind](shape[1], layer, shape[-1]))
        else:
            modules.append(LEARNING[kind](shape[1], layer))
        modules.eval()
    return modules


def penalties(layers):
    """The L2 factors of all kernels, in order."""
    for layer in layers:
        for inner in (*layer.get("towers", []), layer.get("main", []), layer.get("shortcut", []), layer.get("layers", [])):
            yield from penalties(inner)
        if layer["kind"] in ("conv1d", "dense"):
            yield layer.get("l2", 0)


def rate(step, examples, seconds):
    for _ in range(2):
        step()
    count, started = 0, time.perf_counter()
    while count < 3 or time.perf_counter() - started < seconds:
        step()
        count += 1
    return examples * count / (time.perf_counter() - started)


def training_step(net, network, x):
    classes = net(x).shape[1]
    labels = torch.arange(len(x)) % classes
    hot = nn.functional.one_hot(labels, classes).float()
    criterion = nn.CrossEntropyLoss() if network["output"] == "softmax" else nn.BCEWithLogitsLoss()
    target = labels if network["output"] == "softmax" else hot
    kernels = [m.weight for m in net.modules() if isinstance(m, (nn.Conv1d, nn.Linear))]
    held = [(w, l2) for w, l2 in zip(kernels, penalties(network["layers"])) if l2]
    optimiser = torch.optim.Adam(net.parameters(), lr=0.002)

    def step():
        optimiser.zero_grad()
        loss = criterion(net(x), target)
        for w, l2 in held:
            loss = loss + l2 * (w * w).sum()
        loss.backward()
        optimiser.step()

    return step


def main():
    # That zeros around an even kernel are copied first: it is asked to.
    warnings.filterwarnings("ignore", message="Using padding='same'")
    task = json.loads(sys.argv[1])
    network = task["network"]
    torch.set_num_threads(task["threads"])
    torch.manual_seed(1)
    net = build(network["layers"], network["input"]["channels"], network["input"]["length"])
    x = torch.randn(task["batch"], network["input"]["channels"], network["input"]["length"])
    if task["task"] == "train":
        result = rate(training_step(net.train(), network, x), len(x), task["seconds"])
    else:
        net.eval()
        with torch.inference_mode():
            result = rate(lambda: net(x), len(x), task["seconds"])
    print(json.dumps({"perSecond": result}))


main()
