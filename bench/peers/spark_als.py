"""A process of its own: trains Spark's ALS on a dataset's folder, and prints one line of JSON.

Spark reports no time of an iteration: it is the slope between a fit of few iterations and one of many, after
a fit that warms the JVM up."""

import json
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
from pyspark.ml.recommendation import ALS
from pyspark.sql import SparkSession

from dataset import read_dataset
from memory import status_mb

FEW = 2
ROUNDS = 3
CHEAP_SECONDS = 20


def write_factors(frame, file, rows, rank):
    """Rows without a rating aren't in the frame: theirs are zeros."""
    factors = np.zeros((rows, rank), dtype="<f4")
    for row in frame.collect():
        factors[row.id] = row.features
    factors.tofile(file)


def main():
    arguments = SimpleNamespace(**json.loads(sys.argv[1]))
    arguments.factors = Path(arguments.factors)
    with tempfile.TemporaryDirectory(prefix="bench-spark-") as scratch:
        spark = (
            SparkSession.builder.master(f"local[{arguments.threads}]")
            .config("spark.driver.memory", arguments.memory)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.local.dir", scratch)
            .getOrCreate()
        )
        spark.sparkContext.setLogLevel("ERROR")
        # Without it, long fits overflow the JVM's stack.
        spark.sparkContext.setCheckpointDir(f"{scratch}/checkpoints")
        try:
            print(json.dumps(measure(spark, arguments, Path(scratch) / "ratings.csv")))
        finally:
            spark.stop()


def measure(spark, arguments, csv):
    data = read_dataset(arguments.data)
    np.savetxt(csv, np.column_stack([data.users, data.items, data.ratings]), fmt="%d,%d,%g")
    ratings = spark.read.csv(str(csv), schema="user INT, item INT, rating FLOAT").cache()
    ratings.count()

    def fit(iterations):
        als = ALS(
            rank=arguments.rank,
            maxIter=iterations,
            regParam=arguments.regParam,
            alpha=arguments.alpha,
            implicitPrefs=True,
            nonnegative=True,
            seed=0,
            # No checkpoint falls into the fits measured: it would be part of one and not of the other.
            checkpointInterval=arguments.iterations + 1,
        )
        start = time.perf_counter()
        model = als.fit(ratings)
        return model, time.perf_counter() - start

    fit(FEW)
    slopes = []
    start = time.perf_counter()
    while len(slopes) < ROUNDS and time.perf_counter() - start < CHEAP_SECONDS:
        _, few = fit(FEW)
        model, many = fit(arguments.iterations)
        slopes.append((many - few) / (arguments.iterations - FEW))
    # spark-submit has become the JVM.
    peak = status_mb("VmHWM", spark.sparkContext._gateway.proc.pid)
    for side, frame, rows in zip(("users", "items"), (model.userFactors, model.itemFactors), data.shape):
        write_factors(frame, arguments.factors / f"{side}.f32", rows, arguments.rank)
    iteration_ms = [1000 * slope for slope in slopes]
    return {"iterationMs": iteration_ms, "totalSeconds": many, "peakMb": peak, "beyondMb": None}


main()
