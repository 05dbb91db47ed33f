// The page: which comparison is open, and what is around it.

const INDEX = data('index');

// A View is one comparison.
class View {
  constructor(number) {
    this.number = number;
    const { comparison, plan } = data('data-' + number);
    this.comparison = comparison;
    this.superior = data('superior');
    this.subordinate = plan;
    this.texts = { superior: new Points(this.superior.text), subordinate: new Points(plan.text) };
    this.pairs = comparison.pairs.map((pair, i) => new PairView(this, pair, i));
    this.current = -1;
    this.empty = el('p', { class: 'none', hidden: true }, t('noPairs'));
    this.filter = new Filter(this.pairs, () => this.sift());
    const section = (name, ...children) => el('section', { id: name, class: name, tabindex: -1, 'aria-label': t(name) }, el('h2', null, t(name)), children);
    this.element = el('main', { class: 'comparison' },
      section('summary', this.summary()),
      section('pairs', this.filter.element, legend(), el('div', { class: 'heads' }, el('b', null, '◧ ', t('superior'), ' ', planName(comparison.superior)), el('b', null, '◨ ', t('subordinate'), ' ', planName(comparison.subordinate))),
        this.pairs.map((v) => v.element), this.empty),
      section('targets', targetTable(this)),
      section('units', unitTable(this)));
    this.element.addEventListener('focusin', (event) => {
      const row = event.target.closest('.pair');
      if (row) this.current = Number(row.dataset.pair);
    });
    this.sift();
  }

  // address is the hash of the comparison, or of a record of it.
  address(key) { return '#' + encodeURIComponent(INDEX.comparisons[this.number].id) + (key ? '/' + key : ''); }

  // alike are the ids of the other items that one item was merged with or split into.
  alike(pair) {
    const one = { merged: 'subordinate', split: 'superior' }[pair.relation];
    if (!one) return [];
    const other = one === 'superior' ? 'subordinate' : 'superior';
    const same = (item) => item && item.kind === pair[one].kind && item.id === pair[one].id && item.span[0] === pair[one].span[0];
    return this.comparison.pairs.filter((p) => p !== pair && p[other] && pair[one] && same(p[one])).map((p) => p[other].id);
  }

  summary() {
    const s = this.comparison.summary;
    const shown = RELATIONS.filter((r) => s.relations[r] > 0);
    const bar = el('div', { class: 'shares', 'aria-hidden': 'true' }, shown.filter((r) => r !== 'new').map((r) => {
      const part = el('span', { class: 'rel-' + r }, t('l.' + r));
      part.style.flexGrow = s.relations[r];
      return part;
    }));
    return [
      el('p', { class: 'plans' }, planName(this.comparison.superior), ' → ', planName(this.comparison.subordinate)),
      el('p', null, t('itemsOf', s.items, s.subordinate_items)), bar,
      el('ul', { class: 'totals' }, shown.map((r) => el('li', null, badge(r), ' ', el('b', null, s.relations[r]), s.shares[r] !== undefined && ` (${percent(s.shares[r])})`))),
      el('p', { class: 'hint' }, t('sharesHint')),
      el('p', null, t('targetsSummary', s.raised, s.lowered, s.targets_dropped, s.targets_new), ' ',
        Object.entries(s.targets).map(([outcome, n]) => el('span', { class: 'fact' }, `${ARROWS[outcome] || ''} ${t('o.' + outcome)} ${n}`))),
    ];
  }

  // sift shows the pairs that the filter takes.
  sift() {
    let n = 0;
    const hits = [];
    for (const view of this.pairs) {
      view.element.hidden = !this.filter.takes(view);
      if (view.element.hidden) continue;
      n++;
      if (this.filter.words !== '') hits.push(...hitsIn(view, this.filter.words));
    }
    highlight('hit', hits);
    this.filter.count.textContent = `${n} / ${this.pairs.length}`;
    this.empty.hidden = n > 0;
  }

  // go shows a pair, also one that the filter hides.
  go(number) {
    const view = this.pairs[number];
    if (!view) return;
    if (view.element.hidden) this.filter.clear();
    this.current = number;
    view.element.focus({ preventScroll: true });
    view.element.scrollIntoView({ block: 'start' });
  }

