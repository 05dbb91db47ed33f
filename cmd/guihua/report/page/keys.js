// The keyboard, and the list of its keys.

// KEYS are what a key does in the document read, with the label that says it.
// While a form is open those alone are of use that can't harm it.
const KEYS = [
  { key: 'n', label: 'keyNextWarning', run: (r) => r.stepWarning(1) },
  { key: 'p', label: 'keyPreviousWarning', run: (r) => r.stepWarning(-1) },
  { key: 'j', label: 'keyNextRow', run: (r) => r.stepRow(1) },
  { key: 'k', label: 'keyPreviousRow', run: (r) => r.stepRow(-1) },
  { key: '/', label: 'keySearch', inForm: true, run: (r) => { r.search.input.focus(); r.search.input.select(); } },
  { key: 'e', label: 'keyEdit', run: (r) => r.edit(r.selectedItem) },
  { key: 'x', label: 'keyDelete', run: (r) => r.remove(r.selectedItem) },
  { key: 'a', label: 'keyAdd', run: (r) => r.menu.open() },
  { key: 'u', label: 'keyUndo', run: (r) => r.undo() },
  { key: '1', label: 'keyOutline', inForm: true, run: (r) => { r.view('outline'); r.outline.element.querySelector('button')?.focus(); } },
  { key: '2', label: 'keyText', inForm: true, run: (r) => { r.view('text'); r.text.element.focus(); } },
  { key: '3', label: 'keyRecords', inForm: true, run: (r) => { r.view('records'); r.records.tabs.querySelector('[aria-selected="true"]').focus(); } },
  { key: 'Escape', shown: 'Esc / ⌫', label: 'keyBack', inForm: true, run: (r) => r.back() },
];

// These are done by the parts that have the focus, and only listed.
const MORE_KEYS = [
  { shown: '← →', label: 'keyMarks' },
  { shown: 'Enter', label: 'keyEnter' },
  { shown: 'Ctrl+S', label: 'keySave' },
  { shown: '?', label: 'keyHelp' },
];

// isTyping says that keys are letters for a field.
function isTyping(target) {
  return target instanceof Element && target.matches('textarea, select, input:not([type="checkbox"])');
}

// handleKey does what a key stands for, and reports whether it stands for
// something.
function handleKey(event, reader) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const typing = isTyping(event.target);
  if (!reader || typing && event.key !== 'Escape') return false;
  if (reader.form && event.key === 'Backspace') return false;
  const name = event.key === 'Backspace' ? 'Escape' : event.key;
  const found = KEYS.find((k) => k.key === name);
  if (!found || reader.form && !found.inForm) return false;
  if (typing && !event.target.closest('form.correct')) reader.text.focus();
  else found.run(reader);
  return true;
}

// helpDialog lists the keys.
function helpDialog() {
  const row = ({ key, shown, label }) => [el('dt', null, el('kbd', null, shown || key)), el('dd', null, t(label))];
  const dialog = el('dialog', { class: 'help', 'aria-label': t('keys') },
    el('h2', null, t('keys')),
    el('dl', null, [...KEYS, ...MORE_KEYS].flatMap(row)),
    el('p', null, t('helpText')),
    el('form', { method: 'dialog' }, el('button', { class: 'primary' }, t('close'))));
  dialog.addEventListener('close', () => dialog.remove());
  return dialog;
}
