// What of the records is shown.

// The kinds that are marked in the text, with a switch for each.
const MARKED = ['targets', 'achievements', 'responsibilities', 'references', 'outline', 'boxes', 'tasks', 'warnings'];

// A Filter holds the reader's choice. changed is called after each.
class Filter {
  constructor(doc, changed) {
    this.doc = doc;
    this.changed = changed;
    this.query = '';
    this.clear();
    this.kindsElement = el('div', { class: 'kinds', role: 'group', 'aria-label': t('kinds') });
    this.element = el('div', { class: 'filters', role: 'group', 'aria-label': t('filters') });
    this.update();
  }

  clear() {
    this.hidden = new Set();
    this.unit = '';
    this.code = '';
    this.onlyCorrected = false;
  }

  // choose makes a choice that is not made in the fields themselves.
  choose(name, value) {
    this[name] = value;
    this.update();
    this.changed();
  }

  get active() { return this.hidden.size > 0 || this.unit !== '' || this.code !== '' || this.onlyCorrected; }

  // update shows the choices there are, with how many records they have.
  update() {
    const { doc } = this;
    this.prepare();
    const units = counts(doc.living('responsibilities').flatMap((item) => [...new Set(item.now.units.map(unitName))]));
    const codes = counts(doc.living('warnings').map((item) => item.now.code));
    const choice = (name, all, values, called = (value) => value) => el('select', {
      'aria-label': t(all), 'data-filter': name,
      onchange: (event) => { this[name] = event.target.value; this.changed(); },
    }, el('option', { value: '' }, t(all)), values.map(([value, n]) => el('option', { value, selected: this[name] === value }, `${called(value)} (${n})`)));
    this.kindsElement.replaceChildren(...MARKED.map((kind) => {
      const box = el('input', {
        type: 'checkbox', checked: !this.hidden.has(kind), 'data-kind': kind,
        onchange: (event) => {
          if (event.target.checked) this.hidden.delete(kind); else this.hidden.add(kind);
          this.changed();
        },
      });
      return el('label', null, box, el('mark', { class: 'm ' + kind }, t(kind)), ' ', el('span', { class: 'count' }, doc.living(kind).length));
    }));
    const corrected = el('input', {
      type: 'checkbox', checked: this.onlyCorrected, 'data-filter': 'corrected',
      onchange: (event) => { this.onlyCorrected = event.target.checked; this.changed(); },
    });
    this.reset = button(t('clearFilters'), () => { this.clear(); this.update(); this.changed(); }, { class: 'reset', hidden: !this.active });
    this.element.replaceChildren(
      choice('unit', 'allUnits', units), choice('code', 'allCodes', codes, codeName),
      el('label', null, corrected, ' ', t('onlyCorrected')), this.reset);
  }

  // prepare finds what a choice covers, once for all records.
  prepare() {
    const { doc } = this;
    this.reset && (this.reset.hidden = !this.active);
    this.places = this.unit && new Set(doc.living('responsibilities').filter((item) => this.hasUnit(item)).map((item) => item.now.at));
    this.warned = this.code && doc.living('warnings').filter((item) => item.now.code === this.code && item.span).map((item) => item.span);
  }

  hasUnit(item) { return item.record.units.some((unit) => unitName(unit) === this.unit); }

  // passes says that a record is one of those chosen. A unit stands for its clauses
  // and what else stands in their places; the code of a warning for these warnings
  // and the records they are about.
  passes(item) {
    if (this.hidden.has(item.kind)) return false;
    if (this.onlyCorrected && !item.corrected) return false;
    if (this.code) {
      if (item.kind === 'warnings' ? item.record.code !== this.code : !item.span || !this.warned.some((span) => overlap(span, item.span))) return false;
    }
    if (!this.unit) return true;
    if (item.kind === 'responsibilities') return this.hasUnit(item);
    const { record } = item;
    return this.places.has(record.at ?? record.id ?? (item.span ? this.doc.at(item.span[0]) : null));
  }

  // finds says that a row has the words that are searched for. text gives those
  // of the row.
  finds(text) {
    const wanted = foldedWords(this.query);
    return wanted === '' || folded(text()).text.includes(wanted);
  }
}

// counts are the distinct values with how often they are there, the most frequent
// first.
function counts(values) {
  const n = new Map();
  for (const value of values) n.set(value, (n.get(value) || 0) + 1);
  return [...n].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
