// Which words of the text are marked, and how marks lie in each other.

// A mark is {start, end, kind, key, look}: words of the record of that key, in
// code points. look says more about how they are shown: unit lead. Kinds that are
// no records are hit, words that were searched for, and draft, those that a form
// is about.

// marksOf are the marks of all records that are not deleted.
function marksOf(doc) {
  const marks = [];
  const add = (item, span, look) => {
    if (span && span[1] > span[0]) marks.push({ start: span[0], end: span[1], kind: item.kind, key: item.key, look: look || '' });
  };
  for (const kind of ['outline', 'boxes', 'responsibilities', 'targets', 'achievements', 'references', 'warnings']) {
    for (const item of doc.living(kind)) {
      add(item, item.now.span);
      if (kind === 'boxes') for (const part of item.now.items) add(item, part.span, 'part');
      if (kind === 'responsibilities') for (const [unit, span] of unitSpans(doc, item.now)) add(item, span, 'unit ' + unit.role);
    }
  }
  return marks;
}

// unitSpans are the places of a clause's units in it, which are named in their
// order.
function unitSpans(doc, clause) {
  const start = doc.points.unit(clause.span[0]), end = doc.points.unit(clause.span[1]);
  const found = [];
  let from = start;
  for (const unit of clause.units) {
    const at = unit.name ? doc.json.text.indexOf(unit.name, from) : -1;
    if (at < 0 || at + unit.name.length > end) continue;
    from = at + unit.name.length;
    found.push([unit, [doc.points.point(at), doc.points.point(from)]]);
  }
  return found;
}

// Of marks of the same words the first of these lies outside.
const DEPTHS = ['warnings', 'outline', 'boxes', 'responsibilities', 'targets', 'achievements', 'references', 'draft', 'hit'];

// outerFirst orders marks so that one comes before those that lie in it.
function outerFirst(a, b) {
  return a.start - b.start || b.end - a.end || DEPTHS.indexOf(a.kind) - DEPTHS.indexOf(b.kind) || a.look.length - b.look.length;
}

// nest lays the marks of a stretch of text out as a tree: a node is {start, end},
// plain words, or {mark, children}. A mark that ends behind one it began in is
// cut there, and has several nodes. Marks are in the order of outerFirst and may
// reach beyond the stretch.
function nest(start, end, marks) {
  const root = { children: [] };
  const open = [root]; // the nodes that the place reached lies in
  let at = start;
  const top = () => open[open.length - 1];
  const endOf = (node) => (node.mark ? Math.min(node.mark.end, end) : end);
  const plain = (to) => {
    if (to > at) top().children.push({ start: at, end: to });
    at = Math.max(at, to);
  };
  // closeUntil ends the marks that end before a place. What lies open in one of
  // them and ends later goes on behind it.
  const closeUntil = (place) => {
    for (;;) {
      const first = open.slice(1).reduce((least, node) => (least && endOf(least) <= endOf(node) ? least : node), null);
      if (!first || endOf(first) > place) return;
      plain(endOf(first));
      const inner = open.splice(open.indexOf(first)).slice(1);
      for (const node of inner) if (endOf(node) > at) push(node.mark);
    }
  };
  const push = (mark) => {
    const node = { mark, children: [] };
    top().children.push(node);
    open.push(node);
  };
  for (const mark of marks) {
    const from = Math.max(mark.start, start);
    if (from >= end || mark.end <= start) continue;
    closeUntil(from);
    plain(from);
    push(mark);
  }
  closeUntil(end);
  plain(end);
  return root.children;
}
