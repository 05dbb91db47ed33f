// A document as it was read, and what has been corrected in it since.

// The kinds of records that can be corrected, in the order of the document.
const KINDS = ['document', 'outline', 'tasks', 'boxes', 'responsibilities', 'targets', 'achievements', 'references'];

// An Item is a record with its history.
class Item {
  // base is the record as the document says it, null where one is added.
  constructor(kind, key, base) {
    this.kind = kind;
    this.key = key; // targets/3; targets/+1 for one that was added
    this.base = base;
    this.now = base; // the record as it is to be, null when it is deleted
    this.note = '';
    this.applied = null; // the correction that made the document's record what it is, where it is known: {old, new}
  }

  // record is what there is to show of it.
  get record() { return this.now || this.base || (this.applied && this.applied.old); }

  // state is '', changed, added, deleted, or gone for one that was added and deleted.
  get state() {
    if (!this.now) return this.base || this.applied ? 'deleted' : 'gone';
    if (!this.base) return 'added';
    return this.now === this.base ? '' : 'changed';
  }

  // pending says that the document does not have it as it is to be.
  get pending() { return this.now !== this.base; }

  // removed says that the document has it no more, since an earlier round.
  get removed() { return !this.base && !this.now; }

  // corrected says that a person has been at it, now or in an earlier round.
  get corrected() { return this.state !== '' || Boolean(this.record.corrected); }

  get span() { return this.record.span || null; }
}

// A Doc is one document of the report.
class Doc {
  // applied are the corrections known to be in effect in it.
  constructor(entry, number, json, applied = []) {
    this.id = entry.id;
    this.sha256 = entry.sha256;
    this.title = entry.title;
    this.number = number;
    this.json = json;
    this.points = new Points(json.text);
    this.wasReviewed = Boolean(json.corrected?.reviewed); // as the document says
    this.reviewed = this.wasReviewed;
    this.unfit = [];        // corrections kept by the browser alone that do not fit the document
    this.items = new Map(); // by key
    this.lists = {};        // by kind, in the order of the text
    this.touched = [];      // keys of corrected items, in the order they were first corrected
    this.past = [];         // what undo goes back to
    this.added = 0;
    this.cells = new Map(); // of tables
    this.units = null;      // by place, made when asked for
    for (const kind of [...KINDS, 'tables', 'warnings']) {
      const records = kind === 'document' ? [json.document] : json[kind];
      this.lists[kind] = records.map((record, i) => new Item(kind, `${kind}/${i}`, record));
      for (const item of this.lists[kind]) this.items.set(item.key, item);
    }
    applied.forEach((c, i) => this.recall(c, i));
  }

  // recall gives a record the correction that is in effect, and a deleted one its
  // place.
  recall(correction, i) {
    const { record: kind, old, new: now } = correction;
    let item = now && this.lists[kind].find((x) => !x.applied && sameRecord(x.base, now));
    if (!now) {
      item = new Item(kind, `${kind}/-${i + 1}`, null);
      this.items.set(item.key, item);
    }
    if (!item) return; // others have been at it since
    item.applied = { old, new: now };
    item.note = correction.note;
    this.list(item);
  }

  words(span) { return span ? this.points.slice(span[0], span[1]) : ''; }

  // living are the items of a kind that are not deleted.
  living(kind) { return this.lists[kind].filter((item) => item.now); }

  // correct makes an item's record another one, or deletes it where now is null.
  // A record that is again what the document says is no correction.
  correct(item, now, note) {
    const at = this.touched.indexOf(item.key);
    this.past.push({ item, now: item.now, note: item.note, at });
    if (now && item.base && sameJSON(now, item.base)) now = item.base;
    item.now = now;
    item.note = note || '';
    this.touch(item, at);
    this.list(item);
  }

  // touch gives a corrected item its place among those that are, the last for -1.
  touch(item, at) {
    this.touched = this.touched.filter((key) => key !== item.key);
    if (item.pending) this.touched.splice(at < 0 ? this.touched.length : at, 0, item.key);
  }

  // add makes a new item of a record.
  add(kind, record, note) {
    const item = new Item(kind, `${kind}/+${++this.added}`, null);
    this.items.set(item.key, item);
    this.correct(item, record, note);
    return item;
  }

  // undo takes the last correction back and returns its item, null where there is
  // none.
  undo() {
    const last = this.past.pop();
    if (!last) return null;
    const { item } = last;
    item.now = last.now;
    item.note = last.note;
    this.touch(item, last.at);
    this.list(item);
    return item;
  }

