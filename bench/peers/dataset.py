"""A dataset's folder, as data/store.mjs writes it."""

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np


def read_dataset(folder):
    meta = json.loads((Path(folder) / "meta.json").read_text())
    return SimpleNamespace(
        users=np.fromfile(Path(folder) / "users.i32", dtype="<i4"),
        items=np.fromfile(Path(folder) / "items.i32", dtype="<i4"),
        ratings=np.fromfile(Path(folder) / "ratings.f32", dtype="<f4"),
        shape=(meta["numUsers"], meta["numItems"]),
    )
