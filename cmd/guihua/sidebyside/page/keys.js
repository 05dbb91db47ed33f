// The keyboard, and the list of its keys.

// KEYS are what a key does in a comparison, with the label that says it.
const KEYS = [
  { key: 'j', label: 'keyNextPair', run: (v) => v.step(1) },
  { key: 'k', label: 'keyPreviousPair', run: (v) => v.step(-1) },
  { key: 'n', label: 'keyNextChange', run: (v) => v.stepChange(1) },
  { key: 'p', label: 'keyPreviousChange', run: (v) => v.stepChange(-1) },
  { key: 'e', label: 'keyEvidence', run: (v) => v.toggleEvidence() },
  { key: '/', label: 'keySearch', run: (v) => { v.filter.query.focus(); v.filter.query.select(); } },
  { key: '1', label: 'keySummary', run: (v) => v.goSection('summary') },
  { key: '2', label: 'keyPairs', run: (v) => v.goSection('pairs') },
  { key: '3', label: 'keyTargets', run: (v) => v.goSection('targets') },
  { key: '4', label: 'keyUnits', run: (v) => v.goSection('units') },
];

// These are done by the parts that have the focus, and only listed.
const MORE_KEYS = [
  { shown: '← →', label: 'keyMarks' },
  { shown: 'Esc', label: 'keyBack' },
  { shown: '?', label: 'keyHelp' },
];

// isTyping says that keys are letters for a field.
function isTyping(target) {
  return target instanceof Element && target.matches('textarea, select, input:not([type="checkbox"])');
}

// handleKey does what a key stands for, and reports whether it stands for
// something.
function handleKey(event, view) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !view) return false;
  if (isTyping(event.target)) {
    if (event.key !== 'Escape') return false;
    view.step(0);
    return true;
  }
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') return view.stepMark(event.key === 'ArrowLeft' ? -1 : 1);
  const found = KEYS.find((k) => k.key === event.key);
  if (found) found.run(view);
  return Boolean(found);
}

// helpDialog lists the keys.
function helpDialog() {
  const row = ({ key, shown, label }) => [el('dt', null, el('kbd', null, shown || key)), el('dd', null, t(label))];
  const dialog = el('dialog', { class: 'help', 'aria-label': t('keys') },
    el('h2', null, t('keys')), el('dl', null, [...KEYS, ...MORE_KEYS].flatMap(row)),
    el('form', { method: 'dialog' }, el('button', { class: 'primary' }, t('close'))));
  dialog.addEventListener('close', () => dialog.remove());
  return dialog;
}
