"""Golden values for golden.test.ts: the four kinds of one-class models by scikit-learn.

    python3 golden.py > golden.json && npx biome format --write golden.json

The rows are 32-bit numbers; everything else is as scikit-learn computes it, in 64 bits.
"""

import json

import numpy as np
import sklearn
from scipy.stats import chi2
from sklearn.covariance import EllipticEnvelope
from sklearn.ensemble import IsolationForest
from sklearn.neighbors import LocalOutlierFactor
from sklearn.svm import OneClassSVM

random = np.random.RandomState(1)
mix = np.array([[1, 0.6, -0.3], [0, 0.8, 0.4], [0, 0, 0.5]])
rows = random.normal(size=(80, 3)) @ mix
rows[70:] = random.normal(size=(10, 3)) * 0.3 + [4, -4, 3]
rows = rows.astype(np.float32)
probes = np.concatenate([random.normal(size=(5, 3)) @ mix, [[4, -4, 3], [9, 9, 9], [0, 0, 0]]]).astype(np.float32)


def numbers(values):
    return [float(value) for value in np.ravel(values)]


def svm(**settings):
    model = OneClassSVM(tol=1e-9, **settings).fit(rows.astype(float))
    return {"settings": settings, "scores": numbers(model.decision_function(probes.astype(float)))}


def factor(neighbours):
    model = LocalOutlierFactor(n_neighbors=neighbours, novelty=True).fit(rows.astype(float))
    return {"neighbours": neighbours, "scores": numbers(model.score_samples(probes.astype(float)))}


def envelope(support):
    """Of many starts the one that reached the least determinant, which is what is sought: most do not."""
    models = [EllipticEnvelope(support_fraction=support, random_state=seed).fit(rows.astype(float)) for seed in range(50)]
    model = min(models, key=lambda one: np.linalg.slogdet(one.raw_covariance_)[1])
    return {
        "support": "least" if support is None else support,
        "centre": numbers(model.location_),
        "covariance": numbers(model.covariance_),
        "scores": numbers(model.score_samples(probes.astype(float))),
    }


def floor32(value):
    """The highest 32-bit number up to it: rows of 32 bits are on the same side of both."""
    rounded = np.float32(value)
    return float(np.nextafter(rounded, np.float32(-np.inf)) if rounded > value else rounded)


def forest():
    """scikit-learn's own trees, in the form that ours are kept in; a leaf's path length by equation 1 of the paper."""
    sample = 32
    model = IsolationForest(n_estimators=7, max_samples=sample, random_state=3).fit(rows)
    column, threshold, left, length, roots = [], [], [], [], []

    def average(count):
        if count < 2:
            return 0.0
        return 1.0 if count == 2 else 2 * (np.log(count - 1) + np.euler_gamma) - 2 * (count - 1) / count

    for estimator in model.estimators_:
        tree = estimator.tree_
        place = {}
        # Children next to each other, the left one first.
        order, depth = [0], {0: 0}
        for node in order:
            if tree.children_left[node] >= 0:
                for child in (tree.children_left[node], tree.children_right[node]):
                    order.append(child)
                    depth[child] = depth[node] + 1
        for index, node in enumerate(order):
            place[node] = len(column) + index
        roots.append(len(column))
        for node in order:
            leaf = tree.children_left[node] < 0
            column.append(-1 if leaf else int(tree.feature[node]))
            threshold.append(0 if leaf else floor32(tree.threshold[node]))
            left.append(0 if leaf else place[tree.children_left[node]])
            length.append(depth[node] + average(tree.n_node_samples[node]) if leaf else 0)
    nodes = {"column": column, "threshold": threshold, "left": left, "length": length, "roots": roots}
    many = [
        IsolationForest(n_estimators=100, max_samples=sample, random_state=seed).fit(rows).score_samples(probes)
        for seed in range(20)
    ]
    return {
        "sample": sample,
        "nodes": nodes,
        "scores": numbers(model.score_samples(probes)),
        "mean": numbers(np.mean(many, axis=0)),
        "deviation": numbers(np.std(many, axis=0)),
    }


print(
    json.dumps(
        {
            "scikit-learn": sklearn.__version__,
            "size": 3,
            "rows": numbers(rows),
            "probes": numbers(probes),
            "oneClassSvm": [
                svm(nu=0.1, kernel="rbf", gamma="scale"),
                svm(nu=0.5, kernel="rbf", gamma=0.3),
                svm(nu=0.2, kernel="linear"),
            ],
            "localOutlierFactor": [factor(5), factor(20)],
            "ellipticEnvelope": [envelope(None), envelope(0.8)],
            "isolationForest": forest(),
            "chiSquare": [
                {"probability": p, "degrees": d, "quantile": float(chi2(d).ppf(p))}
                for d in (1, 3, 60, 256)
                for p in (0.5, 0.975)
            ],
        }
    )
)
