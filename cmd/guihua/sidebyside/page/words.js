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

// evidenceList is the evidence of a decision, with the words it names.
function evidenceList(evidence, texts) {
  return el('ol', { class: 'evidence' }, evidence.map((e) => el('li', null,
    el('span', { class: 'about' }, LABELS['a.' + e.about] ? t('a.' + e.about) : e.about), ' ', el('span', { class: 'why' }, e.why), ' ',
    el('code', null, e.rule),
    ['superior', 'subordinate'].filter((side) => e[side]).map((side) => el('q', { class: side, lang: 'zh-CN' }, shortened(texts[side].slice(...e[side]), 80))))));
}
