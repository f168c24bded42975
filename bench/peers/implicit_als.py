"""A process of its own: trains implicit's ALS on a dataset's folder, and prints one line of JSON."""

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import coo_matrix

from memory import track_memory


def read_matrix(folder, alpha):
    """Confidences 1 + alpha * rating, as CSR: implicit takes them as they are where its own alpha is 1."""
    meta = json.loads((folder / "meta.json").read_text())
    users = np.fromfile(folder / "users.i32", dtype="<i4")
    items = np.fromfile(folder / "items.i32", dtype="<i4")
    confidences = 1 + np.float32(alpha) * np.fromfile(folder / "ratings.f32", dtype="<f4")
    return coo_matrix((confidences, (users, items)), shape=(meta["numUsers"], meta["numItems"])).tocsr()


def main():
    arguments = SimpleNamespace(**json.loads(sys.argv[1]))
    matrix = read_matrix(Path(arguments.data), arguments.alpha)
    model = AlternatingLeastSquares(
        factors=arguments.rank,
        regularization=arguments.regularization,
        alpha=1.0,
        use_native=True,
        use_cg=arguments.variant == "cg",
        iterations=arguments.iterations,
        num_threads=arguments.threads,
        random_state=0,
    )
    iteration_ms = []
    memory = track_memory()
    start = time.perf_counter()
    model.fit(
        matrix,
        show_progress=False,
        callback=lambda iteration, seconds, loss: iteration_ms.append(1000 * seconds),
    )
    total_seconds = time.perf_counter() - start
    usage = memory()
    # The whole fit of the end-to-end table is not judged.
    if hasattr(arguments, "factors"):
        model.user_factors.astype("<f4").tofile(Path(arguments.factors) / "users.f32")
        model.item_factors.astype("<f4").tofile(Path(arguments.factors) / "items.f32")
    print(json.dumps({"iterationMs": iteration_ms[1:], "totalSeconds": total_seconds, **usage}))


main()
