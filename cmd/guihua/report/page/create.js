// Records that people add: what can be told of them from the words selected.

// newRecord is a record of a kind for the words of a span, with the keys of the
// kind in their order. What it says beyond the words is a proposal for the form.
function newRecord(doc, kind, span) {
  const words = doc.words(span);
  const at = doc.at(span[0]), page = doc.pageAt(span[0]);
  const heading = doc.headingAt(span[0]);
  switch (kind) {
    case 'targets':
      return {
        at, indicator: null, raw: words, ...quantityOf(words), by: yearAt(doc, span, false), per: isYearly(doc, span) ? '年' : null, baseline: null, support: false, page, span,
      };
    case 'achievements':
      return { at, indicator: null, raw: words, ...quantityOf(words), as_of: yearAt(doc, span, true), page, span };
    case 'responsibilities':
      return { at, raw: words, units: unitsOf(doc, words), open: /等(按|负责|$)/.test(words), due: null, page, span };
    case 'references':
      return { title: words, number: null, page, span };
    case 'tasks':
      return { id: at, title: heading ? heading.now.title : firstClause(words), text: words, page, span, measures: [] };
    case 'outline':
      return { id: at, label: '', title: words, role: heading ? heading.now.role : 'general', page, span };
    case 'boxes':
      return { number: null, title: words, within: heading ? heading.now.id : null, page, span, items: [] };
  }
  throw new Error(`no record can be added of kind ${kind}`);
}

// unitsOf takes the words of a clause apart. Names that the document has elsewhere
// get the full name they have there.
function unitsOf(doc, words) {
  const known = new Map();
  for (const { now } of doc.living('responsibilities')) for (const unit of now.units) known.set(unit.name, unit.canonical);
  const units = [];
  for (const part of words.replace(/^[（(〔[]|[）)〕\]]$/gu, '').split(/[、,，;；：:]/u)) {
    const name = part.replace(/(等)?(按|根据)?(各自)?(职责)?(分工)?(共同)?(牵头负责|分别负责|负责|牵头|配合|参加|落实|等)$/u, '').trim();
    if (!name || /^(责任|牵头|配合|参加|主办|协办|负责)(单位|部门)$/u.test(name)) continue;
    const role = /牵头/u.test(part) ? 'lead' : /配合|参加/u.test(part) || units.some((u) => u.role === 'lead') ? 'support' : 'joint';
    units.push({ name, canonical: known.get(name) ?? null, role });
  }
  return units;
}

function firstClause(words) { return /^[^，。；,;\n]*/u.exec(words)[0] || words; }
