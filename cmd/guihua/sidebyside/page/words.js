// What is said of words: bodies with their changes marked, figures.

// percent is a share as people read it.
function percent(share) { return Math.round(100 * share) + '%'; }

// pieces cuts a span of a text where marks begin or end. A mark is {span, …}; a
// piece is {start, end, marks}.
function pieces([start, end], marks) {
  const inside = marks.filter((m) => m.span[1] > start && m.span[0] < end);
  const cuts = new Set([start, end]);
  for (const { span } of inside) for (const at of span) if (at > start && at < end) cuts.add(at);
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, i) => ({
    start: places[i], end: to, marks: inside.filter((m) => m.span[0] <= places[i] && m.span[1] >= to),
  }));
}

// marksOf are the marks of one side of a pair: its own changes, and the words that
// changes of the other side name as standing in their place. Marks of one group
// belong together on both sides.
function marksOf(own, others, side, otherPoints) {
  const opposite = side === 'cut' ? 'added' : 'cut';
  const marks = own.map((change, i) => ({
    span: change.span, group: side + i, change, side,
    title: change.with && change.with[1] > change.with[0]
      ? t(side + 'MarkWith', t('c.' + change.kind), shortened(otherPoints.slice(...change.with), 40)) : t(side + 'Mark', t('c.' + change.kind)),
  }));
  others.forEach((change, i) => {
    if (change.with) marks.push({ span: change.with, group: opposite + i });
  });
  return marks;
}

// shortened is a text of n code points at most.
function shortened(text, n) {
  const all = [...text];
  return all.length <= n ? text : all.slice(0, n - 1).join('') + '…';
}

// body is the words of an item with its marks.
function body(points, span, marks) {
  const p = el('p', { class: 'body', lang: 'zh-CN' });
  for (const piece of pieces(span, marks)) {
    const words = points.slice(piece.start, piece.end);
    if (piece.marks.length === 0) {
      p.append(words);
      continue;
    }
    const [own] = piece.marks.filter((m) => m.change);
    const classes = own ? ['m', own.side, 'k-' + own.change.kind, own.change.counts ? 'counts' : 'weak'] : ['m', 'other'];
    p.append(el('mark', {
      class: classes.join(' '), tabindex: -1, 'data-groups': piece.marks.map((m) => m.group).join(' '), title: own?.title,
    }, words));
  }
  return p;
}

// large writes a plain decimal with 万 or 亿 where it is long enough for that: no
// digit is lost.
function large(decimal) {
  const [, sign, whole, rest = ''] = /^(-?)([1-9]\d*)(?:\.(\d+))?$/.exec(decimal) || [];
  const power = !whole ? 0 : whole.length > 8 ? 8 : whole.length > 4 ? 4 : 0;
  if (power === 0) return decimal;
  const behind = (whole.slice(-power) + rest).replace(/0+$/, '');
  return sign + whole.slice(0, -power) + (behind ? '.' + behind : '') + (power === 8 ? '亿' : '万');
}

// valueText is the value of a target as people write it, '' for none.
function valueText(target) {
  if (!target || target.value === null) return '';
  const bound = { '>=': '≥', '<=': '≤', '~': '~' }[target.bound] || '';
  const unit = target.unit || '';
  const most = target.value_max === null ? '' : '–' + large(target.value_max);
  return bound + large(target.value) + most + unit + (target.per && !unit.endsWith('/' + target.per) ? '/' + target.per : '');
}

// ruleName is what a rule looks at, null where it has no name here.
function ruleName(rule) {
  if (LABELS['e.' + rule]) return t('e.' + rule);
  const [, side, kind] = /^relation\/(cut|added)_(\w+)$/.exec(rule) || [];
  return kind && LABELS['c.' + kind] ? t(side + 'Mark', t('c.' + kind)) : null;
}

// evidenceList is the evidence of a decision, by what it is about, with the words it
// names. Words that are known from where the list stands, the spans in known, and
// those quoted once are not quoted again.
function evidenceList(evidence, texts, known = {}) {
  const quoted = new Set();
  for (const side of ['superior', 'subordinate']) if (known[side]) quoted.add(side + known[side]);
  const isNew = (side, span) => span && !quoted.has(side + span) && quoted.add(side + span);
  return [...new Set(evidence.map((e) => e.about))].map((about) => [
    el('p', { class: 'evidence-about' }, LABELS['a.' + about] ? t('a.' + about) : about),
    el('ol', { class: 'evidence' }, evidence.filter((e) => e.about === about).map((e) => el('li', { title: e.rule, 'data-rule': e.rule },
      el('span', { class: 'what' }, ruleName(e.rule) || el('code', null, e.rule)), t('colon'), el('span', { class: 'why' }, e.why),
      ['superior', 'subordinate'].filter((side) => isNew(side, e[side])).map((side) => el('q', { class: side, lang: 'zh-CN' }, shortened(texts[side].slice(...e[side]), 80)))))),
  ]);
}
