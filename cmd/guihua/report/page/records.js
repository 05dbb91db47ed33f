// The tables of records beside the text.

// A column is what a table shows of a record: its label, and its text.
const column = (label, text) => ({ label, text });

// Tables and their columns. The first column is the button that leads to the
// words.
const TABS = [
  {
    id: 'targets', label: 'figures', kinds: ['targets', 'achievements'], columns: [
      column('indicator', ({ record }) => record.indicator || record.raw),
      column('value', ({ record }) => quantityText(record)),
      column('year', ({ record, kind }) => [record.by ?? record.as_of ?? '', kind === 'achievements' && t('reached')].filter(Boolean).join(' ')),
      column('baseline', ({ record }) => record.baseline ? baselineText(record) : ''),
      column('at', ({ record }) => record.at),
    ],
  },
  {
    id: 'responsibilities', kinds: ['responsibilities'], columns: [
      column('at', ({ record }) => record.at || '–'),
      column('units', ({ record }) => unitsText(record)),
      column('due', ({ record }) => record.due || ''),
    ],
  },
  {
    id: 'tasks', kinds: ['tasks'], columns: [
      column('title', ({ record }) => record.title),
      column('units', (item, doc) => doc.unitsAt(item.record.id).join('、')),
      column('id', ({ record }) => record.id),
    ],
  },
  {
    id: 'boxes', kinds: ['boxes'], columns: [
      column('title', ({ record }) => record.title),
      column('number', ({ record }) => record.number ?? ''),
      column('items', ({ record }) => record.items.map((part) => part.title).join('；')),
    ],
  },
  {
    id: 'references', kinds: ['references'], columns: [
      column('title', ({ record }) => `《${record.title}》`),
      column('docNumber', ({ record }) => record.number || ''),
    ],
  },
  {
    id: 'warnings', kinds: ['warnings'], columns: [
      column('code', ({ record }) => codeName(record.code)),
      column('message', ({ record }) => messageText(record.message)),
      column('words', (item, doc) => cut(doc.words(item.span), 24)),
    ],
  },
  {
    id: 'document', kinds: ['document'], columns: [
      column('title', ({ record }) => record.title || record.notice_title || '–'),
      column('docNumber', ({ record }) => record.number || ''),
      column('issuers', ({ record }) => record.issuers.join('、')),
      column('period', ({ record }) => (record.period ? record.period.join('–') : '')),
    ],
  },
  {
    id: 'changes', kinds: KINDS, changed: true, columns: [
      column('kind', (item) => t('one.' + item.kind)),
      column('change', (item) => t(item.state || 'earlier')),
      column('words', (item, doc) => cut(doc.words(item.span) || item.record.title || '', 24)),
    ],
  },
];

const BOUND_SIGNS = { '=': '', '>=': '≥ ', '<=': '≤ ', '~': '≈ ', range: '' };

// quantityText is a value with its unit as people write it: ≥ 12万户, ↑ 8.3张.
// Nothing in it is parted at the end of a line.
function quantityText(record) {
  if (record.value === null) return record.raw;
  const [number, power] = large(record.value);
  let value = number + power;
  if (record.value_max) {
    const [most, ofMost] = large(record.value_max);
    value = (power === ofMost ? number : value) + '–' + most + ofMost;
  }
  const change = { increase: '↑ ', decrease: '↓ ' }[record.measure] || '';
  return (change + (BOUND_SIGNS[record.bound] ?? '') + value).replaceAll(' ', '\u00a0') + (record.unit || '') + (record.per ? '/' + record.per : '');
}

function baselineText(record) {
  return large(record.baseline.value).join('') + (record.baseline.as_of ? ` (${record.baseline.as_of})` : '');
}

// large writes a plain decimal with 万 or 亿 where it is long enough for that; no
// digit is lost.
function large(decimal) {
  const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) || [];
  if (whole === undefined || whole.startsWith('0')) return [decimal, ''];
  const places = whole.length > 8 ? 8 : whole.length > 4 ? 4 : 0;
  if (places === 0) return [decimal, ''];
  const rest = (whole.slice(-places) + (fraction || '')).replace(/0+$/, '');
  return [sign + grouped(whole.slice(0, -places)) + (rest && '.' + rest), places === 8 ? '亿' : '万'];
}

