import { type Counts, degree, type Links } from '../counts/counts.js';

/** Numbers for users and resources that only depend on who is connected to whom, and how often. */
interface Colours {
  users: Float64Array;
  resources: Float64Array;
}

/** After this many rounds a colour depends on everything within three links. */
const ROUNDS = 3;

/**
 * Colour refinement (Weisfeiler and Leman 1968): each entity starts with the colour of its degree, and each
 * round takes in the colours of its partners. Entities with the same colour in the end are alike in
 * everything that matters here.
 */
export function colourEntities({ users, resources, byUser, byRes, likelihood }: Counts): Colours {
  const ofUsers = startColours(byUser, users.size);
  const ofResources = startColours(byRes, resources.size);
  const byResLikelihood = transposed(byUser, byRes, likelihood);
  for (let round = 0; round < ROUNDS; round++) {
    const next = refine(byUser, likelihood, ofUsers, ofResources);
    ofResources.splice(0, 2, ...refine(byRes, byResLikelihood, ofResources, ofUsers));
    ofUsers.splice(0, 2, ...next);
  }
  return { users: join(ofUsers), resources: join(ofResources) };
}

/** Two independent hashes of 32 bits each: a single one would collide among a million entities. */
type Hashes = Int32Array[];

const SEEDS = [0x9e3779b1, 0x85ebca6b];

function startColours(links: Links, size: number): Hashes {
  return SEEDS.map((seed) => Int32Array.from({ length: size }, (_, n) => mix(degree(links, n) ^ seed)));
}

function refine(links: Links, likelihood: Float64Array, own: Hashes, others: Hashes): Hashes {
  return own.map((colours, lane) => {
    const theirs = others[lane];
    return Int32Array.from(colours, (colour, n) => {
      let sum = 0;
      // The sum doesn't depend on the order of the partners.
      for (let link = links.starts[n]; link < links.starts[n + 1]; link++) {
        sum = (sum + mix(theirs[links.others[link]] ^ mix(bits(likelihood[link]) ^ SEEDS[lane]))) | 0;
      }
      return mix(Math.imul(colour, 31) + sum);
    });
  });
}

function transposed(byUser: Links, byRes: Links, likelihood: Float64Array): Float64Array {
  const turned = new Float64Array(likelihood.length);
  const next = byRes.starts.slice();
  for (let pair = 0; pair < likelihood.length; pair++) turned[next[byUser.others[pair]]++] = likelihood[pair];
  return turned;
}

/** A finaliser of MurmurHash3 (Appleby): every bit of the result depends on every bit of the number. */
function mix(number: number): number {
  let h = number | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

function bits(number: number): number {
  if (number === (number | 0)) return number;
  float[0] = number;
  return words[0] ^ words[1];
}

function join([low, high]: Hashes): Float64Array {
  return Float64Array.from(low, (value, n) => (high[n] >>> 11) * 2 ** 32 + (value >>> 0));
}
