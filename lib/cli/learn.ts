import { counted } from '../base/text/counted.js';
import { checkTrust } from '../evaluate/trust/checkTrust.js';
import { AccessEvidence } from '../evidence/AccessEvidence.js';
import { expectUsed } from '../logs/expectUsed.js';
import { inspectLog } from '../logs/inspectLog.js';
import { optionsOr } from '../logs/optionsFor.js';
import { readAccess } from '../logs/readAccess.js';
import { withoutEmpty } from '../logs/withoutEmpty.js';
import { doubtsText } from '../notebook/show/doubtsBox.js';
import { readingText } from '../notebook/show/showReport.js';
import { checkFolder } from '../saving/checkFolder.js';
import type { Command } from './Command.js';
import { commandLine } from './commandLine.js';
import { numberOf } from './numberOf.js';
import { READING, readingOptions } from './readingOptions.js';

/** Learns the evidence, as notebook 02 does, and saves it. */
export const learn: Command = {
  name: 'learn',
  does: 'Learns who normally accesses what, and saves the model. Some weeks are a good beginning.',
  options: {
    model: { value: 'FOLDER', help: 'where the model is saved; one that is there is replaced' },
    context: {
      value: 'NAMES',
      help: 'from where and how: fields, or what a profile calls network, client, ...',
    },
    horizon: { value: 'DAYS', help: 'how many days will be scored at a time' },
    ...READING,
  },
  async run(path, values) {
    if (typeof values.model !== 'string') throw new RangeError('Expected --model to name a folder, got none');
    const horizon = numberOf(values, 'horizon') ?? null;
    await checkFolder(values.model);
    const { from, to, ...asked } = readingOptions(values);
    const context = typeof values.context === 'string' ? values.context : '';
    const range = withoutEmpty({ from, to, context });
    const inspected = await inspectLog(path, { ...asked, ...range });
    const log = optionsOr(inspected, asked, (...typed) => commandLine('learn', ...typed));
    const isInTime = Boolean(log.profile || log.time);
    if (!isInTime && (context || horizon !== null)) {
      const option = context ? '--context' : '--horizon';
      throw new RangeError(`Expected --time or --profile with ${option}, got neither`);
    }
    const days = isInTime ? { by: 'day', hours: true } : {};
    const { table, report } = await readAccess(path, { ...log, ...range, ...days });
    expectUsed(report, { mayBeQuiet: false });
    console.log(readingText(report));
    const contextCols = context ? context.split(',').map((name) => name.trim()) : [];
    const inTime = isInTime ? { contextCols, horizon } : { dayCol: null };
    const model = await new AccessEvidence(inTime).fit(table, { span: report.span });
    await model.save(values.model);
    const { numUsers, numResources, numAccesses } = model;
    console.log(
      `Learned ${counted(numAccesses, 'access', 'accesses')} of ${counted(numUsers, 'account')} to ${counted(numResources, 'resource')}, saved in ${values.model}.`,
    );
    console.log(doubtsText(checkTrust({ model, report })));
    return 0;
  },
};
