// Which pairs are shown.

// A Filter holds the reader's choice. changed is called after each.
class Filter {
  constructor(views, changed) {
    this.changed = changed;
    this.relations = RELATIONS.filter((r) => views.some((v) => v.pair.relation === r));
    const count = (r) => views.filter((v) => v.pair.relation === r).length;
    const change = { onchange: () => changed() };
    this.boxes = this.relations.map((r) => el('input', { type: 'checkbox', value: r, checked: true, ...change }));
    const kinds = ['task', 'box_item'].filter((k) => views.some((v) => kindsOf(v).includes(k)));
    this.kind = el('select', { class: 'kind', 'aria-label': t('allKinds'), ...change },
      el('option', { value: '' }, t('allKinds')), kinds.map((k) => el('option', { value: k }, t('k.' + k))));
    const units = new Map();
    for (const v of views) for (const u of new Set(v.units)) units.set(u, (units.get(u) || 0) + 1);
    const order = new Intl.Collator('zh');
    this.unit = el('select', { class: 'unit', 'aria-label': t('units'), ...change }, el('option', { value: '' }, t('allUnits')),
      [...units].sort((a, b) => b[1] - a[1] || order.compare(a[0], b[0])).map(([u, n]) => el('option', { value: u }, `${u} (${n})`)));
    this.unsure = el('input', { type: 'checkbox', class: 'unsure', ...change });
    this.query = el('input', { type: 'search', placeholder: t('searchHint'), 'aria-label': t('search'), autocomplete: 'off', spellcheck: 'false', oninput: () => changed() });
    this.count = el('output', { class: 'count', 'aria-live': 'polite' });
    this.element = el('div', { class: 'filters', role: 'group', 'aria-label': t('filters') },
      this.relations.map((r, i) => el('label', { class: 'check', title: t('m.' + r) }, this.boxes[i], badge(r), ' ', el('span', { class: 'count' }, count(r)))),
      el('label', { class: 'check' }, this.unsure, t('unsureOnly')),
      this.kind, this.unit, this.query, button(t('clearFilters'), () => this.clear(), { class: 'clear' }), this.count);
  }

  get words() { return foldedText(this.query.value.trim()); }

  // takes reports whether a pair is shown.
  takes(view) {
    const { pair } = view;
    const box = this.boxes[this.relations.indexOf(pair.relation)];
    return box.checked && (!this.unsure.checked || pair.or.length > 0)
      && (this.kind.value === '' || kindsOf(view).includes(this.kind.value))
      && (this.unit.value === '' || view.units.includes(this.unit.value))
      && (this.words === '' || view.folded.includes(this.words));
  }

  clear() {
    for (const box of this.boxes) box.checked = true;
    this.unsure.checked = false;
    this.kind.value = this.unit.value = this.query.value = '';
    this.changed();
  }

  // state is the choice, to be had again where the page is made anew.
  get state() { return [this.boxes.map((b) => b.checked), this.unsure.checked, this.kind.value, this.unit.value, this.query.value]; }

  set state([boxes, unsure, kind, unit, query]) {
    boxes.forEach((checked, i) => { this.boxes[i].checked = checked; });
    this.unsure.checked = unsure;
    this.kind.value = kind;
    this.unit.value = unit;
    this.query.value = query;
    this.changed();
  }
}

function kindsOf({ pair }) { return [pair.superior, pair.subordinate].filter(Boolean).map((item) => item.kind); }
