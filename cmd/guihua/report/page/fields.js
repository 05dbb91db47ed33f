// The fields of the forms. A field is {element, read}: read gives the value for
// the record, and may have a hint, what is shown beside it. Those that can't be
// right say so before the form is sent.

const YEAR = '[0-9]{4}';
const PER = '([0-9]{1,3}|[半一二两三四五六七八九十]{1,3})?年';
const ID = '[^\\s\\/]+(\\/[^\\s\\/]+)*';
const CODE = '[0-9]{6}';

const ROLES = ['background', 'general', 'goals', 'tasks', 'schedule', 'safeguards', 'annex'];
const UNIT_ROLES = ['lead', 'support', 'joint'];
const BOUNDS = ['=', '>=', '<=', 'range', '~'];
const MEASURES = ['level', 'increase', 'decrease', 'ratio'];

const QUANTITY = {
  indicator: text(), value: decimal(true), value_max: decimal(), unit: text(), bound: choice(BOUNDS, true), measure: choice(MEASURES, true),
};

// FORMS are the fields of each kind. The words of a record are set by its boundary.
const FORMS = {
  document: {
    title: text(), notice_title: text(), number: text(), issuers: list(), recipients: list(), issued: date(), published: date(),
    period: period(), region: region(), kind: text(),
  },
  outline: { id: words(ID), label: words(), role: choice(ROLES) },
  tasks: { id: words(ID), title: words() },
  boxes: { number: number(), within: heading(), items: items() },
  responsibilities: { units: units(), open: check(), due: text(), at: place() },
  targets: { ...QUANTITY, by: text(YEAR), per: text(PER), baseline: baseline(), support: check(), at: place() },
  achievements: { ...QUANTITY, as_of: text(YEAR), at: place() },
  references: { number: text() },
};

// Each of the following makes fields of one type: a function of the value and of
// the form they are for.

// text is null where nothing is written.
function text(pattern) { return (value) => textField(value, { pattern }, null); }

// words must be written.
function words(pattern) { return (value) => textField(value, { pattern, required: true }, null); }

// place is a place in the document, '' before the first heading.
function place() { return (value, form) => oneOf(value, placesOf(form.doc), ''); }

// heading is the id of a heading, null for none.
function heading() { return (value, form) => oneOf(value, headingsOf(form.doc), null); }

// oneOf is one of many ids, which are offered while one is written.
function oneOf(value, ids, none) {
  const list = el('datalist', { id: `ids-${++oneOf.lists}` }, [...ids].filter(Boolean).map((id) => el('option', { value: id })));
  const field = textField(value, { list: list.id }, none);
  const check = () => field.element.setCustomValidity(field.read() === none || ids.has(field.read()) ? '' : t('noSuchId'));
  field.element.addEventListener('input', check);
  check();
  return { ...field, hint: list };
}
oneOf.lists = 0;

// decimal is a number in base units; it may be written as people do (1.2万).
function decimal(hinted) { return (value) => plainField(value, plainNumber, 'decimalHint', hinted); }

// date is written as YYYY-MM-DD, or as people do.
function date() { return (value) => plainField(value, plainDate, 'dateHint', false); }

// plainField is text that plain makes plain: null where it can't be.
function plainField(value, plain, hint, hinted, properties) {
  const field = textField(value, { title: t(hint), ...properties }, null);
  const { element } = field;
  const check = () => element.setCustomValidity(plain(element.value) === null ? t(hint) : '');
  element.addEventListener('input', check);
  element.addEventListener('change', () => { element.value = plain(element.value) ?? element.value; });
  return { element, read: () => plain(element.value) || field.read(), hint: hinted && el('small', { class: 'hint' }, t(hint)) };
}

function textField(value, properties, none) {
  const element = el('input', { type: 'text', value: value ?? '', autocomplete: 'off', ...properties });
  return { element, read: () => element.value.trim() || none };
}

function number() {
  return (value) => {
    const element = el('input', { type: 'number', min: 0, step: 1, value });
    return { element, read: () => (element.value === '' ? null : Number(element.value)) };
  };
}

function check() {
  return (value) => {
    const element = el('input', { type: 'checkbox', checked: value });
    return { element, read: () => element.checked };
  };
}

