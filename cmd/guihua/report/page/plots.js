// What a click or a key does in a plot of one document.

// plotPicks lets the parts of plots that stand for a unit or a record lead there.
function plotPicks(element, { unit, key }) {
  const pick = (event) => {
    const mark = event.target.closest('.plot-mark');
    if (!mark) return;
    event.preventDefault();
    if (mark.dataset.unit !== undefined) unit(mark.dataset.unit);
    else key(mark.dataset.key);
  };
  element.addEventListener('click', pick);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') pick(event);
  });
}
