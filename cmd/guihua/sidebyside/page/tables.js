// The tables of targets and of units.

// ARROWS show an outcome before it is read.
const ARROWS = { higher: '↑', lower: '↓', same: '=', 'scaled total': '◔', 'not comparable': '≠' };

// targetTable is the table of targets; row is called with the number of the pair
// that has the words of a target, side and span.
function targetTable(view) {
  const list = view.comparison.target_pairs;
  if (list.length === 0) return el('p', { class: 'none' }, t('noTargets'));
  const head = (side) => [t('indicator'), t('value'), t('year'), t('baseline')].map((name) => el('th', { scope: 'col', class: side }, name));
  const cells = (target, side) => (target ? [
    el('td', { class: side + ' indicator', lang: 'zh-CN' }, target.indicator || t('noIndicator')),
    el('td', { class: 'value' }, valueText(target) || el('span', { lang: 'zh-CN' }, shortened(target.raw, 24))), el('td', { class: 'year' }, target.by || ''),
    el('td', { class: 'baseline' }, target.baseline ? large(target.baseline.value) + (target.unit || '') + (target.baseline.as_of ? ` (${target.baseline.as_of})` : '') : ''),
  ] : [el('td', { class: side + ' indicator none', colspan: 4 }, '–')]);
  return el('div', { class: 'table-scroll' }, el('table', { class: 'list targets' },
    el('thead', null,
      el('tr', null, el('th', { scope: 'colgroup', colspan: 4 }, '◧ ', t('superior')), el('th', { scope: 'col', rowspan: 2 }, t('outcome')),
        el('th', { scope: 'colgroup', colspan: 4, class: 'subordinate' }, '◨ ', t('subordinate')), el('th', { scope: 'col', rowspan: 2 }, t('reason')), el('th', { scope: 'col', rowspan: 2 }, t('words'))),
      el('tr', null, head('superior'), head('subordinate'))),
    el('tbody', null, list.map((pair, i) => {
      const row = el('tr', { 'data-key': 'targets/' + i, tabindex: -1, 'data-relation': pair.relation, class: pair.again ? 'again' : '' },
        cells(pair.superior, 'superior'), el('td', { class: 'outcome' }, outcomeOf(pair)), cells(pair.subordinate, 'subordinate'),
        el('td', { class: 'reason' }, pair.why, pair.evidence.length > 0 && el('details', null, el('summary', null, t('evidence', pair.evidence.length)), evidenceList(pair.evidence, view.texts))),
        el('td', null, button(t('words'), () => toggleWords(view, pair, row), { class: 'show', title: t('showWords'), 'aria-expanded': 'false' })));
      return row;
    }))));
}

// outcomeOf is the arrow of a pair of targets with what it means.
function outcomeOf(pair) {
  const out = [];
  if (pair.outcome === null) return el('span', { class: 'relation rel-' + pair.relation }, t('t.' + pair.relation));
  out.push(el('span', { class: 'arrow', 'data-outcome': pair.outcome }, ARROWS[pair.outcome] || '', ' ', t('o.' + pair.outcome)));
  if (pair.share !== null) out.push(el('span', { class: 'share' }, ' ', (100 * pair.share).toPrecision(3).replace(/\.?0+$/, '') + '%'));
  if (pair.again) out.push(el('small', null, t('again')));
  if (pair.relation !== 'same indicator') out.push(el('small', null, t('t.' + pair.relation)));
  if (pair.ambition === 'raised' || pair.ambition === 'lowered') out.push(el('small', { class: 'aim ' + pair.ambition }, t(pair.ambition === 'raised' ? 'aimRaised' : 'aimLowered')));
  return out;
}

// toggleWords shows the words of a pair of targets below its row, or hides them.
function toggleWords(view, pair, row) {
  const show = row.querySelector('button.show');
  const open = show.getAttribute('aria-expanded') === 'true';
  show.setAttribute('aria-expanded', String(!open));
  if (open) {
    row.nextElementSibling.remove();
    return;
  }
  const quote = (side) => {
    const target = pair[side];
    if (!target) return null;
    const points = view.texts[side], [start, end] = target.span;
    const number = view.pairWith(side, target.span);
    return el('div', { class: 'side' }, el('h3', null, t(side), ' ', el('span', { class: 'id', lang: 'zh-CN' }, target.at)),
      el('blockquote', { lang: 'zh-CN' }, '…', points.slice(Math.max(start - 60, 0), start), el('mark', { class: 'here' }, points.slice(start, end)), points.slice(end, end + 60), '…'),
      number >= 0 && button(t('toPair'), () => view.goWords(number, side, target.span), { class: 'to-pair' }));
  };
  row.after(el('tr', { class: 'words' }, el('td', { colspan: 11 }, el('div', { class: 'sides' }, quote('superior'), quote('subordinate')))));
}

// unitTable is the table of units, with a choice of relation.
function unitTable(view) {
  const list = view.comparison.unit_pairs;
  if (list.length === 0) return el('p', { class: 'none' }, t('noUnits'));
  const cell = (unit) => (unit ? el('td', { lang: 'zh-CN' }, unit.canonical || unit.name, el('small', { lang: language === 0 ? 'zh-CN' : 'en' }, t('clauses', unit.clauses, unit.led))) : el('td', { class: 'none' }, '–'));
  const rows = list.map((pair, i) => el('tr', { 'data-key': 'units/' + i, tabindex: -1, 'data-relation': pair.relation },
    cell(pair.superior), el('td', null, el('span', { class: 'unit-relation', 'data-relation': pair.relation }, t('u.' + pair.relation))), cell(pair.subordinate),
    el('td', { class: 'n' }, pair.together), el('td', null, pair.evidence.length > 0 && el('details', null, el('summary', null, t('evidence', pair.evidence.length)), evidenceList(pair.evidence, view.texts)))));
  const kinds = [...new Set(list.map((p) => p.relation))];
  const choice = el('select', {
    class: 'unit-choice', 'aria-label': t('unitRelation'),
    onchange: () => { for (const row of rows) row.hidden = choice.value !== '' && row.dataset.relation !== choice.value; },
  }, el('option', { value: '' }, t('allRelations')), kinds.map((k) => el('option', { value: k }, `${t('u.' + k)} (${list.filter((p) => p.relation === k).length})`)));
  return [choice, el('div', { class: 'table-scroll' }, el('table', { class: 'list units' },
    el('thead', null, el('tr', null, [t('superior'), t('unitRelation'), t('subordinate'), t('together'), ''].map((name) => el('th', { scope: 'col' }, name)))),
    el('tbody', null, rows)))];
}
