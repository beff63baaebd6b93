"""Golden values for pytorch.test.ts: a small network of two towers, computed by PyTorch in float64.

    python3 golden.py > golden.json && npx biome format --write golden.json

Weights and inputs follow a formula that the test repeats. The optimisers' updates are written with plain
tensor operations, as Keras defines them: Adam's epsilon is added to the root of the uncorrected second moment.
"""

import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

# Shapes as Wristprint has them: kernels [kernel, channels, filters], matrices [inputs, outputs].
SHAPES = {
    "conv1d_1/kernel": [6, 2, 2],
    "conv1d_1/bias": [2],
    "conv1d_2/kernel": [3, 2, 3],
    "conv1d_2/bias": [3],
    "conv1d_3/kernel": [4, 2, 2],
    "conv1d_3/bias": [2],
    "conv1d_4/kernel": [2, 2, 3],
    "conv1d_4/bias": [3],
    "dense_1/kernel": [6, 4],
    "dense_1/bias": [4],
    "dense_2/kernel": [4, 3],
    "dense_2/bias": [3],
}
LABELS = [0, 2, 1, 2]
X_SHAPE = [4, 16, 2]


def values(shape, seed, size):
    """size · sin(seed + 1.7·i + 0.03·i²) for the i-th number, row-major, rounded to float32."""
    count = math.prod(shape)
    numbers = [size * math.sin(seed + 1.7 * i + 0.03 * i * i) for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float32).to(torch.float64).reshape(shape)


def start():
    return {
        name: values(shape, index, 0.5).requires_grad_() for index, (name, shape) in enumerate(SHAPES.items())
    }


def tower(x, w, first, second, stride):
    def conv(y, name, stride):
        # PyTorch has [N, channels, length] and kernels [filters, channels, kernel].
        return F.conv1d(y, w[f"{name}/kernel"].permute(2, 1, 0), w[f"{name}/bias"], stride=stride)

    y = F.relu(conv(x.permute(0, 2, 1), first, stride))
    return F.relu(conv(y, second, 1)).amax(dim=2)


def forward(w):
    x = values(X_SHAPE, 0.3, 1.0)
    joined = torch.cat([tower(x, w, "conv1d_1", "conv1d_2", 2), tower(x, w, "conv1d_3", "conv1d_4", 2)], dim=1)
    features = F.relu(joined @ w["dense_1/kernel"] + w["dense_1/bias"])
    return features, features @ w["dense_2/kernel"] + w["dense_2/bias"]


def loss_of(logits, output):
    labels = torch.tensor(LABELS)
    if output == "softmax":
        return F.cross_entropy(logits, labels)
    return F.binary_cross_entropy_with_logits(logits, F.one_hot(labels, 3).to(logits.dtype))


def gradients(w, output):
    loss = loss_of(forward(w)[1], output)
    return loss, dict(zip(w, torch.autograd.grad(loss, list(w.values()))))


def adam(step, rate, p, g, slots, decay=0.0, weight_decay=0.0):
    mean, square = slots
    rate = rate / (1 + decay * step)
    mean = 0.9 * mean + 0.1 * g
    square = 0.999 * square + 0.001 * g * g
    corrected = rate * math.sqrt(1 - 0.999 ** (step + 1)) / (1 - 0.9 ** (step + 1))
    return p * (1 - rate * weight_decay) - corrected * mean / (square.sqrt() + 1e-7), (mean, square)


def sgd(step, rate, p, g, slots, decay=0.0, momentum=0.0):
    velocity = momentum * slots[0] - rate / (1 + decay * step) * g
    return p + velocity, (velocity, slots[1])


def trained(update, rate, **settings):
    """Weights and losses of three steps on all examples under the softmax loss."""
    w = start()
    slots = {name: (torch.zeros_like(p), torch.zeros_like(p)) for name, p in w.items()}
    losses = []
    for step in range(3):
        loss, g = gradients(w, "softmax")
        losses.append(loss.item())
        for name in w:
            p, slots[name] = update(step, rate, w[name].detach(), g[name], slots[name], **settings)
            w[name] = p.requires_grad_()
    return {"losses": rounded(losses), "weights": {name: flat(p) for name, p in w.items()}}


NORMALISED = {
    "conv1d_1/kernel": [3, 2, 4],
    "conv1d_1/bias": [4],
    "batchNorm_1/gamma": [4],
    "batchNorm_1/beta": [4],
    "dense_1/kernel": [8, 3],
    "dense_1/bias": [3],
    "batchNorm_2/gamma": [3],
    "batchNorm_2/beta": [3],
    "cosineDense_1/kernel": [3, 3],
}


