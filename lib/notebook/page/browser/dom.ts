/** An element with properties and a text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Record<string, string | number | boolean> = {},
  text = '',
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(name), properties);
  if (text) made.textContent = text;
  return made;
}

export function button(text: string, act: () => unknown): HTMLButtonElement {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}

/** A button in the look of the page's own controls. */
export function smallButton(text: string, act: () => unknown): HTMLButtonElement {
  const made = button(text, act);
  made.className = 'access-small';
  return made;
}

/** Adds a style to the page, once. */
export function addStyle(id: string, style: string): void {
  if (!document.getElementById(id)) document.head.append(element('style', { id }, style));
}

/** Copies a text. A file that was opened from disk may lack the modern clipboard, so there is an old way. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element('textarea', { value: text });
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

/** Offers a text as a file. The byte order mark tells spreadsheets that it is UTF-8. */
export function saveText(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  element('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The JSON data in a part of the page. */
export function dataIn<Data>(el: Element): Data | null {
  const script = el.querySelector(':scope > script[type="application/json"]');
  return script === null ? null : JSON.parse(script.textContent ?? '');
}
