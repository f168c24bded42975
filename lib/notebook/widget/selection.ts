import type { Table } from 'apache-arrow';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { visibleText } from '../../base/text/visibleText.js';
import { takeRows } from '../../tables/takeRows.js';
import type { SelectionState } from '../page/SelectionState.js';
import { pageScript } from '../pageScript.js';
import type { MimeBundle } from '../show/display.js';
import { type ShownColumn, shownTable } from '../tables/shownTable.js';
import { htmlOf } from '../tables/tableHtml.js';
import { textOf } from '../tables/tableText.js';
import { type Account, accountsOf, type SelectionOptions, selectionOptions } from './accountsOf.js';
import { Widget } from './Widget.js';

export type { Account, SelectionOptions };

/**
 * A list of a table's accounts to pick from while the notebook runs. A reader picks with the mouse, or with
 * the arrow keys and Enter; Escape undoes the pick. The notebook's next cells can use the picked account.
 * Front ends without widgets, and reports, show the list as a table.
 *
 * @param table alerts of `triage`, or any table with a column of users; each account is listed once, at its
 *   first row
 * @throws RangeError naming a column that is missing, or an option that isn't known
 *
 * @example
 * const picked = selection(alerts);
 * picked.show();
 * // in a later cell
 * const account = picked.value; // { tenant: 'contoso', user: 'ada' }, or null
 */
export function selection(table: Table, options: SelectionOptions = {}): Selection {
  const { columns, limit, label, ...naming } = selectionOptions(table, options);
  const { accounts, rows } = accountsOf(table, naming);
  const shown = rows.slice(0, limit);
  const isSeveral = new Set(accounts.map(({ tenant }) => tenant)).size > 1;
  const names = [...(isSeveral ? [naming.tenantCol!] : []), naming.userCol, ...columns];
  const still = shownTable(takeRows(table.select(names), Int32Array.from(shown)), { caption: label });
  const notes = columns.map((name) => still.columns[names.indexOf(name)]);
  const state: SelectionState = {
    label,
    heads: notes.map(({ head }) => head),
    rows: shown.map((_, n) => rowOf(accounts[n], n, isSeveral, notes)),
    left: rows.length - shown.length,
    picked: null,
  };
  const html = htmlOf(still);
  const text = textOf(still);
  return new Selection(new Widget({ esm: pageScript('selectionView'), state, html, text }), accounts);
}

/** A list and the account that is picked from it; see `selection`. */
export class Selection {
  readonly #widget: Widget<SelectionState>;
  readonly #accounts: readonly Account[];

  /** @internal */
  constructor(widget: Widget<SelectionState>, accounts: readonly Account[]) {
    this.#widget = widget;
    this.#accounts = accounts;
  }

  /** The account that is picked now; null if none is. */
  get value(): Account | null {
    const row = this.#widget.get('picked');
    // The row has to be checked, since it comes from the front end.
    return Number.isInteger(row) ? (this.#accounts[row as number] ?? null) : null;
  }

  /**
   * Calls a function for each pick, and, with null, for each pick that is undone.
   *
   * @returns a function that ends this
   */
  onChange(handler: (value: Account | null) => unknown): () => void {
    return this.#widget.onChange(() => handler(this.value));
  }

  /** Waits for the next account that is picked. An interrupt of the cell ends the waiting with an error. */
  next(): Promise<Account> {
    const signal = hostSignal();
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const end = this.onChange((account) => {
        if (account === null) return;
        stop();
        resolve(account);
      });
      const abort = () => {
        stop();
        reject(signal?.reason);
      };
      const stop = () => {
        end();
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort);
    });
  }

  /** Shows the list in the running cell. */
  show(): void {
    this.#widget.show();
  }

  /** What the kernel shows if the list is a cell's last expression. */
  [Symbol.for('Jupyter.display')](): MimeBundle {
    return this.#widget.bundle();
  }
}

function rowOf(
  { user, tenant }: Account,
  row: number,
  isSeveral: boolean,
  notes: readonly ShownColumn[],
): SelectionState['rows'][number] {
  return {
    account: { tenant, user },
    name: visibleText(user),
    tenant: isSeveral && tenant !== null ? visibleText(tenant) : null,
    notes: notes.map(({ text }) => text(row)),
  };
}
