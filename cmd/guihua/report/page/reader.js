// Reading one document: its text, outline and tables, and how they lead to each
// other.

class Reader {
  // changed is called when something has been corrected, moved with the key of the
  // record looked at.
  constructor(doc, { changed, moved, say }) {
    this.doc = doc;
    this.onchange = changed;
    this.onmove = moved;
    this.say = say;
    this.selectedItem = null;
    this.origin = 'row'; // where the record looked at was chosen: row or mark
    this.form = null;

    this.filter = new Filter(doc, () => this.refilter());
    this.search = new Search(doc, (words) => this.searched(words));
    this.search.onstep = () => this.showHit();
    this.text = new TextView(doc, (key) => this.pickMark(key));
    this.outline = new OutlineView(doc, (key) => this.pickRow(key));
    this.records = new RecordsView(doc, this.filter, (key) => this.pickRow(key));
    this.detail = new DetailView(this);
    this.menu = new SelectionMenu(this);

    this.element = el('div', { class: 'reader', 'data-view': 'text' },
      this.outline.element,
      el('main', { class: 'reading', 'aria-label': t('text') }, this.filter.kindsElement, this.text.element),
      el('aside', { class: 'side', 'aria-label': t('records') },
        this.filter.element, this.records.tabs, this.records.panels, this.detail.element),
      this.menu.element,
      this.views());
    this.dim();
    this.listen();
  }

  // views are the buttons of a narrow window, which has room for one part.
  views() {
    return el('div', { class: 'views', role: 'group', 'aria-label': t('parts') }, ['outline', 'text', 'records'].map((view) =>
      button(t(view), () => this.view(view), { 'data-view': view, 'aria-pressed': view === 'text' })));
  }

  view(view) {
    this.element.dataset.view = view;
    const buttons = [...this.element.querySelectorAll('.views button')];
    for (const b of buttons) b.setAttribute('aria-pressed', b.dataset.view === view);
    // In a narrow window the form is out of sight.
    if (this.form && view !== 'records' && buttons[0].offsetParent) this.say(t('formWaits'));
  }

  listen() {
    let timer = 0;
    this.onselection = () => {
      clearTimeout(timer);
      timer = setTimeout(() => { if (this.element.isConnected && !this.menu.element.contains(document.activeElement)) this.menu.look(); }, 150);
    };
    document.addEventListener('selectionchange', this.onselection);
    this.onprint = () => {
      this.text.finish();
      this.records.drawAll();
    };
    window.addEventListener('beforeprint', this.onprint);
  }

  // leave lets go of the window.
  leave() {
    document.removeEventListener('selectionchange', this.onselection);
    window.removeEventListener('beforeprint', this.onprint);
  }

  // look makes a record the one that is looked at, in all parts.
  look(item, replace) {
    this.endForm();
    this.selectedItem = item;
    this.text.select(item.key);
    const heading = item.kind === 'boxes' || item.kind === 'outline' ? item : item.span && this.doc.headingAt(item.span[0]);
    this.outline.select(heading ? heading.key : null);
    this.detail.show(item);
    this.onmove(item.key, replace);
  }

  // pickRow leads from a row, or a heading of the outline, to the words.
  pickRow(key) {
    if (this.isBusy()) return;
    const item = this.doc.items.get(key);
    this.origin = 'row';
    this.look(item);
    this.records.reveal(key);
    const marks = this.text.marks(key);
    if (marks.length > 0) {
      this.view('text');
      this.toWords(item, marks);
      this.text.rove(marks[0]);
      marks[0].focus({ preventScroll: true });
    } else if (item.span) {
      this.view('text');
      this.flash(item.span);
    } else {
      this.detail.element.focus();
    }
  }

  // pickMark leads from words to the row.
  pickMark(key) {
    if (this.isBusy()) return;
    const item = this.doc.items.get(key);
    this.origin = 'mark';
    this.look(item);
    this.records.reveal(key);
    this.view('records');
    this.detail.element.focus({ preventScroll: true });
    const marks = this.text.marks(key);
    if (marks[0] && marks[0].matches('mark')) this.text.rove(marks[0]);
  }

  // isBusy says, also to the reader, that a form must be finished first.
  isBusy() {
    if (!this.form || !this.form.changed) return false;
    this.say(t('finishForm'));
    return true;
  }

