import { VERDICTS } from '../../../../alerts/verdicts/Verdict.js';
import { counted } from '../../../../base/text/counted.js';
import { decisionFile, decisionLines } from '../../Decision.js';
import type { Page } from '../../Page.js';
import { decisionsOf, undecideAll } from '../decisions.js';
import { copyText, element, saveText, smallButton } from '../dom.js';

const FILE = 'new-verdicts.csv';

/** The box above the alerts: what was decided, and how to get it into the file of verdicts. */
export function decisionsBox(model: Page, accounts: number) {
  const el = element('div', { className: 'access-box access-screen' });
  const says = element('div');
  says.setAttribute('role', 'status');
  const done = element('span');
  done.setAttribute('role', 'status');
  const save = smallButton('Save the lines', () => {
    saveText(decisionFile(decisionsOf(model)), FILE);
    done.textContent = `Saved as ${FILE}. npm start -- --verdicts ${FILE} takes them into the file of verdicts.`;
  });
  const copy = smallButton('Copy the lines', async () => {
    const lines = decisionLines(decisionsOf(model));
    await copyText(lines.map((line) => `${line}\n`).join(''));
    done.textContent = `${counted(lines.length, 'line')} copied, for the file of verdicts.`;
  });
  const reset = smallButton('Take all back', () => {
    undecideAll(model);
    done.textContent = '';
  });
  const tools = element('div', { className: 'access-row' });
  tools.append(save, copy, reset, done);
  el.append(says, tools);
  return {
    el,
    draw() {
      const decisions = decisionsOf(model);
      tools.hidden = decisions.length === 0;
      const counts = VERDICTS.map((word) => ({
        word,
        count: decisions.filter(({ verdict }) => verdict === word).length,
      })).filter(({ count }) => count > 0);
      const decided = new Set(
        decisions.filter(({ res }) => res === null).map(({ tenant, user }) => JSON.stringify([tenant, user])),
      );
      says.textContent =
        decisions.length === 0
          ? 'Nothing is decided on this page yet.'
          : `${decided.size} of ${counted(accounts, 'account')} decided; in all ${counts
              .map(({ word, count }) => `${count} ${word}`)
              .join(', ')}.`;
    },
  };
}