function choice(values, orNone) {
  return (value) => {
    const option = (v) => el('option', { value: v, selected: v === value }, t(v));
    const element = el('select', null, orNone && el('option', { value: '', selected: value === null }, '–'), values.map(option));
    return { element, read: () => element.value || null };
  };
}

// list is several names in one line.
function list() {
  return (value) => {
    const element = el('input', { type: 'text', value: value.join('、'), title: t('listHint') });
    return { element, read: () => element.value.split(/[、,，;；]/u).map((name) => name.trim()).filter(Boolean) };
  };
}

// group is several fields in a line. read is given what they give.
function group(parts, read) {
  const element = el('span', { class: 'group' });
  const made = parts.map(({ label, field }) => {
    field.element.setAttribute('aria-label', t(label));
    field.element.setAttribute('placeholder', t(label));
    element.append(field.element);
    return field;
  });
  return { element, read: () => read(...made.map((field) => field.read())) };
}

function period() {
  return (value) => {
    const from = textField(value && String(value[0]), { pattern: YEAR, size: 5 }, null), to = textField(value && String(value[1]), { pattern: YEAR, size: 5 }, null);
    needsEachOther(from, to);
    return group([{ label: 'from', field: from }, { label: 'to', field: to }], (a, b) => (a && b ? [Number(a), Number(b)] : null));
  };
}

function region() {
  return (value) => group([
    { label: 'f.name', field: textField(value.name, {}, null) }, { label: 'f.code', field: textField(value.code, { pattern: CODE, size: 7 }, null) },
  ], (name, code) => ({ name, code }));
}

function baseline() {
  return (value) => {
    const of = plainField(value && value.value, plainNumber, 'decimalHint', false, { size: 10 }), year = textField(value && value.as_of, { pattern: YEAR, size: 5 }, null);
    year.element.addEventListener('input', () => { of.element.required = year.element.value !== ''; });
    return group([{ label: 'f.value', field: of }, { label: 'f.as_of', field: year }], (v, y) => (v ? { value: v, as_of: y } : null));
  };
}

// needsEachOther lets neither of two fields stand without the other.
function needsEachOther(a, b) {
  const check = () => {
    a.element.required = b.element.value !== '';
    b.element.required = a.element.value !== '';
  };
  for (const field of [a, b]) field.element.addEventListener('input', check);
}

// rows are several values of a record, one below the other, that can be added and
// removed. make gives the field of one value.
function rows(values, addLabel, make, blank) {
  const body = el('div', { class: 'rows' });
  const fields = [];
  const add = (value) => {
    const field = make(value);
    const row = el('div', { class: 'row' }, field.element, button('×', () => {
      fields.splice(fields.indexOf(field), 1);
      row.remove();
    }, { class: 'remove', 'aria-label': t('remove'), title: t('remove') }));
    fields.push(field);
    body.append(row);
    return row;
  };
  for (const value of values) add(value);
  const more = button(t(addLabel), () => {
    const value = blank();
    if (!value) return;
    const first = add(value).querySelector('input');
    if (first) first.focus();
  }, { class: 'add' });
  return { element: el('div', null, body, more), read: () => fields.map((field) => field.read()) };
}

function units() {
  return (value) => rows(value, 'addUnit', (unit) => group([
    { label: 'f.name', field: textField(unit.name, { required: true }, null) },
    { label: 'f.canonical', field: textField(unit.canonical, {}, null) },
    { label: 'f.role', field: choice(UNIT_ROLES)(unit.role) },
  ], (name, canonical, role) => ({ name, canonical, role })), () => ({ name: '', canonical: null, role: 'joint' }));
}

// items are the paragraphs of a box. Their words are selected in the text.
function items() {
  return (value, form) => rows(value, 'addItem', (part) => {
    let { text: own, span } = part;
    const title = textField(part.title, {}, '');
    title.element.setAttribute('aria-label', t('f.title'));
    const shown = el('span', { class: 'words' }, cut(own, 40));
    const take = button(t('useSelection'), () => {
      const selected = form.selection();
      if (!selected) return;
      span = selected;
      own = form.doc.words(span);
      shown.replaceChildren(cut(own, 40));
    });
    return { element: el('span', { class: 'group' }, title.element, shown, take), read: () => ({ title: title.read(), text: own, span }) };
  }, () => {
    const span = form.selection();
    return span && { title: '', text: form.doc.words(span), span };
  });
}
