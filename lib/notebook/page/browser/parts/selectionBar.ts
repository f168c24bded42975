import { visibleText } from '../../../../base/text/visibleText.js';
import { onSelection, select, selectionOf } from '../../selection.js';
import { addStyle, element, smallButton } from '../dom.js';
import type { Part } from '../Part.js';

const STYLE = `
.access-bar { position: fixed; z-index: 1000; left: 12px; right: 12px; bottom: 14px; width: fit-content; margin: 0 auto; display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; max-width: 60em; padding: 8px 14px; border: 1px solid #818181; border-radius: 8px; background: #fff; color: #1f2328; box-shadow: 0 4px 18px rgba(0, 0, 0, .25); font: 14px/1.4 system-ui, sans-serif; overflow-wrap: anywhere; }
.access-bar[hidden] { display: none; }
@media (prefers-color-scheme: dark) { .access-bar { background: #22272e; color: #e6edf3; } }
[data-jp-theme-light=true] .access-bar { background: #fff; color: #1f2328; }
[data-jp-theme-light=false] .access-bar { background: #22272e; color: #e6edf3; }`;

/** A bar at the foot of the page that says what is selected, and has a button that clears the selection. */
const selectionBar: Part = {
  render({ model, el }) {
    addStyle('access-bar-style', STYLE);
    const bar = element('div', { className: 'access-bar access-screen', hidden: true });
    bar.setAttribute('role', 'region');
    bar.setAttribute('aria-label', 'Selection');
    // Screen readers only read changes of a status that already existed.
    const says = element('span');
    says.setAttribute('role', 'status');
    const clear = smallButton('Clear (Esc)', () => select(model, null));
    const toList = smallButton('To the alerts', () => scrollToList(el));
    bar.append(says, toList, clear);
    el.append(bar);
    const draw = () => {
      const selection = selectionOf(model);
      bar.hidden = selection === null;
      const found = model.get('found');
      toList.hidden = found === null;
      says.textContent =
        selection === null
          ? 'Nothing is selected.'
          : `Selected ${selection.kind}: ${visibleText(selection.name)}${found !== null ? `. ${found}` : ''}`;
    };
    const keys = (event: KeyboardEvent) => {
      if (!bar.isConnected) return document.removeEventListener('keydown', keys);
      const isHere = el === document.body || (event.target instanceof Node && el.contains(event.target));
      if (event.key === 'Escape' && isHere && !event.defaultPrevented) select(model, null);
    };
    document.addEventListener('keydown', keys);
    onSelection(model, draw);
    model.on('change:found', draw);
    draw();
  },
};

export default selectionBar;

function scrollToList(el: HTMLElement) {
  const list = el.querySelector('[data-access-part="incidents"]');
  list?.scrollIntoView({ block: 'start' });
}
