// The page: which document is open, and what is around it.

const INDEX = data('index');

// An App is the whole page.
class App {
  constructor() {
    this.docs = new Map(); // those that have been opened, by number
    this.unsaved = new Set(); // numbers of documents with corrections in no file
    this.reader = null;
    this.root = document.getElementById('page');
    this.status = el('div', { class: 'status', role: 'status', 'aria-live': 'polite' });
    this.load = el('input', { type: 'file', accept: '.json,application/json', hidden: true, 'aria-hidden': 'true', tabindex: -1, onchange: () => this.loadFile() });
    document.addEventListener('keydown', (event) => this.keydown(event));
    window.addEventListener('hashchange', () => this.route());
    window.addEventListener('beforeunload', (event) => {
      if (this.reader?.form?.changed || this.unsaved.size > 0 && this.warnedOfStore) event.preventDefault();
    });
    window.addEventListener('storage', (event) => this.heard(event.key));
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) INDEX.documents.forEach((_, number) => this.meet(number)); // it has heard nothing meanwhile
    });
  }

  start() {
    language = stored('language') === 'en' || !stored('language') && !navigator.language.toLowerCase().startsWith('zh') ? 1 : 0;
    INDEX.documents.forEach((entry, i) => {
      if (keptCorrections(entry)?.saved === false) this.unsaved.add(i);
    });
    this.hash = null;
    this.route();
  }

  // route shows what the address names: #a.txt/targets/3, #a.txt, nothing.
  route() {
    if (location.hash === this.hash) return;
    if (this.reader && this.reader.isBusy()) {
      history.replaceState(null, '', this.hash);
      this.renderBar(this.reader.doc.title); // the document chosen is still this one
      return;
    }
    this.hash = location.hash;
    const [, id, key] = /^#?(.*?)(?:\/([a-z]+\/[+-]?\d+))?$/.exec(location.hash);
    let name = id;
    try {
      name = decodeURIComponent(id);
    } catch { /* not of our making: taken as it is */ }
    let number = INDEX.documents.findIndex((entry) => entry.id === name && !entry.page);
    if (number < 0 && INDEX.documents.length === 1) number = 0;
    if (number < 0) {
      this.showOverview();
      return;
    }
    if (!this.reader || this.reader.doc.number !== number) this.showDocument(number);
    if (key && this.reader.doc.items.has(key) && this.reader.selectedItem?.key !== key) this.reader.pickRow(key);
  }

  // address is the hash of a document, or of a record in it.
  address(number, key) {
    return '#' + encodeURIComponent(INDEX.documents[number].id) + (key ? '/' + key : '');
  }

  // moved writes the record looked at into the address.
  moved(key, replace) {
    this.hash = this.address(this.reader.doc.number, key);
    if (this.hash === location.hash) return;
    if (replace) history.replaceState(null, '', this.hash); else location.hash = this.hash;
    this.hash = location.hash;
  }

  // doc opens a document of this page, with the corrections the browser has kept.
  doc(number) {
    if (!this.docs.has(number)) {
      const entry = INDEX.documents[number];
      const doc = new Doc(entry, number, data('data-' + number), data('applied-' + number) || []);
      this.docs.set(number, doc);
      doc.seen = stored(storeKey(entry));
      const kept = keptCorrections(entry);
      if (kept) {
        const { taken, unfit } = takeCorrections(doc, kept.corrections);
        doc.past = [];
        if (!kept.saved) doc.unfit = unfit;
        const marks = doc.reviewed !== doc.wasReviewed ? 1 : 0;
        if (taken + marks > 0 || unfit.length > 0) this.say(unfit.length > 0 ? t('keptUnfit', amount(taken, marks), unfit.length) : t('kept', amount(taken, marks)));
      }
    }
    return this.docs.get(number);
  }

  // meet takes what another tab, or another page of the report, has done to a
  // document since this one last looked. What was done here stays.
  meet(number) {
    const entry = INDEX.documents[number], doc = this.docs.get(number);
    if (this.warnedOfStore) return;
    const text = stored(storeKey(entry)), kept = keptCorrections(entry);
    if (doc && text === doc.seen) return;
    if (kept && !kept.saved) this.unsaved.add(number); else this.unsaved.delete(number);
    if (doc) {
      const none = { corrections: [] };
      const isNews = takeChanges(doc, readKept(doc.seen)?.corrections || none, kept?.corrections || none);
      doc.seen = text;
      if (isNews && this.reader?.doc === doc) {
        this.reader.redraw();
        this.say(t('otherTab'));
      }
    }
    if (!this.reader) this.badges();
    this.updateBar();
  }

  // heard is told by the browser which key another tab has written.
  heard(key) {
    const number = INDEX.documents.findIndex((entry) => key === PREFIX + storeKey(entry));
    if (number >= 0) this.meet(number);
  }

  showDocument(number) {
    const doc = this.doc(number);
    if (this.reader) this.reader.leave();
    document.title = doc.title;
    this.reader = new Reader(doc, {
      changed: () => this.keep(doc, false),
      moved: (key, replace) => this.moved(key, replace),
      say: (words) => this.say(words),
    });
    this.render(doc.title, this.reader.element);
  }

  showOverview() {
    if (this.reader) this.reader.leave();
    this.reader = null;
    document.title = t('report');
    const view = el('main', { class: 'overview', tabindex: -1 });
    const made = template('overview');
    if (made) view.append(overviewOf(made));
    this.render(t('report'), view);
    this.badges();
  }

  // badges show in the overview which documents have corrections.
  badges() {
    for (const badge of this.view.querySelectorAll('.overview-documents a + .badge')) badge.remove();
    for (const a of this.view.querySelectorAll('.overview-documents a[data-document]')) {
      if (this.has(Number(a.dataset.document))) a.after(el('span', { class: 'badge' }, t('corrected')));
    }
  }

  // has says that a document has corrections, open or not.
  has(number) {
    const doc = this.docs.get(number);
    return doc ? doc.differs : keptCorrections(INDEX.documents[number]) !== null;
  }

  // render shows the bar and a view under it.
  render(title, view) {
    document.documentElement.lang = language === 0 ? 'zh-CN' : 'en';
    this.view = view;
    this.bar = el('header', { class: 'bar' });
    this.root.replaceChildren(this.bar, view, this.status, this.load);
    this.root.className = this.reader ? 'reads' : '';
    this.renderBar(title);
    translate(view);
  }

  renderBar(title) {
    const { reader } = this;
    const several = INDEX.documents.length > 1;
    const home = INDEX.home ? el('a', { href: INDEX.home, class: 'home' }, t('overview')) : several && reader && el('a', { href: '#', class: 'home' }, t('overview'));
    const choice = several && reader && el('select', {
      class: 'documents', 'aria-label': t('chooseDocument'),
      onchange: (event) => { location.hash = this.address(Number(event.target.value)); },
    }, INDEX.documents.map((entry, i) => el('option', { value: i, selected: i === reader.doc.number }, `${entry.title} · ${entry.id}`)));
    this.reviewed = reader && el('input', {
      type: 'checkbox', checked: reader.doc.reviewed, class: 'reviewed',
      onchange: (event) => {
        reader.doc.reviewed = event.target.checked;
        this.keep(reader.doc, false);
      },
    });
    this.saveButton = button('', () => this.save(), { class: 'save' });
    this.undoButton = reader && button(t('undo'), () => reader.undo(), { class: 'undo' });
    this.bar.replaceChildren(...[
      home, choice || el('h1', { title }, title), choice && el('h1', { class: 'hidden' }, title), reader && reader.search.element,
      reader && el('label', { class: 'check', title: t('reviewedHint') }, this.reviewed, ' ', t('reviewed')),
      this.undoButton, this.saveButton,
      button(t('load'), () => this.load.click(), { class: 'load', title: t('loadHint') }),
      button(language === 0 ? 'English' : '中文', () => this.switchLanguage(), { class: 'language', lang: language === 0 ? 'en' : 'zh-CN' }),
      button('?', () => this.help(), { class: 'help', 'aria-label': t('keys'), title: t('keys') }),
    ].filter(Boolean));
    this.updateBar();
  }

  updateBar() {
    const documents = this.corrections();
    const { corrections, marks } = this.sum(documents), n = corrections + marks;
    this.saveButton.replaceChildren(t('save'), ' ', el('span', { class: 'count' }, n));
    this.saveButton.disabled = documents.length === 0;
    this.saveButton.classList.toggle('unsaved', this.unsaved.size > 0);
    this.saveButton.title = t(this.unsaved.size > 0 ? 'saveHint' : 'saved');
    if (this.undoButton) this.undoButton.disabled = this.reader.doc.past.length === 0;
    if (this.reviewed) this.reviewed.checked = this.reader.doc.reviewed;
  }

  // keep keeps a document's corrections in the browser.
  keep(doc, saved) {
    this.meet(doc.number);
    if (saved || !doc.differs) this.unsaved.delete(doc.number); else this.unsaved.add(doc.number);
    if (!keepCorrections(doc, saved) && !this.warnedOfStore) {
      this.warnedOfStore = true;
      this.say(t('notKept'));
    }
    doc.seen = stored(storeKey(doc));
    this.updateBar();
  }

  // corrections are those of all documents: those that are open, and those that
  // the browser has kept.
  corrections() {
    return INDEX.documents.map((entry, i) => {
      const doc = this.docs.get(i);
      return doc ? doc.differs && correctionsOf(doc) : keptCorrections(entry)?.corrections;
    }).filter(Boolean);
  }

  // sum is how many corrections there are, and marks of reading set or taken away.
  sum(documents) {
    const open = new Map([...this.docs.values()].map((doc) => [doc.id, doc]));
    const isMarked = (d) => (open.has(d.id) ? open.get(d.id).reviewed !== open.get(d.id).wasReviewed : d.reviewed || d.unreviewed);
    return { corrections: documents.reduce((n, d) => n + d.corrections.length, 0), marks: documents.filter(isMarked).length };
  }

  save() {
    for (const number of this.docs.keys()) this.meet(number);
    const documents = this.corrections();
    if (documents.length === 0) return;
    download('corrections.json', encodeCorrections(documents));
    for (const d of documents) store(storeKey(d), JSON.stringify({ saved: true, ...d })); // those of other pages too
    for (const doc of this.docs.values()) doc.seen = stored(storeKey(doc));
    this.unsaved.clear();
    this.updateBar();
    const { corrections, marks } = this.sum(documents);
    this.say(t('savedFile', amount(corrections, marks)));
  }

  // loadFile takes corrections from a file that was saved earlier.
  async loadFile() {
    const [file] = this.load.files;
    if (!file) return;
    const text = await file.text();
    this.load.value = ''; // the same file can be chosen again
    let documents;
    try {
      documents = decodeCorrections(text);
    } catch (error) {
      this.say(t(error.message, file.name));
      return;
    }
    let taken = 0, already = 0, unfit = 0;
    for (const saved of documents) {
      const number = this.numberOf(saved);
      if (number < 0) {
        unfit += saved.corrections.length;
      } else if (INDEX.documents[number].page) {
        // Its page takes it from there.
        const entry = INDEX.documents[number], kept = keptCorrections(entry);
        const all = mergeCorrections(kept?.corrections, { ...saved, id: entry.id });
        if (store(storeKey(entry), JSON.stringify({ saved: kept?.saved ?? true, ...all }))) taken += saved.corrections.length;
        else unfit += saved.corrections.length; // the browser keeps nothing
      } else {
        const doc = this.doc(number);
        const isSaved = !this.unsaved.has(number); // what is loaded is in a file
        const wasReviewed = doc.reviewed;
        const result = takeCorrections(doc, saved);
        taken += result.taken + (doc.reviewed !== wasReviewed ? 1 : 0);
        already += result.already;
        unfit += result.unfit.length;
        this.keep(doc, isSaved);
      }
    }
    if (this.reader) this.reader.redraw(); else this.badges();
    this.updateBar();
    this.say([t('loaded', taken), already > 0 && t('loadedAlready', already), unfit > 0 && t('loadedUnfit', unfit)].filter(Boolean).join(t('comma')));
  }

  // numberOf is the document that saved corrections are about, -1 where it is not
  // in this report. Copies of one file are told apart by their names.
  numberOf(saved) {
    const same = INDEX.documents.map((entry, i) => i).filter((i) => INDEX.documents[i].sha256 === saved.sha256);
    return same.find((i) => INDEX.documents[i].id === saved.id) ?? same[0] ?? -1;
  }

  switchLanguage() {
    if (this.reader && this.reader.isBusy()) return;
    language = 1 - language;
    store('language', language === 0 ? 'zh' : 'en');
    if (this.reader) {
      const before = this.reader, place = before.text.element.parentElement.scrollTop;
      this.showDocument(before.doc.number);
      this.reader.resume(before);
      this.reader.text.element.parentElement.scrollTop = place;
    } else {
      document.title = t('report');
      this.render(t('report'), this.view);
      this.badges();
    }
    this.bar.querySelector('.language').focus();
  }

  keydown(event) {
    if (event.key.toLowerCase() === 's' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.save();
    } else if (document.querySelector('dialog[open]')) {
      // Its keys are the browser's.
    } else if (event.key === '?' && !isTyping(event.target)) {
      event.preventDefault();
      this.help();
    } else if (handleKey(event, this.reader)) {
      event.preventDefault();
    }
  }

  help() {
    const dialog = helpDialog();
    this.root.append(dialog);
    dialog.showModal();
  }

  // say tells the reader something, also one who listens.
  say(words) {
    this.status.textContent = words;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => { this.status.textContent = ''; }, 8000);
  }
}

// amount is a number of corrections and marks in words: 3 处更正、1 个通读标记.
function amount(corrections, marks) {
  return [(corrections > 0 || marks === 0) && t('amountCorrections', corrections), marks > 0 && t('amountMarks', marks)].filter(Boolean).join(t('listComma'));
}

// translate gives what was made with the page the language in use.
function translate(root) {
  for (const e of root.querySelectorAll('[data-zh][data-en]')) e.textContent = language === 0 ? e.dataset.zh : e.dataset.en;
}

new App().start();
