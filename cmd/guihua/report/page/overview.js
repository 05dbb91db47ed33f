// The overview of all documents.

// overviewOf makes the table of the overview sort and filter, and names the kinds
// of warnings.
function overviewOf(root) {
  for (const e of root.querySelectorAll('[data-code]')) e.textContent = codeName(e.dataset.code);
  const body = root.querySelector('.overview-documents tbody');
  const rows = [...body.rows];
  const words = rows.map((row) => row.textContent.toLowerCase());

  const filter = root.querySelector('.overview-filter');
  const count = root.querySelector('.overview-count');
  filter.addEventListener('input', () => {
    const wanted = filter.value.trim().toLowerCase().split(/\s+/);
    let seen = 0;
    rows.forEach((row, i) => {
      row.hidden = !wanted.every((word) => words[i].includes(word));
      if (!row.hidden) seen++;
    });
    count.textContent = seen + ' / ' + rows.length;
  });

  const buttons = [...root.querySelectorAll('.overview-documents .sort')];
  buttons.forEach((b, column) => b.addEventListener('click', () => {
    const head = b.closest('th');
    const down = head.getAttribute('aria-sort') === 'ascending' || (b.dataset.as === 'number' && !head.hasAttribute('aria-sort'));
    for (const other of buttons) other.closest('th').removeAttribute('aria-sort');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const value = (row) => {
      const text = row.cells[column].textContent;
      return b.dataset.as === 'number' ? Number(text || -1) : text;
    };
    const order = byValue(value);
    body.append(...[...rows].sort((x, y) => (down ? order(y, x) : order(x, y))));
  }));
  return root;
}

// byValue orders rows by numbers, or by texts as Chinese readers do: by pinyin.
function byValue(value) {
  const texts = new Intl.Collator('zh', { numeric: true });
  return (x, y) => {
    const a = value(x), b = value(y);
    return typeof a === 'number' ? a - b : texts.compare(a, b);
  };
}
