import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOORS } from '../doors.js';

/** What checks and users rely on, whichever door it is behind. */
const CONTRACT =
  `trainAls Ratings AlsOptions AlsModel AccessAnomaly AccessAnomalyModel readAccess rocAuc averagePrecision
  DataFactory summarize accessSankey AccessEvidence AccessEvidenceModel triage readVerdicts writeAlerts findingsOf
  connectSpark Spark SparkTable inspectLog scoreDay toTable toDataFrame sql`.split(/\s+/);

/** What the package had before, and only its own files use now. */
const INNER =
  `ALERTS_MIME LOG_MIME displayBundle bandOf severityOf SEVERITY_BANDS SEVERITY_DAYS HALF_LIFE_DAYS
  indexNodes colourAccesses sankeyAccesses subtractAnomalies applyVerdicts judgementText`.split(/\s+/);

const valuesOf = (door: string) => Object.keys(DOORS.find((each) => each.door === door)!.names).sort();
const namesOf = (text: string) => text.trim().split(/\s+/).sort();

describe('the doors of the package', () => {
  it('are those that it says, to Node and to compilers that know no exports', () => {
    const { exports, typesVersions, main, types } = JSON.parse(readFileSync('lib/package.json', 'utf8'));
    for (const { door, file } of DOORS) {
      const path = door.replace(/^access-anomaly/, '.');
      expect(exports[path]).toEqual({ types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` });
      if (path === '.') expect([main, types]).toEqual([`dist/${file}.js`, `dist/${file}.d.ts`]);
      else expect(typesVersions['*'][path.slice(2)]).toEqual([`./dist/${file}.d.ts`]);
    }
    expect(Object.keys(typesVersions['*'])).toHaveLength(DOORS.length - 1);
    const others = Object.keys(exports).filter((path) => !/\.(wasm|js|json)$/.test(path));
    expect(others).toHaveLength(DOORS.length);
  });

  it('have each name once', () => {
    const all = DOORS.flatMap(({ exported }) => exported);
    expect(all.filter((name, n) => all.indexOf(name) !== n)).toEqual([]);
    for (const { names, exported } of DOORS) {
      expect(Object.keys(names).filter((name) => !exported.includes(name))).toEqual([]);
    }
  });

  it('have every name of the contract, and none that only the package needs', () => {
    const all = new Set(DOORS.flatMap(({ exported }) => exported));
    expect(CONTRACT.filter((name) => !all.has(name))).toEqual([]);
    expect(INNER.filter((name) => all.has(name))).toEqual([]);
  });

  it('have these values: what a morning takes', () => {
    expect(valuesOf('access-anomaly')).toEqual(
      namesOf(`
        AccessAnomaly AccessAnomalyModel AccessEvidence AccessEvidenceModel DataFactory OCSF_VERSION alertsAtRate
        checkAlertTarget checkFolder checkTrust column countKinds findingsOf handOn inspectLog learnDay nameCell
        nameOfCell newResources optionsFor progress readAccess readEvents readVerdicts takeVerdicts readWatchlist
        relearnAnomaly scoreDay selectForLearning show showIncidents sql summarize tableText tellingOf
        termsInWords toDataFrame toTable topAccesses triage verdictLines windowOf withNamedKinds withVerdicts
        withoutEmpty writeAlerts`),
    );
  });

  it.each([
    ['als', 'trainAls'],
    ['spark', 'SparkError connectSpark startSpark'],
    [
      'evaluate',
      `averagePrecision averagePrecisionOf bootstrap calibration compareRankers compareRankings holdOut
      holdOutEvents holdOutPairs likelyServices makeTest modelDrift peersBaseline precisionAtBudget precisionOf
      precisionRecallCurve rankerOf rarityBaseline recallAtBudget recallOf rocAuc rocAucOf rocCurve scoreBy
      seenBefore splitByTime unseenPairs`,
    ],
    [
      'figures',
      `accessContext accessMap accessSankey alertTimeline calibrationCurves driftBars evidenceBars evidenceDistribution fitCurve
      rankingCurves sankeyLayout sankeyTrace scoreDistribution`,
    ],
    [
      'notebook',
      'alertsBox doubtsBox incidentsBox readingProgress Selection selection showLog showReport tableHtml Widget',
    ],
  ])('have these values: %s', (door, names) => {
    expect(valuesOf(`access-anomaly/${door}`)).toEqual(namesOf(names));
  });
});

describe('a program that takes something from each door', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'doors-'));
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['access-anomaly', 'apache-arrow', '@types', 'flatbuffers', 'tslib', 'undici-types']) {
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name), 'junction');
    }
    const lines = DOORS.map(({ door, names }, n) => {
      return `import { ${Object.keys(names)[0]} as value${n} } from '${door}';\nexport const own${n} = value${n};`;
    });
    writeFileSync(join(folder, 'main.ts'), `${lines.join('\n')}\nexport const wrong: string = own1;\n`);
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** That a value isn't a text shows that its type was found. */
  const WRONG =
    /main\.ts\(13,14\): error TS2322: Type '\(ratings: Ratings, .*' is not assignable to type 'string'\.$/;
  const OPTIONS = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--pretty', 'false'];

  it.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])('finds their types by the resolution of %s', (resolution, module) => {
    const compiler = resolve('node_modules/typescript/bin/tsc');
    const args = [compiler, ...OPTIONS, '--module', module, '--moduleResolution', resolution, 'main.ts'];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(WRONG)]);
  });

  it("finds their types by that of the kernel's TypeScript, which knows no exports", () => {
    const compiler = createRequire(resolve('package.json')).resolve('@tslab/typescript-for-tslab');
    const script = `
      const ts = require(${JSON.stringify(compiler)});
      const options = { strict: true, skipLibCheck: true, noEmit: true, target: 9, module: 99, moduleResolution: 2 };
      const program = ts.createProgram(['main.ts'], options);
      console.log(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
        getCurrentDirectory: () => '', getCanonicalFileName: (name) => name, getNewLine: () => '\\n',
      }));`;
    const { stdout } = spawnSync(process.execPath, ['--eval', script], { cwd: folder, encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual([expect.stringMatching(WRONG)]);
  });
});