def batch_norm():
    """Three steps of SGD at rate 0.1 with a margin of 0.5, running statistics moved by 0.1; then the logits in use."""
    w = {name: values(shape, index, 0.5).requires_grad_() for index, (name, shape) in enumerate(NORMALISED.items())}
    running = {
        f"batchNorm_{n}/{role}": torch.full([size], start)
        for n, size in ((1, 4), (2, 3))
        for role, start in (("mean", 0.0), ("variance", 1.0))
    }

    def norm(x, n, training):
        return F.batch_norm(
            x,
            running[f"batchNorm_{n}/mean"],
            running[f"batchNorm_{n}/variance"],
            w[f"batchNorm_{n}/gamma"],
            w[f"batchNorm_{n}/beta"],
            training=training,
            momentum=0.1,
            eps=1e-5,
        )

    def forward(training):
        x = values(X_SHAPE, 0.3, 1.0).permute(0, 2, 1)
        y = norm(F.conv1d(x, w["conv1d_1/kernel"].permute(2, 1, 0), w["conv1d_1/bias"]), 1, training)
        pooled = torch.cat([y.mean(2), (y.var(2, unbiased=False) + 1e-5).sqrt()], dim=1)
        z = norm(pooled @ w["dense_1/kernel"] + w["dense_1/bias"], 2, training)
        return 4 * F.normalize(z, dim=1) @ F.normalize(w["cosineDense_1/kernel"], dim=0)

    losses = []
    for _ in range(3):
        logits = forward(True)
        loss = F.cross_entropy(logits - 0.5 * F.one_hot(torch.tensor(LABELS), 3), torch.tensor(LABELS))
        losses.append(loss.item())
        for name, g in zip(w, torch.autograd.grad(loss, list(w.values()))):
            w[name] = (w[name].detach() - 0.1 * g).requires_grad_()
    return {
        "losses": rounded(losses),
        "weights": {name: flat(p) for name, p in (w | running).items()},
        "logits": flat(forward(False)),
    }


POOLED = {
    "conv1d_1/kernel": [3, 2, 4],
    "conv1d_1/bias": [4],
    "batchNorm_1/gamma": [4],
    "batchNorm_1/beta": [4],
    "conv1d_2/kernel": [3, 4, 6],
    "conv1d_2/bias": [6],
    "conv1d_3/kernel": [1, 4, 6],
    "conv1d_3/bias": [6],
    "attentionPool_1/kernel": [6, 5],
    "attentionPool_1/bias": [5],
    "attentionPool_1/score": [5, 1],
    "dense_1/kernel": [12, 3],
    "dense_1/bias": [3],
}


def pooled():
    """Local pools, leaky relu, a residual block, attentive statistics and L2: three steps of SGD at rate 0.1."""
    w = {name: values(shape, index, 0.5).requires_grad_() for index, (name, shape) in enumerate(POOLED.items())}
    running = {"batchNorm_1/mean": torch.zeros(4), "batchNorm_1/variance": torch.ones(4)}

    def conv(x, name):
        return F.conv1d(x, w[f"{name}/kernel"].permute(2, 1, 0), w[f"{name}/bias"], padding="same")

    def forward(training):
        x = conv(values(X_SHAPE, 0.3, 1.0).permute(0, 2, 1), "conv1d_1")
        mean, variance = running["batchNorm_1/mean"], running["batchNorm_1/variance"]
        gamma, beta = w["batchNorm_1/gamma"], w["batchNorm_1/beta"]
        x = F.batch_norm(x, mean, variance, gamma, beta, training=training, momentum=0.8, eps=1e-5)
        x = F.avg_pool1d(F.leaky_relu(x, 0.3), 2)
        x = torch.tanh(conv(x, "conv1d_2")) + conv(x, "conv1d_3")
        x = F.max_pool1d(x, 3, stride=2).permute(0, 2, 1)
        hidden = torch.tanh(x @ w["attentionPool_1/kernel"] + w["attentionPool_1/bias"])
        share = F.softmax(hidden @ w["attentionPool_1/score"], dim=1)
        mean = (share * x).sum(1)
        # Okabe et al. 2018, eq. 6.
        deviation = ((share * x * x).sum(1) - mean * mean + 1e-5).sqrt()
        return torch.cat([mean, deviation], dim=1) @ w["dense_1/kernel"] + w["dense_1/bias"]

    losses = []
    for _ in range(3):
        penalty = 0.01 * (w["conv1d_1/kernel"] ** 2).sum() + 0.02 * (w["dense_1/kernel"] ** 2).sum()
        loss = F.cross_entropy(forward(True), torch.tensor(LABELS)) + penalty
        losses.append(loss.item())
        for name, g in zip(w, torch.autograd.grad(loss, list(w.values()))):
            w[name] = (w[name].detach() - 0.1 * g).requires_grad_()
    return {
        "losses": rounded(losses),
        "weights": {name: flat(p) for name, p in (w | running).items()},
        "logits": flat(forward(False)),
    }


