import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, textLayout, w3cNames } from '../../../lib/logs/smallFiles/textLayout.js';

const layout = (text: string, wanted?: string[]) =>
  textLayout(text.split('\n'), wanted && ((names) => wanted.every((name) => names.includes(name))));

describe('textLayout of CSV', () => {
  it.each([',', ';', '\t', '|'])('knows the separator %j, with and without names to look for', (by) => {
    const text = 'at,who,what\n1,a b,x\n2,c d,y\n'.replaceAll(',', by);
    for (const wanted of [undefined, ['who', 'what']]) {
      expect(layout(text, wanted)).toMatchObject({
        ...{ kind: 'csv', separator: by, isQuoted: true, names: ['at', 'who', 'what'], numExtra: 0 },
        ...{ header: `at${by}who${by}what`, skip: 1 },
      });
    }
  });

  it('takes the separator by which most lines are of one width', () => {
    expect(layout('who;what\na,b;x\nc,d,e;y\n').separator).toBe(';');
    expect(layout('who|what;when\na|b;c\nd|e;f\n', ['who', 'what;when']).separator).toBe('|');
  });

  it('takes the one that Excel is told', () => {
    expect(layout('sep=|\nwho|what,n\na|b,1\n')).toMatchObject({
      separator: '|',
      names: ['who', 'what,n'],
      skip: 2,
    });
    expect(layout('\nSEP=;\nwho;what\n')).toMatchObject({ separator: ';', names: ['who', 'what'], skip: 3 });
  });

  it('passes over what comes before the header', () => {
    expect(layout('#TYPE System.Object\n"who","what"\n"a","x"\n"b","y"\n')).toMatchObject({
      ...{ names: ['who', 'what'], header: '"who","what"', skip: 2 },
    });
    const report = 'Audit report\nDate:;2026-03-01\n\nwho;what;when;n\na;x;1;2\nb;y;2;3\nc;z;3;4\n';
    expect(layout(report)).toMatchObject({ names: ['who', 'what', 'when', 'n'], skip: 4 });
    expect(layout(report, ['who', 'when'])).toMatchObject({ names: ['who', 'what', 'when', 'n'], skip: 4 });
  });

  it('takes the line that has what is wanted, however narrow, and wherever it is', () => {
    const text = `${'a;b;c\n'.repeat(40)}what,who\nx,a\n`;
    expect(layout(text, ['who', 'what'])).toMatchObject({ separator: ',', names: ['what', 'who'], skip: 41 });
    expect(layout('a,b\nwho\nada\n', ['who'])).toMatchObject({ names: ['who'], skip: 2 });
  });

  it('names an empty header cell by its place, and keeps names that stand twice', () => {
    expect(layout(',who,what,\n1,a,x,\n').names).toEqual(['column1', 'who', 'what', 'column4']);
    expect(layout('who,what,who\na,b,c\n').names).toEqual(['who', 'what', 'who']);
    expect(layout('" ",who\n1,a\n').names).toEqual(['column1', 'who']);
  });

  it('has columns for cells beyond the names where most rows have them', () => {
    const wide = layout('who,what\na,b,c,d\ne,f,g,h\ni,j\n');
    expect([wide.numExtra, columnsOf(wide)]).toEqual([2, ['who', 'what', 'extra1', 'extra2']]);
    expect(layout('who,what\na,b\ne,f,g,h\ni,j\n').numExtra).toBe(0);
    expect(layout('who,what\n"a,b",c\n"d,e",f\n').numExtra).toBe(0);
    expect(layout('who\na,b\nc,d\n', ['who']).numExtra).toBe(0);
  });

  it('has one column where no line has a separator', () => {
    expect(layout('who\nada\nben\n')).toMatchObject({ separator: ',', names: ['who'], skip: 1 });
  });

  it('is of nothing where there is nothing', () => {
    expect(layout('')).toMatchObject({ names: [], header: '' });
    expect(layout('\n \n')).toMatchObject({ names: [] });
  });

  it('finds any header by its names, behind any preamble', () => {
    const by = fc.constantFrom(',', ';', '\t', '|');
    const name = fc.string({
      unit: fc.constantFrom('a', 'b', 'C', ' ', '_', '"', ',', ';', '|'),
      minLength: 1,
    });
    const names = fc.uniqueArray(
      name.filter((text) => text.trim() !== ''),
      { minLength: 2, maxLength: 5 },
    );
    const line = fc.string({ unit: fc.constantFrom('x', ' ', ',', ';', ':', '#'), maxLength: 8 });
    fc.assert(
      fc.property(by, names, fc.array(line, { maxLength: 20 }), (separator, header, preamble) => {
        fc.pre(!/^sep=.\s*$/i.test(preamble[0] ?? ''));
        const quoted = header.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator);
        const found = layout([...preamble, quoted, quoted.toUpperCase()].join('\n'), header);
        expect(found).toMatchObject({ separator, names: header, skip: preamble.length + 1 });
      }),
      { numRuns: 300 },
    );
  });
});

describe('textLayout of W3C logs', () => {
  const names = ['date', 'time', 'cs-username', 'cs-uri-stem'];
  const rest = { kind: 'w3c', isQuoted: true, names, numExtra: 0, header: null, skip: 0 };

  it.each([
    [' ', `#Software: IIS\n#Fields: ${names.join(' ')}\n2026-03-01 10:00:00 ada /a\n`],
    ['\t', `#Version: 1.0\n#Fields: ${names.join(' ')}\n2026-03-01\t10:00:00\tada\t/a\n`],
    [',', `#Fields: ${names.join(',')}\n2026-03-01,10:00:00,ada,/a\n`],
    [',', `#Fields: ${names.join(', ')}\n2026-03-01,10:00:00,ada,/a\n`],
    [' ', `#fields: ${names.join('  ')} \n`],
  ])('knows cells that are separated by %j', (separator, text) => {
    expect(layout(text)).toMatchObject({ ...rest, separator });
  });

  it('has the names that the line says', () => {
    expect(w3cNames('#Fields: a b  c')).toEqual({ names: ['a', 'b', 'c'], isByComma: false });
    expect(w3cNames('#Fields: a:b, c')).toEqual({ names: ['a:b', 'c'], isByComma: true });
  });
});

describe("textLayout of Zeek's logs", () => {
  it('has the separator and the names that it says, and no quotes', () => {
    const text =
      '#separator \\x09\n#set_separator\t,\n#fields\tts\tid.orig_h\tclient\n#types\ttime\taddr\tstring\n1\t2\t3\n';
    expect(layout(text)).toMatchObject({
      ...{ kind: 'zeek', separator: '\t', isQuoted: false, names: ['ts', 'id.orig_h', 'client'] },
      ...{ numExtra: 0, header: null, skip: 0 },
    });
    expect(layout(text.replaceAll('\t', '|').replace('x09', 'x7c'))).toMatchObject({ separator: '|' });
  });
});
