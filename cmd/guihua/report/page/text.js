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
      const length = [...line].length;
      if (length > 0) blocks.push({ start: place, end: place + length });
      place += length + 1;
    }
    place = end;
  };
  for (const table of tables) {
    const rows = table.span[0] >= place && rowsOf(doc, table);
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

// A TextView shows a document's text.
class TextView {
  constructor(doc) {
    this.doc = doc;
    this.places = new WeakMap(); // the code point that each text node begins with
    this.blocks = blocksOf(doc);
    this.starts = this.blocks.map((b) => b.start);
    this.element = el('article', { class: 'text', lang: 'zh-CN' });
    this.draw();
  }

  // draw shows all blocks anew.
  draw() {
    for (const block of this.blocks) block.marks = [];
    for (const mark of marksOf(this.doc)) {
      for (let i = Math.max(lastAtMost(this.starts, mark.start), 0); i < this.blocks.length && this.blocks[i].start < mark.end; i++) {
        this.blocks[i].marks.push(mark);
      }
    }
    this.element.replaceChildren(...this.blocks.map((b) => this.drawBlock(b)));
  }

  drawBlock(block) {
    if (!block.rows) return this.words(el('p', null), block.start, block.end, block.marks);
    const width = Math.max(...block.rows.map((cells) => cells.length));
    const rows = block.rows.map((cells, i) => {
      const head = i === 0 && block.table.header.length > 0;
      return el('tr', null, cells.map(([start, end], column) => {
        const span = column === cells.length - 1 && cells.length < width && width - cells.length + 1;
        return this.words(el(head ? 'th' : 'td', { colspan: span, scope: head && 'col' }), start, end, block.marks);
      }));
    });
    return el('div', { class: 'grid' }, el('table', null, rows));
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
        const e = el('mark', { class: `m ${kind} ${look}`.trim(), 'data-key': key, tabindex: -1 });
        draw(e, node.children);
        into.append(e);
      }
    };
    draw(parent, nest(start, end, marks));
    return parent;
  }
}
