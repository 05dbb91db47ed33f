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

// findAll are the places of words in a text, in code points; capitals and small
// letters are the same.
function findAll(points, words) {
  const found = [];
  if (words === '') return found;
  const fold = (text) => {
    const small = text.toLowerCase();
    return small.length === text.length ? small : text; // İ has two units when it is small: places would be wrong
  };
  const text = fold(points.text), wanted = fold(words);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    found.push([points.point(at), points.point(at + wanted.length)]);
  }
  return found;
}
