// Corrections as a file, in the format that guihua apply reads.

const CORRECTIONS = 'guihua/corrections/v1';

// AROUND is how many code points on either side of its words a correction keeps.
const AROUND = 24;

// correctionOf is the correction of an item.
function correctionOf(doc, item) {
  const span = (item.base || item.now).span || null;
  const c = {
    record: item.kind,
    span,
    words: doc.words(span),
    before: span ? doc.points.slice(span[0] - AROUND, span[0]) : '',
    after: span ? doc.points.slice(span[1], span[1] + AROUND) : '',
    old: item.base,
    new: item.now,
  };
  return item.note ? { ...c, note: item.note } : c;
}

// correctionsOf are those of a document.
function correctionsOf(doc) {
  return { id: doc.id, sha256: doc.sha256, reviewed: doc.reviewed, corrections: doc.corrected().map((item) => correctionOf(doc, item)) };
}

// encodeCorrections is the file of the corrections of documents, a correction a
// line.
function encodeCorrections(documents) {
  const lines = documents.map((d) => `\n  {"id": ${JSON.stringify(d.id)}, "sha256": ${JSON.stringify(d.sha256)}, "reviewed": ${d.reviewed}, "corrections": [` +
    d.corrections.map((c) => '\n    ' + JSON.stringify(c)).join(',') + '\n  ]}');
  return `{"schema": ${JSON.stringify(CORRECTIONS)}, "documents": [${lines.join(',')}\n]}\n`;
}

// decodeCorrections reads a file. Its error is a label for people.
function decodeCorrections(text) {
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new Error('notJSON');
  }
  const isList = (list, each) => Array.isArray(list) && list.every((x) => x && typeof x === 'object' && each(x));
  const good = file && file.schema === CORRECTIONS && isList(file.documents, (d) =>
    typeof d.sha256 === 'string' && isList(d.corrections, (c) =>
      KINDS.includes(c.record) && ('old' in c) && ('new' in c) && (c.old || c.new)));
  if (!good) throw new Error('notCorrections');
  return file.documents;
}

// takeCorrections makes the corrections of a file those of a document. It returns
// how many were taken, and how many do not fit: what they correct is not in the
// document, or is already as they want it.
function takeCorrections(doc, saved) {
  let taken = 0, unfit = 0;
  for (const c of saved.corrections) {
    if (c.old === null) {
      const twin = doc.lists[c.record].find((item) => item.now && sameRecord(item.now, c.new));
      if (twin || !fits(doc, c.new)) { unfit++; continue; }
      doc.add(c.record, c.new, c.note);
    } else {
      const item = doc.lists[c.record].find((x) => x.base && sameJSON(x.base, c.old));
      if (!item || (c.new && !fits(doc, c.new))) { unfit++; continue; }
      doc.correct(item, c.new, c.note);
    }
    taken++;
  }
  doc.reviewed = doc.reviewed || Boolean(saved.reviewed);
  return { taken, unfit };
}

// mergeCorrections adds corrections of a document to others of it. Of two of one
// record the added one holds.
function mergeCorrections(first, more) {
  if (!first) return more;
  const again = (c) => more.corrections.some((d) => d.record === c.record && (c.old ? sameJSON(d.old, c.old) : sameJSON(d.new, c.new)));
  return { ...more, reviewed: first.reviewed || more.reviewed, corrections: [...first.corrections.filter((c) => !again(c)), ...more.corrections] };
}

// fits says that a record's span is one of the document.
function fits(doc, record) {
  const { span } = record;
  return span === undefined || Array.isArray(span) && span.length === 2 && span.every(Number.isInteger) &&
    span[0] >= 0 && span[0] <= span[1] && span[1] <= doc.points.length;
}

// sameRecord says that two records differ in nothing but the mark of people.
function sameRecord(a, b) {
  return sameJSON({ ...a, corrected: undefined }, { ...b, corrected: undefined });
}
