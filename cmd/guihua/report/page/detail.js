// Everything about one record.

// Keys that are shown in another way than as a field, or are no news.
const NOT_FIELDS = ['span', 'corrected', 'raw', 'text', 'units', 'items', 'measures', 'header', 'rows'];

// A DetailView shows a record under the tables.
class DetailView {
  constructor(reader) {
    this.reader = reader;
    this.element = el('section', { class: 'detail', 'aria-label': t('record'), tabindex: -1, hidden: true });
  }

  get isOpen() { return !this.element.hidden; }

  close() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  show(item) {
    const { doc } = this.reader;
    const { record } = item;
    const fixed = !KINDS.includes(item.kind);
    this.element.hidden = false;
    this.element.replaceChildren(
      el('header', null,
        el('h2', null, el('mark', { class: 'm ' + item.kind }, t('one.' + item.kind)), item.corrected && el('span', { class: 'badge' }, t(item.state || 'corrected'))),
        el('div', { class: 'actions' },
          !fixed && item.now && button(t('correct'), () => this.reader.edit(item), { class: 'edit' }),
          !fixed && item.kind !== 'document' && item.now && button(t('delete'), () => this.reader.remove(item), { class: 'delete' }),
          (item.pending ? item.base : item.applied) && button(t('restore'), () => this.reader.restore(item), { class: 'restore' }),
          button(t('back'), () => this.reader.back(), { class: 'back' }))),
      item.span ? this.sentence(item.span) : '',
      this.fields(item),
      item.state === 'changed' ? this.changes('changed', item.base, item.now) : '',
      item.base && item.applied && item.applied.old ? this.changes('earlier', item.applied.old, item.base) : '',
      this.near(item),
      this.reasons(item));
    this.element.scrollTop = 0;
  }

  // sentence is the sentence around a span with the span marked; in a table it is
  // the row.
  sentence(span) {
    const { doc } = this.reader, { points } = doc;
    const row = doc.rowAt(span[0]);
    if (row) {
      return el('blockquote', { lang: 'zh-CN' }, row.cells.map((cell, i) =>
        [i > 0 && ' │ ', overlap(cell, span) ? el('mark', { class: 'here' }, doc.words(cell)) : doc.words(cell)]).flat());
    }
    const [start, end] = sentenceOf(points, span);
    return el('blockquote', { lang: 'zh-CN' }, points.slice(start, span[0]), el('mark', { class: 'here' }, points.slice(...span)), points.slice(span[1], end));
  }

  fields({ kind, record }) {
    const rows = [];
    const row = (label, text) => rows.push(el('dt', null, label), el('dd', null, text));
    for (const unit of record.units || []) {
      row(t(unit.role), unit.canonical && unit.canonical !== unit.name ? `${unit.name} → ${unit.canonical}` : unit.name);
    }
    for (const [key, value] of Object.entries(record)) {
      if (!NOT_FIELDS.includes(key) && value !== null) row(t('f.' + key), valueText(key, value));
    }
    for (const part of [...(record.items || []), ...(record.measures || [])]) {
      row(part.title || '·', cut(part.text, 60) + (part.regions ? `（${part.regions}）` : ''));
    }
    return el('dl', { class: kind }, rows);
  }

  // changes says what there was where something else stands after it.
  changes(label, old, now) {
    const rows = Object.keys(now).filter((key) => key !== 'corrected' && !sameJSON(now[key], old[key])).map((key) =>
      el('li', null, `${t('f.' + key)}: `, el('del', null, plainText(old[key])), ' ', el('ins', null, plainText(now[key]))));
    return el('div', { class: 'changes' }, el('h3', null, t(label)), el('ul', null, rows));
  }

  // near are the other records that share words with this one.
  near(item) {
    if (!item.span) return '';
    const { doc } = this.reader;
    const others = ['tasks', 'outline', 'boxes', 'responsibilities', 'targets', 'achievements', 'references', 'warnings']
      .flatMap((kind) => doc.living(kind)).filter((other) => other !== item && other.span && overlap(other.span, item.span)).slice(0, 12);
    if (others.length === 0) return '';
    return el('div', { class: 'near' }, el('h3', null, t('sameWords')), others.map((other) =>
      button(`${t('one.' + other.kind)}: ${cut(doc.words(other.span), 18)}`, () => this.reader.pickMark(other.key))));
  }

  reasons(item) {
    if (item.kind === 'warnings') return ''; // it is its own reason
    const { doc } = this.reader;
    const steps = doc.explanations(item).flatMap((e) => e.steps);
    const head = el('h3', null, t('reasons'));
    if (steps.length === 0) {
      return el('div', { class: 'reasons' }, head, el('p', { class: 'none' }, item.base || item.applied ? t('noReasons') : t('addedByYou')));
    }
    return el('div', { class: 'reasons' }, head, el('ol', null, steps.map((step) => el('li', null,
      el('b', null, step.about), ' = ', cut(step.is, 40), ' ', el('code', null, step.rule), step.entry === null ? '' : ` ${step.entry}`,
      el('br'), step.why, ' ',
      step.span && button(`「${cut(doc.words(step.span), 24)}」`, () => this.reader.flash(step.span), { class: 'link' })))));
  }
}

// valueText is the value of a field in words.
function valueText(key, value) {
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (key === 'baseline') return value.value + (value.as_of ? ` (${value.as_of})` : '');
  if (key === 'region') return [value.name, value.code].filter(Boolean).join(' ') || '–';
  if (key === 'code') return `${codeName(value)} (${value})`;
  if (key === 'message') return messageText(value);
  if (key === 'period') return value.join('–');
  if (Array.isArray(value)) return value.join('、') || '–';
  if (key === 'role' || key === 'measure' || key === 'bound') return t(value);
  return String(value);
}

// plainText is any value of a record in a line.
function plainText(value) {
  if (value === null) return '–';
  return typeof value === 'string' ? cut(value, 60) : typeof value === 'object' ? cut(JSON.stringify(value), 120) : String(value);
}

// sentenceOf is the span of the sentence or sentences that a span lies in, within
// its paragraph.
function sentenceOf(points, [start, end]) {
  const { text } = points;
  const ends = /[。！？\n]/u;
  let left = points.unit(start), right = points.unit(end);
  while (left > 0 && !ends.test(text[left - 1])) left--;
  if (right > left && ends.test(text[right - 1])) right--;
  while (right < text.length && !ends.test(text[right])) right++;
  if (right < text.length && text[right] !== '\n') right++;
  return [points.point(left), Math.max(points.point(right), end)];
}
