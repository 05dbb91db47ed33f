// What guihua apply asks of a record beyond its fields: it refuses a correction
// that would break what every document promises. The form says so before.

// problemOf says in a line why a record can't stand in a document, '' where it can.
// before is the record that it takes the place of, or that was proposed.
function problemOf(doc, kind, record, before) {
  const others = doc.living(kind).map((item) => item.now).filter((other) => other !== before);
  switch (kind) {
    case 'document': return record.period && record.period[0] > record.period[1] ? t('periodOrder') : '';
    case 'responsibilities': return clauseProblem(doc, record);
    case 'targets': case 'achievements': return figureProblem(record);
    case 'references': return others.some((other) => squeezed(other.title) === squeezed(record.title)) ? t('citedTwice') : '';
    case 'boxes': return itemsProblem(record);
    case 'tasks':
      if (others.some((other) => other.id === record.id && overlap(other.span, record.span))) return t('taskTwice', record.id);
      return reachesOn(record, headingRecords(doc)) ? t('taskBeyond', record.id) : '';
    case 'outline': return headingProblem(doc, record, before, others);
  }
  return '';
}

function clauseProblem(doc, record) {
  const words = squeezed(record.raw);
  const missing = record.units.find((unit) => !words.includes(squeezed(unit.name)));
  if (missing) return t('unitNotInWords', missing.name);
  const has = (role) => record.units.some((unit) => unit.role === role);
  if (has('lead') && has('joint')) return t('leadAndJoint');
  return record.due && !squeezed(doc.json.text).includes(squeezed(record.due)) ? t('dueNotInText', record.due) : '';
}

function figureProblem({ value, value_max: most, bound }) {
  if (value !== null && bound === null) return t('boundMissing');
  if (value === null && bound !== null) return t('valueMissing');
  return most !== null && Number(most) <= Number(value) ? t('rangeOrder') : '';
}

function itemsProblem({ span, items }) {
  const spans = [span, ...items.map((part) => part.span)];
  return spans.some((s, i) => i > 0 && s[0] < spans[i - 1][1]) ? t('itemsOrder') : '';
}

function headingProblem(doc, record, before, others) {
  if (others.some((other) => overlap(other.span, record.span))) return t('headingsOverlap');
  if (record.id !== before.id || !headingRecords(doc).includes(before)) {
    if (others.some((other) => other.id === record.id)) return t('idTwice', record.id);
  }
  const after = [...others, record].sort((a, b) => a.span[0] - b.span[0]);
  const cut = doc.living('tasks').find(({ now }) => reachesOn(now, after) && !reachesOn(now, headingRecords(doc)));
  return cut ? t('headingInTask', cut.now.id) : '';
}

function headingRecords(doc) { return doc.living('outline').map((item) => item.now); }

// reachesOn says that the text of a task begins before its heading or goes on
// behind the next one. An id that two headings have says of neither.
function reachesOn(task, headings) {
  const own = headings.filter((heading) => heading.id === task.id);
  if (own.length !== 1 || task.text === null) return false;
  const next = headings[headings.indexOf(own[0]) + 1];
  return task.span[0] < own[0].span[0] || next !== undefined && task.span[1] > next.span[0];
}

// headingsOf are the ids of the headings of a document.
function headingsOf(doc) { return new Set(headingRecords(doc).map((heading) => heading.id)); }

// placesOf are the ids that a record can stand at: headings, tasks, boxes and their
// items, tables and their rows; '' is before the first heading.
function placesOf(doc) {
  const ids = new Set(['', ...headingsOf(doc), ...doc.living('tasks').map((item) => item.now.id)]);
  for (const { now: box } of doc.living('boxes')) {
    const id = '专栏' + (box.number ?? '');
    ids.add(id);
    box.items.forEach((_, i) => ids.add(`${id}/${i + 1}`));
  }
  for (const table of doc.json.tables) {
    ids.add(table.id);
    table.rows.forEach((_, i) => ids.add(`${table.id}/${i + 1}`));
  }
  return ids;
}

function squeezed(words) { return words.replace(/\s/gu, ''); }
