// The clean text of a document with the words of its records marked.

// blocksOf cuts a text into what is shown one below the other: paragraphs, which
// are parted by line breaks, and tables. A block is {start, end} and, for a
// table, rows.
function blocksOf(doc) {
  const blocks = [];
  const { text, tables } = doc.json;
  let place = 0; // code points
  const paragraphs = (end) => {
    for (const line of doc.points.slice(place, end).split('\n')) {
      const length = [...line].length; // code points
      if (length > 0) blocks.push({ start: place, end: place + length });
      place += length + 1;
    }
    place = end;
  };
  for (const table of tables) {
    const rows = table.span[0] >= place && doc.rows(table);
    if (!rows) continue;
    paragraphs(table.span[0]);
    blocks.push({ start: table.span[0], end: table.span[1], table, rows });
    place = table.span[1];
  }
  if (text.length > 0) paragraphs(doc.points.length);
  return blocks;
}

// rowsOf finds the cells of a table in its words, which are the cells one after
// the other with white space anywhere. A row is a list of spans. It is null where
// the words are others: the table is then shown as its text.
function rowsOf(doc, table) {
  const words = [...doc.words(table.span)];
  const isSpace = (c) => /\s/u.test(c);
  let at = 0;
  const cellOf = (cell) => {
    const wanted = [...cell].filter((c) => !isSpace(c));
    if (wanted.length === 0) return [table.span[0] + at, table.span[0] + at];
    while (at < words.length && isSpace(words[at])) at++;
    const start = at;
    for (const c of wanted) {
      while (at < words.length && isSpace(words[at])) at++;
      if (words[at] !== c) return null;
      at++;
    }
    return [table.span[0] + start, table.span[0] + at];
  };
  const rows = [table.header, ...table.rows].filter((cells) => cells.length > 0).map((cells) => cells.map(cellOf));
  while (at < words.length && isSpace(words[at])) at++;
  return at === words.length && rows.every((cells) => cells.every(Boolean)) ? rows : null;
}

// FIRST_BLOCKS is how many blocks are drawn before the page is shown. More than
// the window has room for; the others follow.
const FIRST_BLOCKS = 120;

// A TextView shows a document's text.
class TextView {
  // pick is called with the key of a record whose words were chosen.
  constructor(doc, pick) {
    this.doc = doc;
    this.extra = []; // marks that are not of records
    this.places = new WeakMap(); // the code point that each text node begins with
    this.blocks = blocksOf(doc);
    this.starts = this.blocks.map((b) => b.start);
    this.element = el('article', { class: 'text', lang: 'zh-CN', tabindex: 0, 'aria-label': t('text') });
    this.element.addEventListener('click', (event) => {
      if (!getSelection().isCollapsed) return; // words are being selected
      const e = event.target.closest('[data-key]');
      if (e) pick(e.dataset.key);
    });
    this.element.addEventListener('keydown', (event) => this.keydown(event, pick));
    for (const block of this.blocks) this.element.append(block.element = el('div', { class: 'block' }));
    this.drawn = FIRST_BLOCKS; // blocks from here on are still to be drawn
    this.update();
    setTimeout(() => this.finish(), 50);
  }

  // finish draws what is still to be drawn. Whoever asks for marks needs all.
  finish() {
    if (this.drawn >= this.blocks.length) return;
    const rest = this.blocks.slice(this.drawn);
    this.drawn = this.blocks.length;
    for (const block of rest) this.drawBlock(block);
  }

  // update draws the blocks anew whose marks have changed.
  update() {
    const { blocks, starts, doc } = this;
    for (const block of blocks) {
      block.marks = [];
      block.tasks = [];
    }
    const spread = (span, list, value) => {
      for (let i = Math.max(lastAtMost(starts, span[0]), 0); i < blocks.length && blocks[i].start < span[1]; i++) {
        if (blocks[i].end > span[0]) blocks[i][list].push(value);
      }
    };
    for (const mark of [...marksOf(doc), ...this.extra].sort(outerFirst)) spread([mark.start, mark.end], 'marks', mark);
    for (const item of doc.living('tasks')) spread(item.span, 'tasks', item);
    for (const [i, block] of blocks.entries()) {
      const look = block.marks.map((m) => `${m.start} ${m.end} ${m.key} ${m.look}`).join() + block.tasks.map((i) => i.key + i.now.id).join();
      if (look === block.look) continue;
      block.look = look;
      if (i < this.drawn) this.drawBlock(block);
    }
    if (!this.roving || !this.roving.isConnected) this.rove(this.element.querySelector('mark[data-key]'));
  }

  drawBlock(block) {
    const task = block.tasks.length > 0 ? ' in-task' : '';
    const tags = block.tasks.filter((item) => item.span[0] >= block.start).map((item) =>
      button(item.now.id, null, { class: 'task-tag', 'data-key': item.key, tabindex: -1, 'aria-label': `${t('one.tasks')} ${item.now.id}` }));
    let content;
    if (block.rows) {
      content = this.grid(block);
    } else {
      content = this.words(el('p', { class: this.isHeading(block) && 'heading' }), block.start, block.end, block.marks);
    }
    block.element.className = 'block' + task;
    block.element.replaceChildren(...tags, content);
  }

