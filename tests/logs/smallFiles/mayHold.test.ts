import { describe, expect, it } from 'vitest';
import { mayHold } from '../../../lib/logs/smallFiles/mayHold.js';

const asIs = { breaks: '', anyCase: false };
const exact = { user: asIs, res: asIs };

describe('mayHold', () => {
  const holds = mayHold([{ user: 'arn:aws:iam::1:user/ada', res: 'wiki' }], exact)!;

  it('needs all parts of both names, as they are written', () => {
    expect(holds('{"user":"arn:aws:iam::1:user\\/ada","res":"wiki"}')).toBe(true);
    expect(holds('{"user":"arn:aws:iam::1:user/ada","res":"mail"}')).toBe(false);
    expect(holds('{"user":"arn:aws:iam::1:user/ADA","res":"wiki"}')).toBe(false);
  });

  it('takes characters by their numbers for any', () => {
    expect(holds('{"user":"arn:aws:iam::1:user/\\u0061da","res":"wiki"}')).toBe(true);
    expect(holds('{"user":"\\u00e9\\u000a"}')).toBe(false);
  });

  it('takes upper and lower case for one, where they are, and letters beyond ASCII for any', () => {
    const cased = { user: { breaks: '', anyCase: true }, res: asIs };
    const folded = mayHold([{ user: 'Kim', res: 'wiki' }], cased)!;
    expect(folded('KIM,WIKI')).toBe(true);
    expect(folded('tim,wiki')).toBe(false);
    expect(folded('\u212aim,wiki')).toBe(true);
  });

  it('parts names where they are joined', () => {
    const joined = mayHold([{ user: 'ada', res: 's3.amazonaws.com:Get' }], {
      ...exact,
      res: { breaks: ':', anyCase: false },
    })!;
    expect(joined('{"eventName":"Get","eventSource":"s3.amazonaws.com","user":"ada"}')).toBe(true);
    expect(joined('{"eventName":"Put","eventSource":"s3.amazonaws.com","user":"ada"}')).toBe(false);
  });

  it('is undefined where a name may be written in another way, or is too short', () => {
    expect(mayHold([], exact)).toBeUndefined();
    expect(mayHold([{ user: '12345', res: '1.5e10' }], exact)).toBeUndefined();
    expect(mayHold([{ user: 'an', res: 'né' }], exact)).toBeUndefined();
    expect(mayHold([{ user: 'ada', res: 'wiki' }], {})).toBeUndefined();
    expect(mayHold(Array(201).fill({ user: 'ada', res: 'wiki' }), exact)).toBeUndefined();
    expect(mayHold([{ user: '12345', res: 'wiki' }], exact)!('wiki')).toBe(true);
  });
});
