// lib/als/checkNames.ts
function checkNames(kind, given, known) {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new TypeError(`Expected ${kind} among ${known.join(", ")}, got ${name}`);
  }
}

// lib/als/checkOptions.ts
var optional = ["threads", "initialUserFactors", "onIteration", "signal"];
var defaults = {
  rank: 10,
  maxIter: 10,
  regParam: 0.1,
  alpha: 1,
  implicitPrefs: false,
  nonnegative: false,
  seed: 0,
  tol: 0,
  solver: "exact",
  cgSteps: 3
};
function checkOptions(options) {
  checkNames("options", options, [...Object.keys(defaults), ...optional]);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== void 0));
  const resolved = { ...defaults, ...given };
  const { rank, maxIter, seed, threads } = resolved;
  if (!Number.isInteger(rank) || rank < 1) {
    throw new RangeError(`Expected rank to be a positive integer, got ${rank}`);
  }
  if (!Number.isInteger(maxIter) || maxIter < 0) {
    throw new RangeError(`Expected maxIter to be a non-negative integer, got ${maxIter}`);
  }
  for (const name of ["regParam", "alpha", "tol"]) {
    const value = resolved[name];
    if (!(Number.isFinite(Math.fround(value)) && value >= 0)) {
      throw new RangeError(`Expected ${name} to be a non-negative 32-bit number, got ${value}`);
    }
  }
  if (resolved.solver !== "exact" && resolved.solver !== "conjugateGradient") {
    throw new RangeError(`Expected solver to be 'exact' or 'conjugateGradient', got ${resolved.solver}`);
  }
  if (resolved.solver === "conjugateGradient" && resolved.nonnegative) {
    throw new RangeError("Expected solver to be 'exact' where nonnegative is true, got conjugateGradient");
  }
  if (!Number.isInteger(resolved.cgSteps) || resolved.cgSteps < 1) {
    throw new RangeError(`Expected cgSteps to be a positive integer, got ${resolved.cgSteps}`);
  }
  if (threads !== void 0 && (!Number.isInteger(threads) || threads < 1)) {
    throw new RangeError(`Expected threads to be a positive integer, got ${threads}`);
  }
  for (const name of ["implicitPrefs", "nonnegative"]) {
    const value = resolved[name];
    if (typeof value !== "boolean") throw new TypeError(`Expected ${name} to be a boolean, got ${value}`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Expected seed to be a safe integer, got ${seed}`);
  }
  return resolved;
}

// lib/als/checkRatings.ts
function checkRatings(input) {
  const { users, items, ratings } = input;
  if (!(users instanceof Int32Array)) throw new TypeError("Expected users to be an Int32Array");
  if (!(items instanceof Int32Array)) throw new TypeError("Expected items to be an Int32Array");
  if (!(ratings instanceof Float32Array || ratings instanceof Float64Array)) {
    throw new TypeError("Expected ratings to be a Float32Array or a Float64Array");
  }
  if (users.length !== items.length || users.length !== ratings.length) {
    throw new RangeError(
      `Expected users, items and ratings of one length, got ${users.length}, ${items.length} and ${ratings.length}`
    );
  }
  if (ratings.length === 0) throw new RangeError("Expected at least one rating, got 0");
  for (let n = 0; n < ratings.length; n++) {
    if (!Number.isFinite(Math.fround(ratings[n]))) {
      throw new RangeError(`Expected ratings to be finite 32-bit numbers, got ${ratings[n]} at index ${n}`);
    }
  }
  return {
    users,
    items,
    ratings,
    numUsers: checkIds("users", users, "numUsers", input.numUsers),
    numItems: checkIds("items", items, "numItems", input.numItems)
  };
}
function checkIds(name, ids, countName, count) {
  let largest = -1;
  for (let n = 0; n < ids.length; n++) {
    if (ids[n] < 0) throw new RangeError(`Expected ${name} to hold ids from 0, got ${ids[n]} at index ${n}`);
    if (ids[n] > largest) largest = ids[n];
  }
  if (count === void 0) return largest + 1;
  if (!Number.isInteger(count) || count <= largest) {
    throw new RangeError(
      `Expected ${countName} to be an integer above the largest id ${largest}, got ${count}`
    );
  }
  return count;
}

// lib/als/groupBy.ts
function groupBy(rows, others, ratings, numRows) {
  const side = {
    starts: startsOf(rows, numRows),
    others: new Int32Array(rows.length),
    ratings: new Float32Array(rows.length)
  };
  groupInto(side, rows, others, ratings);
  return side;
}
function startsOf(rows, numRows) {
  const starts = new Int32Array(numRows + 1);
  for (let n = 0; n < rows.length; n++) starts[rows[n] + 1]++;
  for (let row = 0; row < numRows; row++) starts[row + 1] += starts[row];
  return starts;
}
function groupInto(side, rows, others, ratings) {
  const next = Int32Array.from(side.starts);
  for (let n = 0; n < rows.length; n++) {
    const position = next[rows[n]]++;
    side.others[position] = others[n];
    side.ratings[position] = ratings[n];
  }
}

// lib/als/random.ts
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
function seededRandom(seed) {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`Expected seed to be a safe integer, got ${seed}`);
  const generator = mersenne(seed ^ Math.trunc(seed / 2 ** 32));
  return () => uniformFloat64(generator);
}
function normal(random) {
  let spare = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

// lib/als/initialFactors.ts
function initialFactors(starts, rank, random) {
  const numRows = starts.length - 1;
  const factors = new Float32Array(numRows * rank);
  const next = normal(random);
  const row = new Float64Array(rank);
  for (let r2 = 0; r2 < numRows; r2++) {
    let squares = 0;
    for (let k = 0; k < rank; k++) {
      row[k] = next();
      squares += row[k] * row[k];
    }
    if (starts[r2] === starts[r2 + 1]) continue;
    for (let k = 0; k < rank; k++) factors[r2 * rank + k] = row[k] / Math.sqrt(squares);
  }
  return factors;
}
function givenFactors(given, starts, rank) {
  const numRows = starts.length - 1;
  if (!(given instanceof Float32Array) || given.length !== numRows * rank) {
    throw new RangeError(
      `Expected initialUserFactors to be a Float32Array of numUsers x rank = ${numRows} x ${rank} numbers, got ${given?.length}`
    );
  }
  const factors = given.slice();
  for (let r2 = 0; r2 < numRows; r2++) {
    if (starts[r2] === starts[r2 + 1]) factors.fill(0, r2 * rank, (r2 + 1) * rank);
    for (let n = r2 * rank; n < (r2 + 1) * rank; n++) {
      if (!Number.isFinite(factors[n])) {
        throw new RangeError(`Expected initialUserFactors to be finite, got ${factors[n]} for user ${r2}`);
      }
    }
  }
  return factors;
}

// lib/als/iterations.ts
function relativeChange(moved, size) {
  return moved === 0 ? 0 : Math.sqrt(moved / size);
}

// lib/als/pacer.ts
var SLICE_MS = 15;
function createPacer(signal) {
  let last = performance.now();
  return {
    due: () => performance.now() - last > SLICE_MS,
    async pause() {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      last = performance.now();
    }
  };
}

// lib/als/engine/chooseThreads.ts
import { availableParallelism } from "node:os";
var SMALLEST_ITERATION_MS = 2;
var SMALLEST_FIT_MS = 80;
function chooseThreads({ threads = availableParallelism(), maxIter, rank, cgSteps }, { numRatings, numRows }) {
  if (threads === 1) return 0;
  const nanoseconds = cgSteps > 0 ? 2 * numRatings * (cgSteps + 1) * 0.5 * rank + numRows * (cgSteps + 1) * 0.3 * rank ** 2 : 2 * numRatings * (3 + 0.06 * rank ** 2) + numRows * (200 + 0.3 * rank ** 3);
  const iteration = nanoseconds / 1e6;
  return iteration < SMALLEST_ITERATION_MS || iteration * maxIter < SMALLEST_FIT_MS ? 0 : threads;
}

// lib/als/engine/chunkRows.ts
var CHUNK = 8192;
var ROW = 32;
function chunkRows(starts) {
  const numRows = starts.length - 1;
  const chunks = [];
  let first = 0;
  let work = 0;
  for (let row = 0; row < numRows; row++) {
    work += starts[row + 1] - starts[row] + ROW;
    if (work < CHUNK && row < numRows - 1) continue;
    chunks.push({ first, end: row + 1, work });
    first = row + 1;
    work = 0;
  }
  chunks.sort((a, b) => b.work - a.work || a.first - b.first);
  return Int32Array.from(chunks.flatMap(({ first: first2, end }) => [first2, end]));
}

// lib/als/engine/control.ts
var PHASES = 4;
var GENERATION = 5;
var STOPPED = 6;
var CONTROL_BYTES = 64;
function reset(control) {
  for (let phase = 0; phase < PHASES; phase++) Atomics.store(control, phase, 0);
}
function stop(control) {
  Atomics.store(control, STOPPED, 1);
  Atomics.add(control, GENERATION, 1);
  Atomics.notify(control, GENERATION);
}

// lib/als/engine/kernel.ts
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// lib/als/engine/webAssembly.ts
var webAssembly = globalThis.WebAssembly;

// lib/als/engine/kernel.ts
var require2 = createRequire(import.meta.url);
var compiled;
function builtFile(name) {
  return require2.resolve(`access-anomaly/als/${name}`);
}
function kernelModule() {
  if (compiled) return compiled;
  const fused = readFileSync(builtFile("kernel-fused.wasm"));
  compiled = new webAssembly.Module(
    webAssembly.validate(fused) ? fused : readFileSync(builtFile("kernel.wasm"))
  );
  return compiled;
}
function instantiate(module, memory, settings, scratch) {
  const abort = () => {
    throw new Error("The kernel of ALS stopped: this is a bug of access-anomaly");
  };
  const instance = new webAssembly.Instance(module, { env: { memory, abort } });
  const kernel = instance.exports;
  const { rank, implicitPrefs, nonnegative, wide, cgSteps, regParam, alpha } = settings;
  kernel.configure(
    rank,
    Number(implicitPrefs),
    Number(nonnegative),
    Number(wide),
    cgSteps,
    regParam,
    alpha,
    scratch
  );
  return kernel;
}

// lib/als/engine/plan.ts
var BLOCK = 1024;
var PAGE = 65536;
var LARGEST = 65536 * PAGE;
function makePlan(settings, shape, chunks, threads) {
  const width = Math.max(settings.rank + settings.rank % 2, 10);
  const stride = 4 * Math.ceil(width / 4);
  const gramBytes = align(8 * stride * (width / 2 + 2));
  const scratchBytes = align(gramBytes + 80 * stride * stride + 8192 * stride + PAGE);
  let end = 64;
  const take = (bytes) => {
    const start = end;
    end = align(end + bytes);
    return start;
  };
  const control = take(CONTROL_BYTES);
  const side = (numRows, numChunks) => {
    const numBlocks = Math.ceil(numRows / BLOCK);
    return {
      numRows,
      starts: take(4 * (numRows + 1)),
      others: take(4 * shape.numRatings),
      ratings: take(4 * shape.numRatings),
      factors: take(4 * stride * numRows),
      numChunks,
      chunks: take(8 * numChunks),
      statistics: take(32 * numChunks),
      numBlocks,
      partials: take(gramBytes * numBlocks)
    };
  };
  const users = side(shape.numUsers, chunks.users);
  const items = side(shape.numItems, chunks.items);
  const scratch = take(scratchBytes * threads);
  if (end > LARGEST) {
    const { numRatings, numUsers, numItems } = shape;
    throw new RangeError(
      `Expected a factorisation that fits into the 4 GiB of a WebAssembly memory, got ${numRatings} ratings of ${numUsers} users and ${numItems} items at rank ${settings.rank}, ${(end / 2 ** 30).toFixed(1)} GiB: train on fewer, with a smaller rank, or on Spark`
    );
  }
  return { settings, users, items, control, scratch, scratchBytes, gramBytes, stride, bytes: end };
}
function align(bytes) {
  return Math.ceil(bytes / 64) * 64;
}

// lib/als/engine/phases.ts
function createPhases(kernel, plan, memory, thread) {
  const gram2 = plan.scratch + thread * plan.scratchBytes;
  return [...halfStep2(plan.users, plan.items), ...halfStep2(plan.items, plan.users)];
  function halfStep2(fixed, solved) {
    const chunks = new Int32Array(memory.buffer, solved.chunks, 2 * solved.numChunks);
    const blocks = plan.settings.implicitPrefs ? fixed.numBlocks : 0;
    return [
      {
        prepare() {
        },
        jobs: blocks,
        run(block) {
          const first = block * BLOCK;
          const end = Math.min(first + BLOCK, fixed.numRows);
          kernel.gramRows(fixed.factors, first, end, fixed.partials + block * kernel.gramLength() * 8);
        }
      },
      {
        prepare() {
          kernel.sumGrams(fixed.partials, blocks, gram2);
        },
        jobs: solved.numChunks,
        run(chunk) {
          kernel.solveRows(
            chunks[2 * chunk],
            chunks[2 * chunk + 1],
            solved.starts,
            solved.others,
            solved.ratings,
            fixed.factors,
            solved.factors,
            gram2,
            solved.statistics + 32 * chunk
          );
        }
      }
    ];
  }
}

// lib/als/engine/pool.ts
import { Worker } from "node:worker_threads";
var IDLE_MS = 1e4;
var idle = /* @__PURE__ */ new Map();
function takeWorkers(count) {
  return Array.from({ length: count }, () => {
    for (const [worker, stopWaiting] of idle) {
      stopWaiting();
      worker.ref();
      return worker;
    }
    return new Worker(builtFile("engine/worker.js"));
  });
}
function giveBack(worker) {
  worker.unref();
  const end = () => {
    stopWaiting();
    void worker.terminate();
  };
  const timer = setTimeout(end, IDLE_MS).unref();
  const stopWaiting = () => {
    clearTimeout(timer);
    worker.off("error", end);
    worker.off("exit", end);
    idle.delete(worker);
  };
  worker.on("error", end);
  worker.on("exit", end);
  idle.set(worker, stopWaiting);
}
function answerOf(worker) {
  return new Promise((resolve, reject) => {
    const onMessage = () => settle(resolve);
    const onError = (error) => settle(() => reject(error));
    const onExit = (code) => settle(() => reject(new Error(`Expected a worker to train on, got its end (exit code ${code})`)));
    const settle = (act) => {
      worker.off("message", onMessage);
      worker.off("error", onError);
      worker.off("exit", onExit);
      act();
    };
    worker.on("message", onMessage);
    worker.on("error", onError);
    worker.on("exit", onExit);
  });
}

// lib/als/engine/engineIterations.ts
function engineIterations({ users, items, ratings, numUsers, numItems }, options) {
  const { rank, initialUserFactors, seed } = options;
  const cgSteps = options.solver === "conjugateGradient" ? options.cgSteps : 0;
  const numRatings = ratings.length;
  const settings = { ...pick(options), cgSteps, wide: numRatings <= LARGEST_WIDE };
  const workers = chooseThreads({ ...options, cgSteps }, { numRatings, numRows: numUsers + numItems });
  const userStarts = startsOf(users, numUsers);
  const itemStarts = startsOf(items, numItems);
  const userChunks = chunkRows(userStarts);
  const itemChunks = chunkRows(itemStarts);
  const plan = makePlan(
    settings,
    { numUsers, numItems, numRatings },
    { users: userChunks.length / 2, items: itemChunks.length / 2 },
    Math.max(workers, 1)
  );
  const pages = Math.ceil(plan.bytes / 65536);
  const memory = new webAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const views = {
    users: sideViews(memory, plan.users, numRatings, plan.stride),
    items: sideViews(memory, plan.items, numRatings, plan.stride)
  };
  views.users.chunks.set(userChunks);
  views.items.chunks.set(itemChunks);
  views.users.grouping.starts.set(userStarts);
  views.items.grouping.starts.set(itemStarts);
  groupInto(views.users.grouping, users, items, ratings);
  groupInto(views.items.grouping, items, users, ratings);
  const random = seededRandom(seed);
  spread(
    initialUserFactors ? givenFactors(initialUserFactors, userStarts, rank) : initialFactors(userStarts, rank, random),
    views.users.factors,
    rank,
    plan.stride
  );
  spread(initialFactors(itemStarts, rank, random), views.items.factors, rank, plan.stride);
  const run = workers > 0 ? onWorkers(memory, plan, workers, options.signal) : onThisThread(memory, plan, options.signal);
  return {
    async next() {
      await run.iterate();
      return summarise(views.users.statistics, views.items.statistics);
    },
    factors: () => ({
      userFactors: compact(views.users.factors, numUsers, rank, plan.stride),
      itemFactors: compact(views.items.factors, numItems, rank, plan.stride)
    }),
    close: run.close
  };
}
var LARGEST_WIDE = 1e5;
function pick({ rank, implicitPrefs, nonnegative, regParam, alpha }) {
  return { rank, implicitPrefs, nonnegative, regParam, alpha };
}
function onThisThread(memory, plan, signal) {
  const kernel = instantiate(kernelModule(), memory, plan.settings, plan.scratch + plan.gramBytes);
  const phases = createPhases(kernel, plan, memory, 0);
  const pacer = createPacer(signal);
  return {
    async iterate() {
      for (const phase of phases) {
        phase.prepare();
        for (let job = 0; job < phase.jobs; job++) {
          phase.run(job);
          if (pacer.due()) await pacer.pause();
        }
      }
    },
    close() {
    }
  };
}
function onWorkers(memory, plan, threads, signal) {
  const control = new Int32Array(memory.buffer, plan.control, CONTROL_BYTES / 4);
  const workers = takeWorkers(threads);
  let isSound = true;
  const module = kernelModule();
  for (const [thread, worker] of workers.entries()) {
    worker.postMessage({ type: "open", module, memory, plan, thread, threads });
  }
  return {
    async iterate() {
      reset(control);
      const onAbort = () => stop(control);
      signal?.addEventListener("abort", onAbort);
      try {
        const answers = workers.map((worker) => {
          const answer = answerOf(worker);
          worker.postMessage({ type: "iterate" });
          answer.catch(() => stop(control));
          return answer;
        });
        const failed = (await Promise.allSettled(answers)).find(({ status }) => status === "rejected");
        if (failed) {
          isSound = false;
          throw failed.reason;
        }
      } finally {
        signal?.removeEventListener("abort", onAbort);
      }
      signal?.throwIfAborted();
    },
    close() {
      for (const worker of workers) {
        worker.postMessage({ type: "close" });
        if (isSound) giveBack(worker);
        else void worker.terminate();
      }
    }
  };
}
function sideViews(memory, side, numRatings, stride) {
  const { buffer } = memory;
  return {
    grouping: {
      starts: new Int32Array(buffer, side.starts, side.numRows + 1),
      others: new Int32Array(buffer, side.others, numRatings),
      ratings: new Float32Array(buffer, side.ratings, numRatings)
    },
    factors: new Float32Array(buffer, side.factors, side.numRows * stride),
    chunks: new Int32Array(buffer, side.chunks, 2 * side.numChunks),
    statistics: new Float64Array(buffer, side.statistics, 4 * side.numChunks)
  };
}
function summarise(users, items) {
  let moved = 0;
  let size = 0;
  let loss = 0;
  for (let at = 0; at < users.length; at += 4) {
    moved += users[at];
    size += users[at + 1];
    loss += users[at + 2];
  }
  for (let at = 0; at < items.length; at += 4) loss += items[at + 3];
  return { change: relativeChange(moved, size), loss };
}
function spread(from, to, rank, stride) {
  for (let row = 0, at = 0; at < from.length; row++, at += rank) {
    for (let k = 0; k < rank; k++) to[row * stride + k] = from[at + k];
  }
}
function compact(from, numRows, rank, stride) {
  const to = new Float32Array(numRows * rank);
  for (let row = 0; row < numRows; row++) {
    for (let k = 0; k < rank; k++) to[row * rank + k] = from[row * stride + k];
  }
  return to;
}

// lib/als/hostSignal.ts
function hostSignal() {
  return globalThis[/* @__PURE__ */ Symbol.for("access-anomaly.interrupt")];
}

// lib/als/plain/normalEquation.ts
function normalEquation(rank) {
  return { rank, a: new Float64Array(rank * rank), b: new Float64Array(rank) };
}
function addOuter({ rank, a }, factors, offset, weight) {
  for (let i = 0; i < rank; i++) {
    const scaled = weight * factors[offset + i];
    for (let j = 0; j <= i; j++) a[i * rank + j] += scaled * factors[offset + j];
  }
}
function addVector({ rank, b }, factors, offset, weight) {
  for (let i = 0; i < rank; i++) b[i] += weight * factors[offset + i];
}
function addDiagonal({ rank, a }, value) {
  for (let i = 0; i < rank; i++) a[i * rank + i] += value;
}
function gram(factors, rank) {
  const equation = normalEquation(rank);
  for (let offset = 0; offset < factors.length; offset += rank) addOuter(equation, factors, offset, 1);
  return equation.a;
}

// lib/als/plain/halfStep.ts
async function halfStep(side, fixed, solved, options, solve, pacer) {
  const { rank } = options;
  const equation = normalEquation(rank);
  const build = options.implicitPrefs ? implicitEquation(fixed, options) : explicitEquation(fixed, options);
  const x = new Float64Array(rank);
  const numRows = side.starts.length - 1;
  for (let row = 0; row < numRows; row++) {
    if (pacer.due()) await pacer.pause();
    if (side.starts[row] === side.starts[row + 1]) continue;
    build(equation, side, row);
    x.set(solved.subarray(row * rank, (row + 1) * rank));
    if (equation.b.every((value) => value === 0)) x.fill(0);
    else solve(equation, x);
    solved.set(x, row * rank);
  }
}
function explicitEquation(fixed, { rank, regParam }) {
  return (equation, { starts, others, ratings }, row) => {
    equation.a.fill(0);
    equation.b.fill(0);
    for (let n = starts[row]; n < starts[row + 1]; n++) {
      const offset = others[n] * rank;
      addOuter(equation, fixed, offset, 1);
      addVector(equation, fixed, offset, ratings[n]);
    }
    addDiagonal(equation, regParam * (starts[row + 1] - starts[row]));
  };
}
function implicitEquation(fixed, { rank, regParam, alpha }) {
  const everyItem = gram(fixed, rank);
  return (equation, { starts, others, ratings }, row) => {
    equation.a.set(everyItem);
    equation.b.fill(0);
    let numPositive = 0;
    for (let n = starts[row]; n < starts[row + 1]; n++) {
      const offset = others[n] * rank;
      const c = alpha * Math.abs(ratings[n]);
      addOuter(equation, fixed, offset, c);
      if (ratings[n] > 0) {
        addVector(equation, fixed, offset, 1 + c);
        numPositive++;
      }
    }
    addDiagonal(equation, regParam * numPositive);
  };
}

// lib/als/plain/objective.ts
function objective(byUser, byItem, userFactors, itemFactors, options) {
  const { rank, alpha, implicitPrefs } = options;
  let loss = implicitPrefs ? allPairs(userFactors, itemFactors, rank) : 0;
  const { starts, others, ratings } = byUser;
  for (let user = 0; user + 1 < starts.length; user++) {
    for (let n = starts[user]; n < starts[user + 1]; n++) {
      let predicted = 0;
      for (let k = 0; k < rank; k++) {
        predicted += userFactors[user * rank + k] * itemFactors[others[n] * rank + k];
      }
      if (implicitPrefs) {
        const preference = ratings[n] > 0 ? 1 : 0;
        loss += (1 + alpha * Math.abs(ratings[n])) * (preference - predicted) ** 2 - predicted ** 2;
      } else {
        loss += (ratings[n] - predicted) ** 2;
      }
    }
  }
  return loss + regularisation(byUser, userFactors, options) + regularisation(byItem, itemFactors, options);
}
function allPairs(userFactors, itemFactors, rank) {
  const users = gram(userFactors, rank);
  const items = gram(itemFactors, rank);
  let sum = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < i; j++) sum += 2 * users[i * rank + j] * items[i * rank + j];
    sum += users[i * rank + i] * items[i * rank + i];
  }
  return sum;
}
function regularisation({ starts, ratings }, factors, { rank, regParam, implicitPrefs }) {
  let sum = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    let counted = 0;
    for (let n = starts[row]; n < starts[row + 1]; n++) if (!implicitPrefs || ratings[n] > 0) counted++;
    let squares = 0;
    for (let k = row * rank; k < (row + 1) * rank; k++) squares += factors[k] ** 2;
    sum += counted * squares;
  }
  return regParam * sum;
}

// lib/als/plain/cholesky.ts
function choleskySolve({ rank, a, b }, subset, size, lower, x) {
  for (let i = 0; i < size; i++) {
    const row = subset[i] * rank;
    for (let j = 0; j <= i; j++) {
      let sum = a[row + subset[j]];
      for (let k = 0; k < j; k++) sum -= lower[i * rank + k] * lower[j * rank + k];
      if (i > j) {
        lower[i * rank + j] = sum / lower[j * rank + j];
      } else {
        if (!(sum > 1e-13 * a[row + subset[i]])) return false;
        lower[i * rank + i] = Math.sqrt(sum);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[subset[i]];
    for (let k = 0; k < i; k++) sum -= lower[i * rank + k] * x[k];
    x[i] = sum / lower[i * rank + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= lower[k * rank + i] * x[k];
    x[i] = sum / lower[i * rank + i];
  }
  return true;
}

// lib/als/plain/solveNonnegative.ts
function nonnegativeSolver(rank) {
  const lower = new Float64Array(rank * rank);
  const free = new Int32Array(rank);
  const solution = new Float64Array(rank);
  const barred = new Uint8Array(rank);
  return (equation, x) => {
    const { b } = equation;
    const tolerance = 1e-12 * largestMagnitude(b);
    let size = 0;
    for (let k = 0; k < rank; k++) {
      if (x[k] > 0) free[size++] = k;
      else x[k] = 0;
    }
    barred.fill(0);
    if (size > 0 && !settle()) {
      x.fill(0);
      size = 0;
    }
    for (let round = 0; round < 10 * rank; round++) {
      const candidate = steepest(equation, x, barred, tolerance);
      if (candidate < 0) return;
      insert(candidate);
      if (settle()) {
        if (x[candidate] === 0) barred[candidate] = 1;
      } else {
        barred[candidate] = 1;
        size = 0;
        for (let k = 0; k < rank; k++) if (x[k] > 0) free[size++] = k;
      }
    }
    function settle() {
      while (size > 0) {
        if (!choleskySolve(equation, free, size, lower, solution)) return false;
        let step = 1;
        for (let i = 0; i < size; i++) {
          const value = x[free[i]];
          if (solution[i] <= 0) step = Math.min(step, value > 0 ? value / (value - solution[i]) : 0);
        }
        let kept = 0;
        for (let i = 0; i < size; i++) {
          const k = free[i];
          const blocked = solution[i] <= 0 && !(x[k] > 0 && x[k] / (x[k] - solution[i]) > step);
          x[k] = blocked ? 0 : x[k] + step * (solution[i] - x[k]);
          if (x[k] > 0) free[kept++] = k;
          else x[k] = 0;
        }
        if (kept === size) {
          for (let i = 0; i < size; i++) x[free[i]] = solution[i];
          return true;
        }
        size = kept;
      }
      return true;
    }
    function insert(k) {
      let i = size++;
      for (; i > 0 && free[i - 1] > k; i--) free[i] = free[i - 1];
      free[i] = k;
    }
  };
}
function steepest({ rank, a, b }, x, barred, tolerance) {
  let best = -1;
  let bestSlope = tolerance;
  for (let i = 0; i < rank; i++) {
    if (x[i] > 0 || barred[i]) continue;
    let slope = b[i];
    for (let j = 0; j < rank; j++) slope -= (j <= i ? a[i * rank + j] : a[j * rank + i]) * x[j];
    if (slope > bestSlope) {
      bestSlope = slope;
      best = i;
    }
  }
  return best;
}
function largestMagnitude(values) {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

// lib/als/plain/solveUnconstrained.ts
import { Matrix, pseudoInverse } from "ml-matrix";
function unconstrainedSolver(rank) {
  const lower = new Float64Array(rank * rank);
  const all = Int32Array.from({ length: rank }, (_, k) => k);
  return (equation, x) => {
    if (!choleskySolve(equation, all, rank, lower, x)) x.set(shortestSolution(equation));
  };
}
function shortestSolution({ rank, a, b }) {
  const full = new Matrix(rank, rank);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j <= i; j++) {
      full.set(i, j, a[i * rank + j]);
      full.set(j, i, a[i * rank + j]);
    }
  }
  return pseudoInverse(full, 1e-10).mmul(Matrix.columnVector(b)).to1DArray();
}

// lib/als/plain/plainIterations.ts
function plainIterations({ users, items, ratings, numUsers, numItems }, options) {
  const { rank, seed, initialUserFactors } = options;
  const byUser = groupBy(users, items, ratings, numUsers);
  const byItem = groupBy(items, users, ratings, numItems);
  const random = seededRandom(seed);
  const userFactors = initialUserFactors ? givenFactors(initialUserFactors, byUser.starts, rank) : initialFactors(byUser.starts, rank, random);
  const itemFactors = initialFactors(byItem.starts, rank, random);
  const solve = options.nonnegative ? nonnegativeSolver(rank) : unconstrainedSolver(rank);
  const pacer = createPacer(options.signal);
  return {
    async next() {
      const previous = userFactors.slice();
      await halfStep(byItem, userFactors, itemFactors, options, solve, pacer);
      await halfStep(byUser, itemFactors, userFactors, options, solve, pacer);
      return {
        change: changeFrom(previous, userFactors),
        loss: objective(byUser, byItem, userFactors, itemFactors, options)
      };
    },
    factors: () => ({ userFactors, itemFactors }),
    close() {
    }
  };
}
function changeFrom(before, after) {
  let moved = 0;
  let size = 0;
  for (let n = 0; n < after.length; n++) {
    moved += (after[n] - before[n]) ** 2;
    size += after[n] ** 2;
  }
  return relativeChange(moved, size);
}

// lib/als/trainAls.ts
async function trainAls(ratings, options = {}) {
  const resolved = checkOptions(options);
  const checked = checkRatings(ratings);
  const { rank, maxIter, tol, onIteration, signal = hostSignal() } = resolved;
  signal?.throwIfAborted();
  const iterations = canUseEngine(checked, resolved) ? engineIterations(checked, { ...resolved, signal }) : plainIterations(checked, { ...resolved, signal });
  try {
    let iteration = 0;
    while (iteration < maxIter) {
      const { change, loss } = await iterations.next();
      iteration++;
      const done = iteration === maxIter || tol > 0 && change <= tol;
      onIteration?.({ iteration, maxIter, change, loss, done });
      signal?.throwIfAborted();
      if (done) break;
    }
    const { numUsers, numItems } = checked;
    return { rank, numUsers, numItems, ...iterations.factors(), iterations: iteration };
  } finally {
    iterations.close();
  }
}
var LARGEST2 = 1e9;
function canUseEngine({ ratings }, { alpha, initialUserFactors, solver }) {
  const limit = LARGEST2 / Math.max(1, alpha);
  if (solver === "conjugateGradient") return true;
  for (let n = 0; n < ratings.length; n++) if (Math.abs(ratings[n]) > limit) return false;
  for (const factor of initialUserFactors ?? []) if (Math.abs(factor) > LARGEST2) return false;
  return true;
}

// ../../tmp/t/cg.ts
import { readFileSync as readFileSync2 } from "node:fs";
var d = "/work/main/build/bench/data/5M/";
var read = (f) => {
  const b = readFileSync2(d + f);
  return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength);
};
var r = { users: new Int32Array(read("users.i32")), items: new Int32Array(read("items.i32")), ratings: new Float32Array(read("ratings.f32")) };
async function main() {
  for (const spec of process.argv.slice(2)) {
    const [rank, kind, threads, maxIter] = spec.split(",");
    const times = [];
    let last = performance.now(), loss = 0;
    await trainAls(r, { rank: +rank, maxIter: +maxIter, nonnegative: kind === "nn", implicitPrefs: true, regParam: 2e-4, solver: kind === "cg" ? "conjugateGradient" : "exact", threads: +threads, onIteration: (p) => {
      const n = performance.now();
      times.push(Math.round(n - last));
      last = n;
      loss = p.loss;
    } });
    console.log(spec, times.join(" "), loss);
  }
}
main();
