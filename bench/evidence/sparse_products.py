"""The two sparse products that a fit of evidence needs at least, by scipy: X X' of users by resources, and the other way round.

Prints one line of JSON. X has ln(1 + rows / k) for each pair, rows of length 1, as the formula has it.
"""

import json
import sys
import time

import numpy as np
from scipy import sparse

users, resources = np.fromfile(json.loads(sys.argv[1])["file"], dtype=np.int32).reshape(2, -1)


def product(rows, columns):
    degree = np.bincount(columns)
    weights = np.log1p((rows.max() + 1) / degree)[columns]
    matrix = sparse.csr_matrix((weights, (rows, columns)))
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = sparse.diags(1 / length) @ matrix
    start = time.perf_counter()
    cells = (matrix @ matrix.T).nnz
    return time.perf_counter() - start, cells


(by_users, _), (by_resources, _) = product(users, resources), product(resources, users)
print(json.dumps({"users": by_users, "resources": by_resources, "seconds": by_users + by_resources}))
