// Correcting one record.

// A Form is about a record of the document, or one that is to be added. done is
// called with the new record and the note, cancel without.
class Form {
  constructor(reader, kind, record, note, done, cancel) {
    this.reader = reader;
    this.doc = reader.doc;
    this.kind = kind;
    this.record = record;
    this.isNew = false;
    this.span = record.span || null;
    this.fields = Object.entries(FORMS[kind]).map(([key, make]) => ({ key, ...make(record[key], this) }));
    this.note = el('input', { type: 'text', autocomplete: 'off', value: note });
    this.element = el('form', {
      class: 'correct',
      onsubmit: (event) => {
        event.preventDefault();
        const record = this.read();
        if (this.isSound(record)) done(record, this.note.value.trim());
      },
    },
    el('h2', null, `${t('correct')}: `, el('mark', { class: 'm ' + kind }, t('one.' + kind))),
    this.span ? this.boundary() : '',
    this.fields.map(({ key, element, hint }) => {
      const name = el('span', { class: 'name' }, t('f.' + key));
      if (element.matches('input, select')) return el('label', { class: 'field', 'data-field': key }, name, element, hint);
      element.setAttribute('role', 'group');
      element.setAttribute('aria-label', t('f.' + key));
      return el('div', { class: 'field', 'data-field': key }, name, element);
    }),
    el('label', { class: 'field' }, el('span', { class: 'name' }, t('note')), this.note),
    this.problem = el('output', { class: 'problem', role: 'alert' }),
    el('div', { class: 'actions' }, el('button', { type: 'submit', class: 'primary' }, t('apply')), button(t('cancel'), cancel, { class: 'cancel' })));
    this.element.addEventListener('input', () => this.check());
    this.check();
    this.drawBoundary();
    this.untouched = this.written();
  }

  // written is all that can be written or chosen in the form, as text.
  written() {
    const inputs = [...this.element.querySelectorAll('input, select')].map((e) => (e.type === 'checkbox' ? e.checked : e.value));
    return JSON.stringify([inputs, this.span, this.read()]);
  }

  // touched says that somebody has written or chosen something.
  get touched() { return this.written() !== this.untouched; }

  // changed says that the form has something that would be lost without it.
  get changed() { return this.isNew || this.touched; }

  // read is the record as the form has it. Keys keep their order.
  read() {
    const record = copyOf(this.record);
    for (const field of this.fields) record[field.key] = field.read();
    if (this.span && !sameJSON(this.span, this.record.span)) setBoundary(this.doc, this.kind, record, this.span);
    return record;
  }

  // isSound says that guihua apply would take a record; the form says why not.
  isSound(record) {
    const problem = (r) => problemOf(this.doc, this.kind, r, this.record);
    // What was wrong before need not be put right with the rest.
    this.problem.value = !this.isNew && problem(record) === problem(this.record) ? '' : problem(record);
    return this.problem.value === '';
  }

  // check keeps what the format asks of several fields together.
  check() {
    const input = (key) => this.fields.find((f) => f.key === key)?.element;
    const value = input('value'), most = input('value_max'), bound = input('bound');
    if (!bound) return;
    const isRange = bound.value === 'range';
    most.disabled = !isRange;
    if (!isRange) most.value = '';
    most.required = value.required = isRange;
  }

  boundary() {
    this.shown = el('output', { class: 'words', lang: 'zh-CN' });
    const step = (end, by, label) => button(by < 0 ? '−1' : '+1', () => this.move(end, by), { 'aria-label': t(label), title: t(label), 'data-step': `${end}${by < 0 ? '-' : '+'}` });
    return el('fieldset', { class: 'boundary' }, el('legend', null, t('boundary')), this.shown,
      el('div', { class: 'steps' },
        el('span', { class: 'step' }, t('begin'), step(0, -1, 'beginEarlier'), step(0, 1, 'beginLater')),
        el('span', { class: 'step' }, t('end'), step(1, -1, 'endEarlier'), step(1, 1, 'endLater')),
        button(t('useSelection'), () => {
          const selected = this.selection();
          if (selected) this.setSpan(selected);
        }, { class: 'use-selection' })));
  }

  // selection is the span selected in the text; the reader is told where there is
  // none.
  selection() {
    const selected = this.reader.selection();
    if (!selected) this.reader.say(t('selectFirst'));
    return selected;
  }

  move(end, by) {
    const span = [...this.span];
    span[end] += by;
    if (span[0] < span[1] && span[0] >= 0 && span[1] <= this.doc.points.length) this.setSpan(span);
  }

  setSpan(span) {
    this.span = span;
    this.drawBoundary();
  }

  drawBoundary() {
    if (!this.span) return;
    this.shown.value = cut(this.doc.words(this.span), 160);
    this.reader.draft(this.span);
  }
}
