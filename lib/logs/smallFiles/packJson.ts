import { isUtf8 } from 'node:buffer';
import type { JsonRecord } from '../decode/json/JsonRecord.js';
import { jsonRecords, jsonRecordsOf } from '../decode/json/jsonRecords.js';
import { type ChooseList, documentOf, type JsonDocument, wrappedList } from '../decode/json/wrappedList.js';
import { LONGEST_LINE, LONGEST_ROW } from '../decode/lineBreaks.js';
import { rowLines } from '../decode/rowLines.js';
import type { Survey } from '../decode/Survey.js';
import { parseNested } from '../fields/parseNested.js';
import type { Asked } from './Asked.js';
import { shownLine } from './CsvRows.js';
import { chunksOf } from './chunksOf.js';
import type { Pack } from './Pack.js';
import type { Sample } from './Sample.js';

/** Packs the records of a file of JSON: lines, arrays, and documents that wrap a list, in any layout. */
export async function packJson(
  survey: Survey,
  asked: Asked,
  number: number,
  { pack, sample }: { pack: Pack; sample: Sample },
): Promise<void> {
  const chooseList = chooserOf(asked);
  const { mayHold } = asked;
  const take = (line: number, isWhole: boolean, text: string) => {
    if (isWhole) sample.add(text);
    if (mayHold === undefined || (isWhole && mayHold(text))) pack.add(number, line, isWhole, text);
  };
  const holdsOthers = holderOf(chooseList);
  if (areRecords(survey, asked)) {
    for await (const lines of rowLines(chunksOf(survey), LONGEST_LINE)) {
      for (const { text, number: line, length } of lines) {
        const row = shownLine(text, length);
        if (row.trim() !== '') take(line, length <= LONGEST_ROW && isUtf8(text), row);
      }
      if (pack.isFull) await pack.flush();
    }
    return;
  }
  const chunks = /^\s*Record \d+\s*[{[]/.test(survey.head) ? withoutRecordLines(survey) : chunksOf(survey);
  let areWrappers: boolean | undefined;
  for await (const records of jsonRecords(chunks, chooseList)) {
    for (const { text, line, isWhole } of records) {
      // The first of a list shows whether its entries are documents that wrap others.
      if (isWhole) areWrappers ??= holdsOthers(text);
      if (!isWhole || !areWrappers) take(line, isWhole, text);
      else for (const inner of recordsWithin(text, chooseList)) take(line, inner.isWhole, inner.text);
    }
    if (pack.isFull) await pack.flush();
  }
}

/** The records of a document in a list; the document itself if it wraps none. */
function recordsWithin(text: string, chooseList: ChooseList): JsonRecord[] {
  const hits = nestedHits(text);
  return jsonRecordsOf(Buffer.from(hits ?? text), chooseList);
}

/** Elasticsearch's answer to a search has its hits in `hits.hits`. */
function nestedHits(text: string): string | undefined {
  if (!/"hits"\s*:\s*\{[^[]*"hits"\s*:\s*\[/.test(text)) return undefined;
  const answer = parseNested(text) as { hits?: { hits?: unknown } | null } | undefined;
  const hits = answer?.hits?.hits;
  return Array.isArray(hits) ? JSON.stringify(hits) : undefined;
}

/** What evtx_dump prints, with its lines `Record 1` between documents made blank. */
async function* withoutRecordLines(survey: Survey): AsyncGenerator<Buffer> {
  for await (const lines of rowLines(chunksOf(survey), Number.POSITIVE_INFINITY)) {
    const kept = lines.map(({ text }) =>
      /^Record \d+\s*$/.test(text.toString('latin1', 0, 40)) ? '' : text,
    );
    yield Buffer.concat(kept.flatMap((text) => [Buffer.from(text), Buffer.from('\n')]));
  }
}

/** Whether each line of a file is a record by itself. */
export function areRecords({ format, sample }: Survey, asked: Asked): boolean {
  return format === 'json lines' && !sample.some(holderOf(chooserOf(asked)));
}

/** Whether a text is a document that holds records. */
function holderOf(chooseList: ChooseList): (text: string) => boolean {
  return (text) => wraps(text, chooseList) || nestedHits(text) !== undefined;
}

/** Chooses vendors' lists, or the only list of a document if no wanted field is beside it. */
function chooserOf({ isAsked }: Asked): ChooseList {
  return (document) => wrappedList(document, isAsked) ?? onlyList(document, isAsked);
}

/** A list with another name counts if the document has little else. */
function onlyList({ keys, lists }: JsonDocument, isAsked: (key: string) => boolean): string | null {
  // Splunk's answer has the fields beside the results.
  if (lists.includes('results') && keys.includes('fields') && keys.includes('preview')) return 'results';
  const others = keys.filter((key) => key !== lists[0]);
  return lists.length === 1 && others.length <= 3 && !others.some(isAsked) ? lists[0] : null;
}

/** Whether a line of JSON is a document that wraps others. */
function wraps(line: string, chooseList: ChooseList): boolean {
  // Most have no list of objects, which shows without parsing.
  const value = /\[\s*\{/.test(line) ? parseNested(line) : undefined;
  return Array.isArray(value) || (typeof value === 'object' && chooseList(documentOf(value)) !== null);
}