  // goWords shows words of a pair.
  goWords(number, side, span) {
    this.go(number);
    const range = this.pairs[number].words(side, span);
    highlight('here', range ? [range] : []);
    range?.startContainer.parentElement.scrollIntoView({ block: 'center' });
  }

  // pairWith is the number of the first pair that has the words of a span, -1 for
  // none.
  pairWith(side, span) {
    return this.comparison.pairs.findIndex((p) => p[side] && p[side].span[0] <= span[0] && p[side].span[1] >= span[1]);
  }

  // step goes to the next or previous pair shown; by 0 to the one looked at.
  step(by) {
    const shown = this.pairs.filter((v) => !v.element.hidden);
    if (shown.length === 0) return;
    let at = shown.findIndex((v) => v.number >= this.current);
    if (at < 0) at = shown.length - 1;
    if (this.current < 0) at = 0; else if (shown[at].number === this.current || by < 0) at += by;
    this.go(shown[Math.min(Math.max(at, 0), shown.length - 1)].number);
  }

  // stepMark goes to the next or previous mark of the pair looked at.
  stepMark(by) {
    const row = document.activeElement.closest('.pair');
    if (!row) return false;
    const marks = this.pairs[Number(row.dataset.pair)].marks;
    const at = marks.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : marks.length - 1) : at + by;
    if (marks[next]) marks[next].focus();
    return true;
  }

  // stepChange goes to the next or previous change that was weighed, in any pair.
  stepChange(by) {
    const marks = [...this.element.querySelectorAll('.pair:not([hidden]) mark.counts')];
    const from = document.activeElement.closest('mark.m, .pair');
    const order = (m) => (from ? from.compareDocumentPosition(m) & (by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING) : true);
    const rest = marks.filter((m) => m !== from && order(m));
    const next = by > 0 ? rest[0] : rest.at(-1);
    if (!next) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'center' });
  }

  toggleEvidence() {
    const view = this.pairs[this.current];
    if (view?.details) view.details.open = !view.details.open;
  }

  goSection(name) {
    const e = this.element.querySelector('#' + name);
    e.focus({ preventScroll: true });
    e.scrollIntoView({ block: 'start' });
  }
}

// hitsIn are the places of words in the bodies of a pair.
function hitsIn(view, words) {
  const out = [];
  for (const p of view.element.querySelectorAll('.body')) {
    const text = foldedText(p.textContent);
    if (text.length !== p.textContent.length) continue; // … is one character and three
    for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
      const range = rangeOf(p, at, at + words.length);
      if (range) out.push(range);
    }
  }
  return out;
}

function planName(plan) { return el('span', { class: 'plan', lang: 'zh-CN', title: plan.id }, plan.title || plan.source || plan.id); }

// legend says what marks look like.
function legend() {
  return el('p', { class: 'legend' }, '◧ ', t('superior'), ' ◨ ', t('subordinate'), ' · ', t('marks'), ' ',
    el('mark', { class: 'cut counts' }, t('cutWords')), ' ', el('mark', { class: 'added counts' }, t('addedWords')), ' ',
    el('mark', { class: 'cut weak' }, t('weakWords')));
}

// An App is the whole page.
class App {
  constructor() {
    this.root = document.getElementById('page');
    this.view = null;
    this.hash = null;
    document.addEventListener('keydown', (event) => this.keydown(event));
    window.addEventListener('hashchange', () => this.route());
  }

  start() {
    language = stored('language') === 'en' || !stored('language') && !navigator.language.toLowerCase().startsWith('zh') ? 1 : 0;
    this.route();
  }