  // list puts an item at its place among the others, or takes it away.
  list(item) {
    this.units = null;
    const place = (i) => (i.span ? i.span[0] : -1);
    const list = this.lists[item.kind].filter((other) => other.state !== 'gone');
    if (item.state !== 'gone' && !list.includes(item)) list.push(item);
    this.lists[item.kind] = list.sort((a, b) => place(a) - place(b)); // is stable
  }

  // corrected are the items that differ from the document, in the order people
  // came to them.
  corrected() { return this.touched.map((key) => this.items.get(key)); }

  // differs says that there is something to save.
  get differs() { return this.touched.length > 0 || this.unfit.length > 0 || this.reviewed !== this.wasReviewed; }

  // rows are the spans of a table's cells, as rowsOf has them.
  rows(table) {
    if (!this.cells.has(table)) this.cells.set(table, rowsOf(this, table));
    return this.cells.get(table);
  }

  // at names the place of a code point as records do: the row of a table (表1/3),
  // the item of a box (专栏1/2), the last heading before; '' before the first one.
  at(point) {
    const row = this.rowAt(point);
    if (row && row.number > 0) return `${row.table.id}/${row.number}`;
    for (const { now: box } of this.living('boxes')) {
      const last = box.items[box.items.length - 1];
      if (!last || box.number === null || point < box.span[0] || point >= last.span[1]) continue;
      return `专栏${box.number}/${box.items.findIndex((part) => part.span[1] > point) + 1}`;
    }
    const heading = this.headingAt(point);
    return heading ? heading.now.id : '';
  }

  // rowAt is the row of a table that a code point stands in, {table, cells,
  // number}, number 0 being its header; null where it stands in none.
  rowAt(point) {
    const table = this.json.tables.find(({ span }) => span[0] <= point && point < span[1]);
    const rows = table && this.rows(table);
    if (!rows) return null;
    const i = rows.findIndex((cells) => cells.some(([, end]) => end > point));
    return i < 0 ? null : { table, cells: rows[i], number: i + (table.header.length > 0 ? 0 : 1) };
  }

  // headingAt is the last heading that begins before or at a code point.
  headingAt(point) {
    return this.living('outline').findLast((item) => item.span[0] <= point) || null;
  }

  // pageAt is the page of the nearest record before a code point.
  pageAt(point) {
    let nearest = null;
    for (const item of this.items.values()) {
      if (!item.base || !item.base.span || !item.base.page || item.base.span[0] > point) continue;
      if (!nearest || item.base.span[0] >= nearest.span[0]) nearest = item.base;
    }
    return nearest ? nearest.page : null;
  }

  // tasksAt are the tasks whose words lie under a span.
  tasksAt(span) {
    return this.living('tasks').filter((item) => overlap(item.span, span));
  }

  // unitsAt are the names of the units that a place is the work of.
  unitsAt(at) {
    if (!this.units) {
      this.units = new Map();
      for (const { now } of this.living('responsibilities')) {
        this.units.set(now.at, [...(this.units.get(now.at) || []), ...now.units.map((unit) => unit.name)]);
      }
    }
    return this.units.get(at) || [];
  }

  // explanations are the reasons why a record is what it is, as the document was
  // extracted; those of a box are followed by those of its items. There are none
  // where nobody asked for them.
  explanations({ kind, base }) {
    if (!base) return [];
    const at = kind === 'boxes' ? String(base.number ?? '') : base.id ?? base.at ?? '';
    const of = (place, span) => (this.json.explanations || []).filter((e) =>
      e.record === kind && e.at === place && sameJSON(e.span, span ?? null));
    const items = base.items || [];
    return [of(at, base.span), ...items.map((part, i) => of(`专栏${at}/${i + 1}`, part.span))].flat();
  }
}

// groundedKey is the key whose value is the words of a record's span.
function groundedKey(kind, record) {
  switch (kind) {
    case 'outline': case 'boxes': case 'references': return 'title';
    case 'tasks': return record.text === null ? 'title' : 'text';
    case 'responsibilities': case 'targets': case 'achievements': return 'raw';
  }
  return null;
}

// setBoundary gives a record other words.
function setBoundary(doc, kind, record, span) {
  record.span = span;
  record[groundedKey(kind, record)] = doc.words(span);
}

// unitName is what a unit is counted under.
function unitName(unit) { return unit.canonical || unit.name; }

function overlap(a, b) { return a[0] < b[1] && b[0] < a[1]; }

function sameJSON(a, b) { return JSON.stringify(a) === JSON.stringify(b); }

function copyOf(record) { return JSON.parse(JSON.stringify(record)); }
