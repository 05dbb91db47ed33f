// A document as it was read, and what has been corrected in it since.

// The kinds of records that can be corrected, in the order of the document.
const KINDS = ['document', 'outline', 'tasks', 'boxes', 'responsibilities', 'targets', 'achievements', 'references'];

// These can be looked at only.
const FIXED = ['tables', 'warnings'];

// An Item is a record with its history: base is what the document says, null for
// one that was added; now is what it is to be, null for one that was deleted.
class Item {
  constructor(kind, key, base) {
    this.kind = kind;
    this.key = key; // targets/3, targets/+1 for one that was added
    this.base = base;
    this.now = base;
  }

  // record is what there is to show.
  get record() { return this.now || this.base; }

  // state is '', changed, added or deleted.
  get state() {
    if (!this.now) return 'deleted';
    if (!this.base) return 'added';
    return this.now === this.base ? '' : 'changed';
  }

  // corrected says that a person has been at it, now or earlier.
  get corrected() { return this.state !== '' || Boolean(this.record.corrected); }

  // span is that of the record, null where it has none.
  get span() { return this.record.span || null; }

  // place is where it stands among the others.
  get place() { return this.span ? this.span[0] : -1; }
}

// A Doc is one document of the page.
class Doc {
  constructor(entry, number, json) {
    this.id = entry.id;
    this.sha256 = entry.sha256;
    this.title = entry.title;
    this.number = number;
    this.json = json;
    this.points = new Points(json.text);
    this.items = new Map();  // by key
    this.lists = {};         // by kind, in the order of the text
    for (const kind of [...KINDS, ...FIXED]) {
      const records = kind === 'document' ? [json.document] : json[kind];
      this.lists[kind] = records.map((r, i) => new Item(kind, kind + '/' + i, r));
      for (const item of this.lists[kind]) this.items.set(item.key, item);
    }
  }

  // words are those of a span.
  words(span) { return span ? this.points.slice(span[0], span[1]) : ''; }

  // living are the records of a kind that have not been deleted.
  living(kind) { return this.lists[kind].filter((item) => item.now); }
}