// grouped puts commas into the whole part of a decimal.
function grouped(value) {
  const [whole, ...rest] = value.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...rest].join('.');
}

// unitsText names the units of a clause, those of a role together.
function unitsText(record) {
  const parts = [];
  for (const role of ['lead', 'support', 'joint']) {
    const names = record.units.filter((u) => u.role === role).map((u) => u.name);
    if (names.length > 0) parts.push(`${t(role)}：${names.join('、')}`);
  }
  return parts.join('；') + (record.open ? ' ' + t('andOthers') : '');
}

// cut shortens words in the middle.
function cut(words, most) {
  const points = [...words];
  return points.length <= most ? words : points.slice(0, most - 7).join('') + '…' + points.slice(-6).join('');
}

// AT_ONCE is how many rows of a table are made before the page is shown. More
// than the window has room for; the others follow.
const AT_ONCE = 150;

// A RecordsView shows the tables in tabs. pick is called with the key of a record
// chosen in one.
class RecordsView {
  constructor(doc, filter, pick) {
    this.doc = doc;
    this.filter = filter;
    this.pick = pick;
    this.tab = 'targets';
    this.selected = null;
    this.rest = new Map(); // what makes the rows of a table that are still to follow
    this.tabs = el('div', { role: 'tablist', 'aria-label': t('records'), class: 'tabs' });
    this.panels = el('div', { class: 'panels' });
    this.plots = template('plots-' + doc.number);
    this.build();
  }

