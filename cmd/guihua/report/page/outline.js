// The outline at the side, as a list in a list.

// An OutlineView shows the headings and boxes of a document. pick is called with
// the key of the one chosen.
class OutlineView {
  constructor(doc, pick) {
    this.doc = doc;
    this.element = el('nav', { class: 'outline', 'aria-label': t('outline') });
    this.element.addEventListener('click', (event) => {
      const e = event.target.closest('button[data-key]');
      if (e) pick(e.dataset.key);
    });
    this.update();
  }

  update() {
    const root = el('ol');
    const open = [{ id: '', list: root }];
    const rows = [...this.doc.living('outline'), ...this.doc.living('boxes')].sort((a, b) => a.span[0] - b.span[0]);
    for (const item of rows) {
      const { now } = item;
      const id = item.kind === 'boxes' ? (now.within || '') + '/' : now.id;
      while (open.length > 1 && !id.startsWith(open[open.length - 1].id + '/')) open.pop();
      const label = item.kind === 'boxes' ? t('box', now.number ?? '') : now.label;
      const row = el('li', null, button(null, null, { 'data-key': item.key, class: item.corrected && 'corrected' }));
      row.firstChild.append(el('span', { class: 'label' }, label), ' ', now.title);
      open[open.length - 1].list.append(row);
      if (item.kind !== 'boxes') {
        const list = el('ol');
        row.append(list);
        open.push({ id: now.id, list });
      }
    }
    for (const list of root.querySelectorAll('ol:empty')) list.remove();
    this.element.replaceChildren(el('h2', null, t('outline')), root);
  }

  // select shows which heading is looked at.
  select(key) {
    for (const e of this.element.querySelectorAll('[aria-current]')) e.removeAttribute('aria-current');
    const e = key && this.element.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!e) return;
    e.setAttribute('aria-current', 'location');
    e.scrollIntoView({ block: 'nearest' });
  }
}
