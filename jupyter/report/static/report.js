// Draws the figures, makes the page interactive, and folds and unfolds the code.
/** @import { Figure } from './types.js' */
(() => {
  window.answerPage();

  // The width between the margins of a sheet of A4 or Letter, in CSS pixels.
  const PRINTED_WIDTH = 680;

  /** @type {HTMLElement[]} */
  const drawings = [];

  /** @param {Element} figure */
  function draw(figure) {
    /** @type {Figure} */
    const {
      data,
      layout = {},
      config = {},
      frames,
    } = JSON.parse(figure.querySelector('script')?.textContent ?? '');
    const drawing = figure.appendChild(document.createElement('div'));
    Plotly.newPlot(drawing, {
      data,
      layout: { autosize: layout.width === undefined, ...layout },
      config: { responsive: true, displaylogo: false, displayModeBar: 'hover', ...config },
      frames,
    }).then(() => describe(drawing, data, layout));
    drawings.push(drawing);
  }

  // Figures are drawn one after the other, so that the page answers between them.
  const waiting = [...document.querySelectorAll('.plotly-figure')];
  const drawNext = () => {
    const figure = waiting.shift();
    if (figure === undefined) return;
    draw(figure);
    setTimeout(drawNext);
  };
  drawNext();

  /**
   * Describes a figure in words: with the description in the figure, or else with the kinds and numbers of
   * marks.
   *
   * @param {HTMLElement} drawing
   * @param {Figure['data']} data
   * @param {NonNullable<Figure['layout']>} layout
   */
  function describe(drawing, data, layout) {
    const [first, ...others] = drawing.querySelectorAll('.main-svg');
    first.setAttribute('role', 'img');
    first.setAttribute('aria-label', layout.meta?.description ?? outline(data, layout));
    for (const other of others) other.setAttribute('aria-hidden', 'true');
  }

  /**
   * @param {Figure['data']} data
   * @param {NonNullable<Figure['layout']>} layout
   */
  function outline(data, layout) {
    const traces = data.map(({ type = 'scatter', name, x, y, values, link }) => {
      const points = link?.value ?? values ?? x ?? y ?? [];
      const numbers = Array.from(link?.value ?? values ?? y ?? x ?? [], Number).filter(Number.isFinite);
      const lowest = numbers.reduce((a, b) => Math.min(a, b), Infinity);
      const highest = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
      const range = numbers.length > 0 ? `, values from ${short(lowest)} to ${short(highest)}` : '';
      return `${name ? `${name}: ` : ''}${type} of ${points.length} ${link ? 'links' : 'points'}${range}`;
    });
    const title = typeof layout.title === 'string' ? layout.title : layout.title?.text;
    return `${title ? `${title}. ` : ''}${traces.join('; ') || 'Empty figure'}.`;
  }

  /** @param {number} number */
  function short(number) {
    return Number(number.toPrecision(3)).toLocaleString('en-US');
  }

  // Boxes that scroll can be reached by keyboard.
  const scrolling = () => {
    for (const box of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll('.jp-OutputArea-output, .jp-InputArea pre')
    )) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    }
  };
  scrolling();
  window.addEventListener('resize', scrolling);
  document.addEventListener('toggle', scrolling, true);

  // If the page is printed early, all other figures are drawn first.
  window.addEventListener('beforeprint', () => {
    for (const figure of waiting.splice(0)) draw(figure);
  });

  // On paper the figures are scaled down and not drawn again, since a Sankey diagram would still be fading
  // in.
  window.addEventListener('beforeprint', () => {
    for (const { style, clientWidth } of drawings) {
      style.width = `${clientWidth}px`;
      style.zoom = String(Math.min(1, PRINTED_WIDTH / clientWidth));
    }
  });
  window.addEventListener('afterprint', () => {
    for (const { style } of drawings) style.width = style.zoom = '';
  });

  const toggle = /** @type {HTMLElement} */ (document.getElementById('toggle-code'));
  const folded = /** @type {NodeListOf<HTMLDetailsElement>} */ (
    document.querySelectorAll('details.code, details.parameters')
  );
  toggle.hidden = folded.length === 0;
  toggle.addEventListener('click', () => {
    const unfold = toggle.getAttribute('aria-pressed') === 'false';
    for (const details of folded) details.open = unfold;
    toggle.setAttribute('aria-pressed', String(unfold));
    toggle.textContent = unfold ? 'Hide all code' : 'Show all code';
  });
})();
