import { VERDICTS } from '../../../../alerts/verdicts/Verdict.js';
import { visibleText } from '../../../../base/text/visibleText.js';
import { type Decision, isOnSame } from '../../Decision.js';
import type { Page } from '../../Page.js';
import { decide, decisionsOf, undecide } from '../decisions.js';
import { element, smallButton } from '../dom.js';

/** The accesses that a decision is on. */
export type DecisionTarget = Pick<Decision, 'tenant' | 'user' | 'res' | 'days'>;

/** The account, or the account and the resource, as readers see them. */
export function targetName({ user, res }: DecisionTarget): string {
  return visibleText(res === null ? user : `${user} at ${res}`);
}

const WHAT = {
  expected: 'expected: learn it, and stop listing it',
  benign: 'benign: learn it, and list it if it is odd again',
  malicious: 'malicious: never learn it, and forget it if it was learned',
};

/** The form for a decision. It calls `close` when it is no longer needed. */
export function decisionForm(model: Page, target: DecisionTarget, close: () => void): HTMLFormElement {
  const before = decisionsOf(model).find((decision) => isOnSame(decision, target));
  const form = element('form', { className: 'access-form access-screen' });
  form.setAttribute('aria-label', `Decide on ${targetName(target)}`);
  const verdict = element('select', { required: true });
  verdict.append(element('option', { value: '' }, 'choose'));
  for (const word of VERDICTS) verdict.append(element('option', { value: word }, WHAT[word]));
  verdict.value = before?.verdict ?? '';
  const reason = element('input', { type: 'text', value: before?.reason ?? '', size: 28 });
  const expires = element('input', { type: 'date', value: before?.expires ?? '' });
  const owner = element('input', { type: 'text', size: 12, value: before?.owner ?? model.get('owner') });
  owner.autocomplete = 'off';
  const goesOn = element('input', { type: 'checkbox', checked: before?.days.at(0)?.last === '' });
  const days = element('label', { className: 'access-days' });
  if (target.days.length > 0) {
    days.append(goesOn, ` also after ${target.days[0].last}, not only ${spanOf(target.days)}`);
  } else days.append('The days are not known: this forgets all that was ever learned of it.');
  const showDays = () => {
    days.style.display = verdict.value === 'malicious' ? '' : 'none';
  };
  verdict.addEventListener('change', showDays);
  showDays();
  form.append(
    labelled('Verdict', verdict),
    labelled('Reason', reason),
    labelled('Until (not included)', expires),
    labelled('Decided by', owner),
    days,
    element('button', { type: 'submit', className: 'access-small' }, 'Decide'),
    ...(before === undefined
      ? []
      : [
          smallButton('Take back', () => {
            undecide(model, target);
            close();
          }),
        ]),
    smallButton('Cancel', close),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const word = VERDICTS.find((each) => each === verdict.value);
    if (word === undefined) return;
    model.set('owner', owner.value);
    const { tenant, user, res } = target;
    const [own, ...far] = target.days;
    const open = own !== undefined && goesOn.checked ? [{ ...own, last: '' }, ...far] : target.days;
    decide(model, {
      ...{ tenant, user, res, verdict: word, days: open },
      ...{ owner: owner.value, reason: reason.value, expires: expires.value },
    });
    close();
  });
  form.addEventListener('keydown', (event) => {
    // Escape closes the form and keeps the selection. JupyterLab doesn't see keys of the form.
    if (event.key === 'Escape') {
      event.preventDefault();
      close();
    }
    event.stopPropagation();
  });
  queueMicrotask(() => verdict.focus());
  return form;
}

/** '2026-11-01', or '2026-11-01 to 2026-11-03': the days that a malicious verdict is on. */
function spanOf(days: DecisionTarget['days']): string {
  return days.map(({ first, last }) => (first === last ? first : `${first} to ${last}`)).join(' and ');
}

function labelled(text: string, field: HTMLElement): HTMLElement {
  const label = element('label', {}, text);
  label.append(field);
  return label;
}
