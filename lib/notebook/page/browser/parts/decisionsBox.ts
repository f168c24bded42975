import { counted } from '../../../../base/text/counted.js';
import { VERDICT_WORDS, verdictFile, verdictLines } from '../../Decision.js';
import type { Page } from '../../Page.js';
import { decisionsOf, undecide } from '../decisions.js';
import { button, copyText, element, saveText } from '../dom.js';

const FILE = 'new-verdicts.csv';

/** The box above the alerts: what was decided, and how to get it into the file of verdicts. */
export function decisionsBox(model: Page, accounts: number) {
  const el = element('div', { className: 'access-box access-screen' });
  const says = element('div');
  says.setAttribute('role', 'status');
  const done = element('span');
  done.setAttribute('role', 'status');
  const save = button('Save the lines', () => {
    saveText(verdictFile(decisionsOf(model)), FILE);
    done.textContent = `Saved as ${FILE}. npm start -- --verdicts ${FILE} takes them into the file of verdicts.`;
  });
  const copy = button('Copy the lines', async () => {
    const lines = verdictLines(decisionsOf(model));
    await copyText(lines.map((line) => `${line}\n`).join(''));
    done.textContent = `${counted(lines.length, 'line')} copied, for the file of verdicts.`;
  });
  const reset = button('Take all back', () => {
    for (const decision of decisionsOf(model)) undecide(model, decision);
    done.textContent = '';
  });
  const tools = element('div', { className: 'access-row' });
  for (const each of [save, copy, reset]) each.className = 'access-small';
  tools.append(save, copy, reset, done);
  el.append(says, tools);
  return {
    el,
    draw() {
      const decisions = decisionsOf(model);
      tools.hidden = decisions.length === 0;
      tools.style.display = decisions.length === 0 ? 'none' : '';
      const counts = VERDICT_WORDS.map((word) => ({
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