  // stepRow goes to the next or previous row of the table in front: after the one
  // in focus, else after the one looked at.
  stepRow(by) {
    if (this.isBusy()) return;
    const rows = this.records.rows();
    const inFocus = rows.indexOf(document.activeElement.closest('tr'));
    const at = inFocus >= 0 ? inFocus : rows.findIndex((row) => row.dataset.key === this.records.selected);
    const row = rows[at < 0 ? 0 : at + by];
    if (!row) return;
    this.origin = 'row';
    const item = this.doc.items.get(row.dataset.key);
    this.look(item, true);
    this.records.focus(item.key);
    this.toWords(item, this.text.marks(item.key));
  }

  // stepWarning goes to the next or previous warning: after the last one looked
  // at, else after the record looked at.
  stepWarning(by) {
    if (this.isBusy()) return;
    const all = this.doc.lists.warnings.filter((item) => this.filter.passes(item));
    if (all.length === 0) {
      this.say(t('noWarnings'));
      return;
    }
    let at = all.indexOf(this.selectedItem);
    if (at < 0) {
      const place = this.selectedItem?.span?.[0] ?? -1;
      at = all.findIndex((item) => item.span && item.span[0] > place);
      at = by > 0 ? (at < 0 ? all.length : at) - 1 : at < 0 ? all.length : at;
    }
    const item = all[(at + by + all.length) % all.length];
    this.origin = 'row';
    this.look(item, true);
    this.records.reveal(item.key);
    const marks = this.text.marks(item.key);
    this.toWords(item, marks);
    if (marks.length > 0) {
      this.text.rove(marks[0]);
      marks[0].focus({ preventScroll: true });
    } else {
      this.detail.element.focus();
    }
    this.say(`${codeName(item.record.code)}: ${cut(messageText(item.record.message), 80)}`);
  }

  // toWords scrolls to the words of a record.
  toWords(item, marks) {
    if (marks.length > 0) this.text.show(marks);
    else if (item.span) this.flash(item.span);
  }

  // flash shows words that may have no mark.
  flash(span) {
    this.text.setExtra('draft', [{ start: span[0], end: span[1], kind: 'draft', key: '', look: '' }]);
    this.dim();
    this.text.show(this.text.all('mark.draft'));
    if (this.form) return;
    setTimeout(() => {
      if (!this.form) this.draft(null);
    }, 2500);
  }

  // back goes where one came from: out of the form, to the row or the words, and
  // then away from the record.
  back() {
    if (!this.menu.element.hidden) {
      this.menu.done();
      return;
    }
    if (this.form) {
      if (this.form.touched) this.isBusy(); else this.cancel();
      return;
    }
    const item = this.selectedItem;
    if (!item) return;
    const inText = this.text.element.contains(document.activeElement);
    if (this.origin === 'row' && inText) {
      this.view('records');
      if (this.records.focus(item.key)) return;
    }
    if (this.origin === 'mark' && !inText) {
      const mark = this.text.marks(item.key)[0];
      this.view('text');
      if (mark) {
        mark.focus();
        return;
      }
    }
    this.close();
  }

  // cancel leaves the form.
  cancel() {
    this.endForm();
    this.view('records');
    if (this.selectedItem) this.detail.show(this.selectedItem); else this.detail.close();
    (this.selectedItem ? this.detail.element : this.records.focusable()).focus();
  }

  // close leaves the record looked at.
  close() {
    const key = this.selectedItem && this.selectedItem.key;
    const focused = this.detail.element.contains(document.activeElement);
    this.selectedItem = null;
    this.detail.close();
    this.text.select(null);
    this.records.select(key);
    if (focused) this.records.focusable().focus();
    this.onmove('');
  }

  // refilter shows the records chosen.
  refilter() {
    this.filter.prepare();
    this.records.update();
    this.dim();
  }

  // dim takes the marks away from words of records that are not chosen.
  dim() {
    if (!this.filter.active && !this.dimmed) return; // there are thousands of marks
    this.dimmed = this.filter.active;
    const passes = new Map();
    for (const mark of this.text.all('[data-key]')) {
      const { key } = mark.dataset;
      if (!passes.has(key)) passes.set(key, this.filter.passes(this.doc.items.get(key)));
      mark.classList.toggle('out', !passes.get(key));
    }
    this.text.element.classList.toggle('no-tasks', this.filter.hidden.has('tasks'));
  }

  searched(words) {
    this.filter.query = words;
    this.text.setExtra('hit', this.search.marks());
    this.records.update();
    this.dim();
  }

  showHit() {
    this.text.setExtra('hit', this.search.marks());
    this.dim();
    this.view('text');
    this.text.show(this.text.all('mark.hit.now'));
  }

