// Searching in the text.

// A Search is a field with a count and buttons to go from place to place. found is
// called with the words when they change, shown with the index of a place.
class Search {
  constructor(doc, found) {
    this.doc = doc;
    this.hits = []; // spans
    this.current = -1;
    this.found = found;
    this.input = el('input', {
      type: 'search', placeholder: t('searchHint'), 'aria-label': t('search'), autocomplete: 'off', spellcheck: 'false',
      oninput: () => this.run(),
      onkeydown: (event) => {
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        this.step(event.shiftKey ? -1 : 1);
      },
    });
    this.count = el('output', { class: 'count', 'aria-live': 'polite' });
    this.previous = button('‹', () => this.step(-1), { 'aria-label': t('previousHit'), title: t('previousHit'), disabled: true });
    this.next = button('›', () => this.step(1), { 'aria-label': t('nextHit'), title: t('nextHit'), disabled: true });
    this.element = el('search', { class: 'search' }, this.input, this.count, this.previous, this.next);
  }

  get query() { return this.input.value.trim(); }

  run() {
    this.hits = findAll(this.doc.points, this.query);
    this.current = -1;
    this.showCount();
    this.found(this.query);
  }

  showCount() {
    this.count.value = this.query === '' ? '' : `${this.current + 1}/${this.hits.length}`;
    this.previous.disabled = this.next.disabled = this.hits.length === 0;
  }

  // step goes to the next or previous place, round at the ends.
  step(by) {
    const n = this.hits.length;
    if (n === 0) return;
    this.current = this.current < 0 ? (by > 0 ? 0 : n - 1) : (this.current + by + n) % n;
    this.showCount();
    this.onstep(this.current);
  }

  // marks are those of the places in the text.
  marks() {
    return this.hits.map(([start, end], i) => ({ start, end, kind: 'hit', key: '', look: i === this.current ? 'now' : '' }));
  }
}

// findAll are the places of words in a text, in code points, however wide they are
// printed (see folded). A place ends with its paragraph.
function findAll(points, words) {
  const wanted = foldedWords(words);
  if (wanted === '') return [];
  points.folded ??= folded(points.text);
  const { text, places } = points.folded;
  const found = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const start = places[at], end = places[at + wanted.length - 1] + 1;
    if (found.length === 0 || start >= found[found.length - 1][1]) found.push([start, end]); // … is three points
  }
  return found;
}

// Marks that are written in several ways, by what they are searched as.
const ALIKE = new Map(Object.entries({
  '"': '“”„‟〝〞「」『』‘’‚\'', '(': '[〔【〖', ')': ']〕】〗', '-': '—–‒―−‐‑', '<': '〈《«', '>': '〉》»',
}).flatMap(([one, others]) => [...others].map((other) => [other, one])));

// foldedChar is a character as it is searched: of full and half width, capitals
// and small letters, quotation marks and brackets are the same. White space is
// nothing, a line break stays.
function foldedChar(c) {
  if (c >= '\u3400' && c <= '\u9fff') return c; // most of a text
  if (c === '\n') return c;
  if (/\s/u.test(c)) return '';
  return [...c.normalize('NFKC').toLowerCase()].map((d) => ALIKE.get(d) ?? d).join('').replace(/\s/gu, '');
}

// folded is a text as it is searched, and of each unit of that the code point it
// comes from.
function folded(text) {
  const parts = [], places = [];
  let point = 0;
  for (const c of text) {
    const part = foldedChar(c);
    for (let i = 0; i < part.length; i++) places.push(point);
    parts.push(part);
    point++;
  }
  return { text: parts.join(''), places };
}

// foldedWords are words to search for, in one line.
function foldedWords(words) { return folded(words).text.replaceAll('\n', ''); }
