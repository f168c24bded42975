import { expect, test } from 'vitest';
import { mersenneTwister } from '../../lib/synthetic/mersenneTwister.js';

// Recorded from Python: r = random.Random(seed); [r.randint(low, high) for _ in range(6)]
test.each([
  [0, 500, 1000, [932, 697, 888, 955, 715, 520]],
  [1, 500, 1000, [568, 791, 933, 910, 891, 532]],
  [42, 0, 0, [0, 0, 0, 0, 0, 0]],
  [42, 500, 1000, [827, 557, 512, 879, 640, 625]],
  [42, 0, 2147483648, [478163327, 107420369, 1181241943, 1051802512, 958682846, 599310825]],
  [42, 0, 4294967294, [2746317213, 478163327, 107420369, 3184935163, 1181241943, 1051802512]],
  [4294967295, 500, 1000, [825, 817, 604, 610, 810, 767]],
  [4294967296, 500, 1000, [557, 679, 713, 978, 508, 511]],
  [4294967301, 500, 1000, [580, 748, 644, 955, 809, 927]],
  [9007199254740991, 500, 1000, [548, 787, 614, 885, 597, 968]],
])('mersenneTwister(%d).randint(%d, %d) draws what Python draws', (seed, low, high, drawn) => {
  const random = mersenneTwister(seed);
  expect(drawn.map(() => random.randint(low, high))).toEqual(drawn);
});

test('mersenneTwister goes on as Python beyond the first block of 624 words', () => {
  const random = mersenneTwister(42);
  for (let i = 0; i < 2000; i++) random.randint(0, 2 ** 32 - 2);
  expect(random.randint(0, 2 ** 32 - 2)).toBe(426724858);
});