  // route shows what the address names: #a.txt/pairs/3, #a.txt/targets, #targets where
  // there is one comparison, #a.txt, nothing.
  route() {
    const hash = location.hash.slice(1);
    const [, id, kind, at] = /^(?:(.*)\/)?(summary|pairs|targets|units)(?:\/(\d+))?$/.exec(hash) || [null, hash];
    let name = id || '';
    try {
      name = decodeURIComponent(name);
    } catch { /* not of our making: taken as it is */ }
    let number = INDEX.comparisons.findIndex((entry) => entry.id === name && !entry.page);
    if (number < 0 && INDEX.comparisons.length === 1) number = 0;
    if (number !== (this.view ? this.view.number : -1) || !this.bar) this.show(number);
    if (!this.view || !kind) return;
    if (at === undefined) {
      this.view.goSection(kind);
      return;
    }
    if (kind === 'pairs') {
      this.view.go(Number(at));
      return;
    }
    const row = this.view.element.querySelector(`[data-key="${kind}/${at}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'center' });
  }

  // show shows a comparison, -1 for the overview.
  show(number) {
    document.documentElement.lang = language === 0 ? 'zh-CN' : 'en';
    this.view = number >= 0 ? new View(number) : null;
    const several = INDEX.comparisons.length > 1;
    const title = this.view ? INDEX.comparisons[number].title : INDEX.superior || t('comparison');
    document.title = title;
    const home = INDEX.home ? el('a', { href: INDEX.home, class: 'home' }, t('overview')) : several && this.view && el('a', { href: '#', class: 'home' }, t('overview'));
    const choice = several && this.view && el('select', {
      class: 'documents', 'aria-label': t('chooseComparison'),
      onchange: (event) => { location.hash = '#' + encodeURIComponent(INDEX.comparisons[Number(event.target.value)].id); },
    }, INDEX.comparisons.map((entry, i) => el('option', { value: i, selected: i === number }, `${entry.title} · ${entry.id}`)));
    this.bar = el('header', { class: 'bar' }, home, choice, el('h1', { class: choice ? 'hidden' : '', title }, title),
      this.view && el('nav', { 'aria-label': t('sections') }, ['summary', 'pairs', 'targets', 'units'].map((name) => button(t(name), () => this.view.goSection(name), { 'data-section': name }))),
      button(language === 0 ? 'English' : '中文', () => this.switchLanguage(), { class: 'language', lang: language === 0 ? 'en' : 'zh-CN' }),
      button('?', () => this.help(), { class: 'help', 'aria-label': t('keys'), title: t('keys') }));
    let view = this.view?.element;
    if (!view) {
      view = el('main', { class: 'overview', tabindex: -1 });
      const made = template('overview');
      if (made) view.append(made);
      translate(view);
      sortable(view.querySelector('.overview-plans'));
    }
    this.root.replaceChildren(this.bar, view);
    window.scrollTo(0, 0);
  }

  switchLanguage() {
    language = 1 - language;
    store('language', language === 0 ? 'zh' : 'en');
    const place = window.scrollY, before = this.view;
    this.show(before ? before.number : -1);
    if (before) {
      this.view.filter.state = before.filter.state;
      this.view.current = before.current;
    }
    window.scrollTo(0, place);
    this.bar.querySelector('.language').focus({ preventScroll: true });
  }

  keydown(event) {
    if (document.querySelector('dialog[open]')) return; // its keys are the browser's
    if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      this.help();
    } else if (handleKey(event, this.view)) {
      event.preventDefault();
    }
  }

  help() {
    const dialog = helpDialog();
    this.root.append(dialog);
    dialog.showModal();
  }
}

// translate gives what was made with the page the language in use.
function translate(root) {
  for (const e of root.querySelectorAll('[data-zh][data-en]')) e.textContent = language === 0 ? e.dataset.zh : e.dataset.en;
}

// sortable lets the heads of a table sort its rows: figures the greatest first, then
// the other way round. The first column has the order they came in.
function sortable(table) {
  if (!table) return;
  const heads = [...table.querySelectorAll('thead th')];
  const body = table.tBodies[0];
  heads.forEach((head, i) => {
    const order = (row) => Number(row.cells[i].dataset.order);
    head.querySelector('.sort').addEventListener('click', () => {
      const up = head.ariaSort ? head.ariaSort === 'descending' : i === 0;
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = up ? 'ascending' : 'descending';
      body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * (order(a) - order(b))));
    });
  });
}

new App().start();