  build() {
    const ids = TABS.map((tab) => tab.id);
    if (this.plots) ids.push('plots');
    for (const id of ids) {
      const tab = button(null, () => this.show(id), {
        role: 'tab', id: 'tab-' + id, 'aria-controls': 'panel-' + id, 'data-tab': id,
      });
      this.tabs.append(tab);
      this.panels.append(el('div', { role: 'tabpanel', id: 'panel-' + id, 'aria-labelledby': 'tab-' + id, hidden: true }));
    }
    if (this.plots) {
      this.panel('plots').append(this.plots);
      plotPicks(this.panel('plots'), {
        unit: (unit) => {
          this.filter.choose('unit', unit);
          this.show('responsibilities');
        },
        key: this.pick,
      });
    }
    this.tabs.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = ids[(ids.indexOf(this.tab) + step + ids.length) % ids.length];
      this.show(next);
      this.tabs.querySelector(`[data-tab="${next}"]`).focus();
    });
    this.panels.addEventListener('click', (event) => {
      const row = event.target.closest('tr[data-key]');
      if (row) this.pick(row.dataset.key);
    });
    this.update();
  }

  panel(id) { return this.panels.querySelector('#panel-' + id); }

  // items are those of a table that pass the filter.
  items(tab) {
    const all = tab.kinds.flatMap((kind) => this.doc.lists[kind]);
    if (tab.changed) {
      const order = this.doc.touched;
      return all.filter((item) => item.corrected).sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
    }
    if (tab.kinds.length > 1) all.sort((a, b) => a.span[0] - b.span[0]);
    return all.filter((item) => !item.removed && this.filter.passes(item) && this.filter.finds(() => this.rowText(tab, item)));
  }

  // columns are those of a table, with the page where the source has pages.
  columns(tab) {
    return this.doc.json.source.pages && tab.id !== 'document' ? [...tab.columns, column('f.page', ({ record }) => record.page ?? '')] : tab.columns;
  }

  // rowText is what a row can be found by: what it shows, its words, and its figures
  // as they are kept, with commas and without.
  rowText(tab, item) {
    const { record } = item;
    const figures = [record.value, record.value_max, record.baseline?.value].filter(Boolean);
    return [...tab.columns.map((c) => c.text(item, this.doc)), this.doc.words(item.span), record.code ?? '', ...figures, ...figures.map(grouped)].join('\n');
  }

  // show brings a table to the front.
  show(id) {
    this.tab = id;
    for (const tab of this.tabs.children) {
      const on = tab.dataset.tab === id;
      tab.setAttribute('aria-selected', on);
      tab.tabIndex = on ? 0 : -1;
      this.panel(tab.dataset.tab).hidden = !on;
    }
    this.draw(id);
  }

  // update shows everything anew; tables that are not in front are made when they
  // are.
  update() {
    this.drawn = new Set(['plots']);
    for (const tab of TABS) {
      const label = this.tabs.querySelector(`[data-tab="${tab.id}"]`);
      const n = this.items(tab).filter((item) => tab.changed || item.now).length; // as the filter counts them
      label.replaceChildren(t(tab.label || tab.id), ' ', el('span', { class: 'count' }, tab.id === 'document' ? '' : n));
    }
    const plots = this.tabs.querySelector('[data-tab="plots"]');
    if (plots) plots.replaceChildren(t('plots'));
    this.show(this.tab);
  }

  // drawAll makes all rows of all tables.
  drawAll() {
    for (const { id } of TABS) {
      this.draw(id);
      this.finish(id);
    }
  }

  draw(id) {
    if (this.drawn.has(id)) return;
    this.drawn.add(id);
    const tab = TABS.find((x) => x.id === id);
    const items = this.items(tab);
    const columns = this.columns(tab);
    const head = el('tr', null, columns.map((c) => el('th', { scope: 'col' }, t(c.label))));
    const body = el('tbody', null, items.slice(0, AT_ONCE).map((item) => this.row(tab, item)));
    this.panel(id).replaceChildren(
      el('table', { class: 'list ' + id }, el('caption', null, t(tab.label || id)), el('thead', null, head), body),
      items.length === 0 ? el('p', { class: 'none' }, t('noRows')) : '');
    this.rest.delete(id);
    if (items.length > AT_ONCE) {
      const rest = () => body.append(...items.slice(AT_ONCE).map((item) => this.row(tab, item)));
      this.rest.set(id, rest);
      setTimeout(() => { if (this.rest.get(id) === rest) this.finish(id); }, 100);
    }
    this.select(this.selected);
  }

  // finish makes the rows of a table that are still to follow.
  finish(id) {
    const rest = this.rest.get(id);
    this.rest.delete(id);
    if (rest) rest();
  }

  row(tab, item) {
    const cells = this.columns(tab).map((c, i) => {
      const text = c.text(item, this.doc);
      if (i > 0) return el('td', { class: c.label.replace('f.', '') }, text);
      const open = button(text, null, { class: 'open', tabindex: -1 });
      return el('td', { class: c.label }, open, item.corrected && el('span', { class: 'badge' }, t(item.state || 'corrected')));
    });
    return el('tr', { 'data-key': item.key, class: `${item.kind} ${item.state}` }, cells);
  }

  rows() {
    this.finish(this.tab);
    return this.shownRows();
  }

  shownRows() { return [...this.panel(this.tab).querySelectorAll('tr[data-key]')]; }

  // focusable is where the keyboard goes on: the row that Tab comes to, or the tab.
  focusable() { return this.panel(this.tab).querySelector('.open[tabindex="0"]') || this.tabs.querySelector('[aria-selected="true"]'); }

  // tabOf is the table that has a record.
  tabOf(key) {
    const kind = key.split('/')[0];
    const current = TABS.find((tab) => tab.id === this.tab);
    if (current && current.changed && this.doc.items.get(key).corrected) return this.tab;
    const tab = TABS.find((x) => x.kinds.includes(kind) && !x.changed);
    return tab ? tab.id : this.tab; // headings have the outline
  }

  // select shows which row is looked at, and lets Tab come to it.
  select(key) {
    this.selected = key;
    let rows = this.shownRows();
    if (key && this.rest.has(this.tab) && !rows.some((row) => row.dataset.key === key)) rows = this.rows();
    for (const row of rows) {
      row.setAttribute('aria-selected', row.dataset.key === key);
      row.querySelector('.open').tabIndex = -1;
    }
    const row = rows.find((r) => r.dataset.key === key);
    if (row) row.scrollIntoView({ block: 'nearest' });
    if (rows.length > 0) (row || rows[0]).querySelector('.open').tabIndex = 0;
    return row || null;
  }

  // reveal brings the row of a record to the front.
  reveal(key) {
    const id = this.tabOf(key);
    if (id !== this.tab) this.show(id);
    return this.select(key);
  }

  focus(key) {
    const row = this.reveal(key);
    if (row) row.querySelector('.open').focus();
    return row !== null;
  }
}
