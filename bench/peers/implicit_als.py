"""A process of its own: trains implicit's ALS on a dataset's folder, and prints one line of JSON."""

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import coo_matrix

from dataset import read_dataset
from memory import track_memory


def main():
    arguments = SimpleNamespace(**json.loads(sys.argv[1]))
    data = read_dataset(arguments.data)
    # implicit takes confidences as they are if its own alpha is 1.
    confidences = 1 + np.float32(arguments.alpha) * data.ratings
    matrix = coo_matrix((confidences, (data.users, data.items)), shape=data.shape).tocsr()
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
