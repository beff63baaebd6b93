"""PyTorch, training the 1D-CNN "mcdcnn" on made-up blocks of 128 x 2, on the CPU.

usage: python3 train_torch.py THREADS BATCH MODELS BLOCKS EPOCHS
Trains MODELS models one after another, each EPOCHS times over BLOCKS blocks; prints the seconds of every epoch
but the first of each model ("steady") and of everything ("total") as one line of JSON.
"""
import json
import sys
import time

import torch
from torch import nn


class Tower(nn.Module):
    def __init__(self, first, second):
        super().__init__()
        self.first = nn.Conv1d(2, 40, first, stride=2)
        self.second = nn.Conv1d(40, 60, second)

    def forward(self, x):
        return torch.relu(self.second(torch.relu(self.first(x)))).amax(dim=2)


class Mcdcnn(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.towers = nn.ModuleList([Tower(6, 3), Tower(4, 2)])
        self.dropout = nn.Dropout(0.15)
        self.dense = nn.Linear(120, 60)
        self.out = nn.Linear(60, classes)

    def forward(self, x):
        joined = torch.cat([tower(x) for tower in self.towers], dim=1)
        return self.out(torch.relu(self.dense(self.dropout(joined))))


def train(blocks, targets, batch, epochs):
    net = Mcdcnn(2)
    optimiser = torch.optim.Adam(net.parameters(), lr=0.002)
    criterion = nn.BCEWithLogitsLoss()
    seconds = []
    for _ in range(epochs):
        started = time.perf_counter()
        order = torch.randperm(len(blocks))
        for rows in order.split(batch):
            optimiser.zero_grad()
            loss = criterion(net(blocks[rows]), targets[rows])
            loss.backward()
            optimiser.step()
        seconds.append(time.perf_counter() - started)
    return seconds


def main():
    threads, batch, models, count, epochs = map(int, sys.argv[1:])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    blocks = torch.randn(count, 2, 128)
    targets = nn.functional.one_hot(torch.arange(count) % 2, 2).float()
    times = [train(blocks, targets, batch, epochs) for _ in range(models)]
    print(json.dumps({"steady": sum(sum(t[1:]) for t in times), "total": sum(map(sum, times))}))


main()
