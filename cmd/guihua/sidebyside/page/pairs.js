// The pairs of a comparison, a row for each.

// RELATIONS are all relations of items, the closest first.
const RELATIONS = ['same', 'adapted', 'partial', 'merged', 'split', 'dropped', 'new'];

function badge(relation) {
  return el('span', { class: 'relation rel-' + relation, title: t('m.' + relation) },
    el('b', { 'aria-hidden': 'true' }, t('l.' + relation)), ' ', t('r.' + relation));
}

// A PairView is the row of a pair.
class PairView {
  // comparison is the View it belongs to.
  constructor(comparison, pair, number) {
    this.pair = pair;
    this.number = number;
    const { texts } = comparison;
    this.units = [...unitsOf(comparison.superior, pair.superior), ...unitsOf(comparison.subordinate, pair.subordinate)];
    this.sides = {
      superior: this.side(pair.superior, texts.superior, marksOf(pair.cut, pair.added, 'cut', texts.subordinate)),
      subordinate: this.side(pair.subordinate, texts.subordinate, marksOf(pair.added, pair.cut, 'added', texts.superior)),
    };
    const facts = [];
    if (pair.overlap !== null) facts.push(el('span', { title: t('overlapHint') }, t('overlap', percent(pair.overlap), pair.overlap_back === null ? '–' : percent(pair.overlap_back))));
    if (pair.title_similarity !== null) facts.push(t('titleSimilarity', pair.title_similarity.toFixed(2)));
    const alike = comparison.alike(pair);
    if (alike.length > 0) facts.push(t(pair.relation === 'merged' ? 'mergedWith' : 'splitInto', alike.join(t('listComma'))));
    this.details = pair.evidence.length > 0 && el('details', null, el('summary', null, t('evidence', pair.evidence.length)), evidenceList(pair.evidence, texts, { superior: pair.superior?.span, subordinate: pair.subordinate?.span }));
    this.element = el('article', {
      class: 'pair', tabindex: 0, 'data-pair': number, 'data-relation': pair.relation,
      'aria-label': `${pair.superior?.id ?? '–'} → ${pair.subordinate?.id ?? '–'} ${t('r.' + pair.relation)}`,
    },
    el('header', null, badge(pair.relation),
      pair.or.length > 0 && el('span', { class: 'or' }, '? ', t('or', pair.or.map((r) => t('r.' + r)).join(t('listComma')))),
      facts.map((fact) => el('span', { class: 'fact' }, fact)),
      el('a', { class: 'here', href: comparison.address('pairs/' + number), title: t('linkHere'), 'aria-label': t('linkHere') }, '#')),
    el('div', { class: 'sides' }, this.sides.superior, this.sides.subordinate),
    this.details);
    this.folded = foldedText([pair.superior, pair.subordinate].filter(Boolean).map((item) => item.id + ' ' + item.title).join(' ') + ' '
      + [...this.element.querySelectorAll('.body')].map((p) => p.textContent).join(' '));
    for (const type of ['mouseover', 'focusin']) this.element.addEventListener(type, (event) => this.link(event.target));
    for (const type of ['mouseleave', 'focusout']) this.element.addEventListener(type, () => this.link(null));
  }

  side(item, points, marks) {
    if (!item) return el('div', { class: 'side none' }, t('noCounterpart'));
    return el('div', { class: 'side' },
      el('h3', { lang: 'zh-CN' }, el('span', { class: 'id' }, item.id), ' ', item.title, item.page !== null && el('small', null, ' ', t('page', item.page))),
      body(points, item.span, marks));
  }

  // link shows the words of both sides that belong to a mark.
  link(target) {
    const mark = target instanceof Element ? target.closest('mark.m') : null;
    const groups = mark ? mark.dataset.groups.split(' ') : [];
    for (const m of this.element.querySelectorAll('mark.m')) {
      m.classList.toggle('linked', m.dataset.groups.split(' ').some((g) => groups.includes(g)));
    }
  }

  get marks() { return [...this.element.querySelectorAll('mark.m:not(.other)')]; }

  // words finds the words of a span of one side, null where the row has not got them.
  words(side, span) {
    const item = this.pair[side];
    if (!item || span[0] < item.span[0] || span[1] > item.span[1]) return null;
    const p = this.sides[side].querySelector('.body');
    const points = new Points(p.textContent);
    return rangeOf(p, points.unit(span[0] - item.span[0]), points.unit(span[1] - item.span[0]));
  }
}

// unitsOf are the units that an item of a plan names. Its id may be any word.
function unitsOf(plan, item) { return item && Object.hasOwn(plan.units, item.id) ? plan.units[item.id] : []; }

// rangeOf is the words from unit start to end of what an element shows.
function rangeOf(element, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let at = 0, begun = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = at + node.data.length;
    if (!begun && start < next) {
      range.setStart(node, start - at);
      begun = true;
    }
    if (begun && end <= next) {
      range.setEnd(node, end - at);
      return range;
    }
    at = next;
  }
  return null;
}

// highlight shows ranges under a name of the style sheet, where the browser can.
function highlight(name, ranges) {
  if (!globalThis.CSS?.highlights) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

// foldedText is a text as it is searched: of full and half width, capitals and
// small letters are the same.
function foldedText(text) { return text.normalize('NFKC').toLowerCase(); }
