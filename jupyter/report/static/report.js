// Draws the figures, and folds and unfolds the code.
(() => {
  // What fits between the margins of a sheet of A4 or Letter, in CSS pixels.
  const PRINTED_WIDTH = 680;

  const drawings = Array.from(document.querySelectorAll('.plotly-figure'), (figure) => {
    const { data, layout = {}, config = {}, frames } = JSON.parse(figure.querySelector('script').textContent);
    const drawing = figure.appendChild(document.createElement('div'));
    Plotly.newPlot(drawing, {
      data,
      layout: { autosize: layout.width === undefined, ...layout },
      config: { responsive: true, displaylogo: false, ...config },
      frames,
    });
    return drawing;
  });

  // On paper the figures are scaled down as they stand: drawn anew, a Sankey would still be fading in.
  window.addEventListener('beforeprint', () => {
    for (const { style, clientWidth } of drawings) {
      style.width = `${clientWidth}px`;
      style.zoom = Math.min(1, PRINTED_WIDTH / clientWidth);
    }
  });
  window.addEventListener('afterprint', () => {
    for (const { style } of drawings) style.width = style.zoom = '';
  });

  const toggle = document.getElementById('toggle-code');
  const cells = document.querySelectorAll('details.code');
  toggle.hidden = cells.length === 0;
  toggle.addEventListener('click', () => {
    const unfold = toggle.getAttribute('aria-pressed') === 'false';
    for (const cell of cells) cell.open = unfold;
    toggle.setAttribute('aria-pressed', String(unfold));
    toggle.textContent = unfold ? 'Hide all code' : 'Show all code';
  });
})();
