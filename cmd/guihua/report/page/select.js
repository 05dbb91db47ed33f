// Words selected in the text: what can be made of them.

// The kinds that can be added.
const ADDED = ['targets', 'achievements', 'responsibilities', 'tasks', 'references', 'outline', 'boxes'];

// A SelectionMenu appears beside words that are selected.
class SelectionMenu {
  constructor(reader) {
    this.reader = reader;
    this.span = null;
    this.element = el('div', { class: 'selection', role: 'toolbar', 'aria-label': t('addRecord'), hidden: true });
    // The selection would be gone with the press of the mouse.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const all = [...this.element.querySelectorAll('button')];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    });
  }

  // look shows or hides the menu as words are selected or not.
  look() {
    const span = this.reader.text.selection();
    if (span) this.show(span, getSelection().getRangeAt(0).getBoundingClientRect());
    else this.hide();
  }

  hide() {
    this.element.hidden = true;
    this.span = null;
  }

  show(span, near) {
    this.span = span;
    const { reader } = this;
    const use = reader.form && reader.form.span && button(t('useSelection'), () => {
      this.done();
      reader.useWords(span);
    }, { class: 'primary' });
    this.element.replaceChildren(use || '', el('span', { class: 'name' }, t('add')), ...ADDED.map((kind) =>
      button(t('one.' + kind), () => {
        this.done();
        reader.add(kind, span);
      }, { 'data-add': kind })));
    this.element.hidden = false;
    const width = this.element.offsetWidth, height = this.element.offsetHeight;
    const below = near.bottom + height + 8 < innerHeight;
    this.element.style.left = `${Math.max(4, Math.min(near.left, innerWidth - width - 4))}px`;
    this.element.style.top = `${below ? near.bottom + 6 : Math.max(4, near.top - height - 6)}px`;
  }

  // open shows the menu for the keyboard: for what is selected, the place found
  // last, or the record looked at.
  open() {
    const { reader } = this;
    const span = reader.text.selection() || reader.search.hits[reader.search.current] || reader.selectedItem?.span;
    if (!span) {
      reader.say(t('selectFirst'));
      return;
    }
    const shown = reader.text.element.querySelector('mark.hit.now, mark.selected');
    const near = getSelection().isCollapsed ? (shown || reader.text.element).getBoundingClientRect() : getSelection().getRangeAt(0).getBoundingClientRect();
    this.show(span, near);
    this.element.querySelector('button').focus();
  }

  done() {
    getSelection().removeAllRanges();
    this.hide();
  }
}