LENGTHS = [16, 7, 1, 12]
RECURRENT = {
    "lstm_1/forward/kernel": [2, 12],
    "lstm_1/forward/recurrent": [3, 12],
    "lstm_1/forward/bias": [12],
    "lstm_1/backward/kernel": [2, 12],
    "lstm_1/backward/recurrent": [3, 12],
    "lstm_1/backward/bias": [12],
    "gru_1/forward/kernel": [6, 6],
    "gru_1/forward/recurrent": [2, 6],
    "gru_1/forward/bias": [6],
    "gru_1/forward/recurrentBias": [6],
    "gru_1/backward/kernel": [6, 6],
    "gru_1/backward/recurrent": [2, 6],
    "gru_1/backward/bias": [6],
    "gru_1/backward/recurrentBias": [6],
    "dense_1/kernel": [4, 3],
    "dense_1/bias": [3],
}


def recurrent():
    """An LSTM and a GRU, both ways, over sequences of different length: three steps of SGD at rate 0.5."""
    w = {name: values(shape, index, 0.5).requires_grad_() for index, (name, shape) in enumerate(RECURRENT.items())}
    lstm = torch.nn.LSTM(2, 3, batch_first=True, bidirectional=True)
    gru = torch.nn.GRU(6, 2, batch_first=True, bidirectional=True)

    def gru_rows(matrix):
        # PyTorch has reset, update, candidate; Keras and we update, reset, candidate.
        update, reset, candidate = matrix.chunk(3)
        return torch.cat([reset, update, candidate])

    def run(module, layer, rows, x):
        """The module with our tensors in the place of its own: per direction the two kernels and the two biases."""
        weights = []
        for direction in ("forward", "backward"):
            kernel, recurrent, bias = (w[f"{layer}/{direction}/{role}"] for role in ("kernel", "recurrent", "bias"))
            second = w.get(f"{layer}/{direction}/recurrentBias", torch.zeros_like(bias))
            weights += [rows(part).contiguous() for part in (kernel.T, recurrent.T, bias, second)]
        module._flat_weights = weights
        return module(x)

    def forward():
        packed = torch.nn.utils.rnn.pack_padded_sequence(
            values(X_SHAPE, 0.3, 1.0), LENGTHS, batch_first=True, enforce_sorted=False
        )
        states, _ = run(lstm, "lstm_1", lambda rows: rows, packed)
        _, last = run(gru, "gru_1", gru_rows, states)
        return torch.cat([last[0], last[1]], dim=1) @ w["dense_1/kernel"] + w["dense_1/bias"]

    losses = []
    for _ in range(3):
        loss = F.cross_entropy(forward(), torch.tensor(LABELS))
        losses.append(loss.item())
        for name, g in zip(w, torch.autograd.grad(loss, list(w.values()))):
            w[name] = (w[name].detach() - 0.5 * g).requires_grad_()
    return {
        "losses": rounded(losses),
        "weights": {name: flat(p) for name, p in w.items()},
        "logits": flat(forward()),
    }


def rounded(numbers):
    return [float(f"{number:.9g}") for number in numbers]


def flat(tensor):
    return rounded(tensor.detach().reshape(-1).tolist())


def main():
    features, logits = forward(start())
    golden = {
        "source": f"PyTorch {torch.__version__}, golden.py",
        "features": flat(features),
        "logits": flat(logits),
        "scores": {"softmax": flat(F.softmax(logits, dim=1)), "sigmoid": flat(torch.sigmoid(logits))},
        "losses": {},
        "gradients": {},
        "trained": {
            "adam": trained(adam, 0.01),
            "adamW": trained(adam, 0.01, decay=0.1, weight_decay=0.05),
            "sgd": trained(sgd, 0.1),
            "momentum": trained(sgd, 0.1, decay=0.1, momentum=0.9),
        },
    }
    golden["batchNorm"] = batch_norm()
    golden["pooled"] = pooled()
    golden["recurrent"] = recurrent()
    for output in ("softmax", "sigmoid"):
        loss, g = gradients(start(), output)
        golden["losses"][output] = rounded([loss.item()])[0]
        golden["gradients"][output] = {name: flat(value) for name, value in g.items()}
    print(json.dumps(golden))


main()