  // selection is the span of words that a form can take: what is selected, or
  // the place found last.
  selection() { return this.text.selection() || this.search.hits[this.search.current] || null; }

  // draft marks the words that a form is about; null for none.
  draft(span) {
    this.text.setExtra('draft', span ? [{ start: span[0], end: span[1], kind: 'draft', key: '', look: '' }] : []);
    this.dim();
  }

  // edit opens the form for an item.
  edit(item) {
    if (!item || !item.now || !KINDS.includes(item.kind)) return;
    if (this.isBusy()) return;
    this.open(item.kind, item.now, item.note, (record, note) => this.commit(item, record, note));
  }

  // useWords gives the form words that are selected in the text.
  useWords(span) {
    this.form.setSpan(span);
    this.view('records');
    this.form.element.querySelector('.use-selection').focus();
  }

  // add opens the form for a record to be added.
  add(kind, span) {
    if (this.isBusy()) return;
    this.open(kind, newRecord(this.doc, kind, span), '', (record, note) => {
      const item = this.doc.add(kind, record, note);
      this.endForm();
      this.changed();
      const unhidden = this.unhide(item);
      this.pickMark(item.key);
      this.say(t(unhidden ? 'addedUnhidden' : 'addedOne', t('one.' + kind)));
    });
    this.form.isNew = true;
  }

  // unhide takes away what keeps a record out of the tables, and reports whether
  // anything did.
  unhide(item) {
    const hasTable = TABS.some((tab) => tab.kinds.includes(item.kind) && !tab.changed); // headings have none
    const isShown = () => this.filter.passes(item) && (!hasTable || this.records.reveal(item.key) !== null);
    if (isShown()) return false;
    this.filter.hidden.delete(item.kind);
    if (!this.filter.passes(item)) this.filter.clear();
    this.filter.update();
    this.refilter();
    if (!isShown()) {
      this.search.input.value = '';
      this.search.run();
    }
    return true;
  }

  open(kind, record, note, done) {
    this.form = null;
    const form = new Form(this, kind, record, note, done, () => this.cancel());
    this.form = form;
    this.detail.element.hidden = false;
    this.detail.element.replaceChildren(form.element);
    this.view('records');
    form.element.querySelector('input:not([disabled]), select')?.focus();
  }

  endForm() {
    if (!this.form) return;
    this.form = null;
    this.draft(null);
  }

  remove(item) {
    if (!item || !item.now || !KINDS.includes(item.kind) || item.kind === 'document' || this.isBusy()) return;
    this.commit(item, null, '');
    this.say(t('deletedOne', t('one.' + item.kind)));
  }

  // restore takes a correction back: the one made here, else the one in effect.
  restore(item) {
    if (item.pending) this.commit(item, item.base, item.applied ? item.applied.note : '');
    else this.commit(item, item.applied.old, '');
  }

  // commit makes an item's record another one.
  commit(item, record, note) {
    this.doc.correct(item, record, note);
    this.endForm();
    this.view('records');
    this.changed();
    if (item.state === 'gone') {
      this.close();
      return;
    }
    this.look(item, true);
    this.records.reveal(item.key);
    this.detail.element.focus();
  }

  undo() {
    if (this.isBusy()) return;
    const item = this.doc.undo();
    if (!item) {
      this.say(t('nothingToUndo'));
      return;
    }
    this.endForm();
    this.changed();
    if (item.state === 'gone') this.close();
    else {
      this.look(item, true);
      this.records.reveal(item.key);
    }
    this.say(t('undone'));
  }

  // changed shows what corrections have made of the document, and tells of it.
  changed() {
    this.redraw();
    this.onchange(this.doc);
  }

  // redraw shows what corrections have made of the document.
  redraw() {
    this.text.update();
    this.outline.update();
    this.filter.update();
    this.records.update();
    this.dim();
    const item = this.selectedItem;
    if (!item) return;
    if (item.state === 'gone' && !this.form) this.close(); else this.text.select(item.key);
  }

  // resume goes on where another reader of the document was.
  resume(other) {
    for (const key of ['hidden', 'unit', 'code', 'onlyCorrected']) this.filter[key] = other.filter[key];
    this.filter.update();
    this.search.input.value = other.search.input.value;
    this.search.run();
    this.refilter();
    this.records.show(other.records.tab);
    if (other.selectedItem) {
      this.origin = other.origin;
      this.look(other.selectedItem, true);
      this.records.reveal(other.selectedItem.key);
    }
    this.view(other.element.dataset.view);
  }
}