  // isHeading says that a paragraph is a heading and nothing else.
  isHeading({ start, end, marks }) {
    return marks.some((m) => (m.kind === 'outline' || m.kind === 'boxes' && !m.look) && m.end >= end - 1 && m.start - start < 12);
  }

  grid({ table, rows, marks }) {
    const width = Math.max(...rows.map((cells) => cells.length));
    const lines = rows.map((cells, i) => {
      const head = i === 0 && table.header.length > 0;
      return el('tr', null, cells.map(([start, end], column) => {
        const span = column === cells.length - 1 && cells.length < width && width - cells.length + 1;
        return this.words(el(head ? 'th' : 'td', { colspan: span, scope: head && 'col' }), start, end, marks);
      }));
    });
    return el('div', { class: 'grid' }, el('table', null, lines));
  }

  // words puts the text from start to end into an element, marks around it.
  words(parent, start, end, marks) {
    const draw = (into, nodes) => {
      for (const node of nodes) {
        if (!node.mark) {
          const text = document.createTextNode(this.doc.words([node.start, node.end]));
          this.places.set(text, node.start);
          into.append(text);
          continue;
        }
        const { kind, key, look } = node.mark;
        const e = el('mark', { class: `m ${kind} ${look}`.trim(), 'data-key': key || null, tabindex: key ? -1 : null });
        draw(e, node.children);
        into.append(e);
      }
    };
    draw(parent, nest(start, end, marks));
    return parent;
  }

  // marks are the elements of a record's words, several where it is cut.
  marks(key) { return this.all(`[data-key="${CSS.escape(key)}"]`); }

  // all are the elements that a selector finds.
  all(selector) {
    this.finish();
    return [...this.element.querySelectorAll(selector)];
  }

  // rove lets Tab come to one mark only; the arrow keys lead to the others.
  rove(mark) {
    if (this.roving) this.roving.tabIndex = -1;
    this.roving = mark;
    if (mark) mark.tabIndex = 0;
  }

  keydown(event, pick) {
    const mark = document.activeElement.closest('mark[data-key], .task-tag');
    if (event.key === 'Enter' && mark) {
      event.preventDefault();
      pick(mark.dataset.key);
    }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = this.all('mark[data-key]:not(.out)');
    const next = all[mark ? all.indexOf(mark) + step : this.firstSeen(all)];
    if (!next) return;
    event.preventDefault();
    this.rove(next);
    next.focus();
  }

  // firstSeen is the index of the first of the elements that is not scrolled away.
  firstSeen(all) {
    const top = this.element.parentElement.getBoundingClientRect().top;
    return Math.max(all.findIndex((e) => e.getBoundingClientRect().top >= top), 0);
  }

  // focus is for the mark that Tab would come to, else for the text.
  focus() { (this.roving && this.roving.isConnected ? this.roving : this.element).focus({ preventScroll: true }); }

  // show scrolls to words, and lets them flash.
  show(elements) {
    if (elements.length === 0) return;
    // A second time: paragraphs that come into view get their true height then.
    const scroll = () => elements[0].scrollIntoView({ block: 'center' });
    scroll();
    requestAnimationFrame(scroll);
    for (const e of elements) {
      e.classList.remove('flash');
      void e.offsetWidth; // the animation begins anew
      e.classList.add('flash');
    }
  }

  // select marks the words of one record as those that are looked at.
  select(key) {
    for (const e of this.element.querySelectorAll('.selected')) e.classList.remove('selected');
    if (key) for (const e of this.marks(key)) e.classList.add('selected');
  }

  // setExtra replaces marks that are not of records.
  setExtra(kind, marks) {
    this.extra = [...this.extra.filter((m) => m.kind !== kind), ...marks];
    this.update();
  }

  // selection is the span of the words selected in the text, null where there are
  // none. White space at its ends is left out.
  selection() {
    const selected = getSelection();
    if (selected.rangeCount === 0 || selected.isCollapsed) return null;
    const range = selected.getRangeAt(0);
    if (!this.element.contains(range.commonAncestorContainer)) return null;
    const start = this.pointOf(range.startContainer, range.startOffset, 1), end = this.pointOf(range.endContainer, range.endOffset, -1);
    return start === null || end === null ? null : this.trim([start, end]);
  }

  trim([start, end]) {
    const words = [...this.doc.points.slice(start, end)];
    let left = 0, right = words.length;
    while (left < right && /\s/u.test(words[left])) left++;
    while (right > left && /\s/u.test(words[right - 1])) right--;
    return right > left ? [start + left, start + right] : null;
  }

  // pointOf is the code point of a place in the page. Where the place is in no
  // text of the document it is that of the text behind it, for a step of 1, or
  // before it.
  pointOf(node, offset, step) {
    if (this.places.has(node)) return this.places.get(node) + [...node.data.slice(0, offset)].length;
    const range = document.createRange();
    range.setStart(node, offset);
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    let before = null;
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      if (!this.places.has(text)) continue;
      if (range.comparePoint(text, 0) >= 0) {
        if (step > 0) return this.places.get(text);
        break;
      }
      before = text;
    }
    return before && this.places.get(before) + [...before.data].length;
  }
}
