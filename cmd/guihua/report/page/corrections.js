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

// correctionsOf are those of a document. That it is no longer reviewed is said;
// that it is not yet, is nothing.
function correctionsOf(doc) {
  const corrections = [...doc.corrected().map((item) => correctionOf(doc, item)), ...doc.unfit];
  const mark = { reviewed: doc.reviewed, ...(doc.wasReviewed && !doc.reviewed && { unreviewed: true }) };
  return { id: doc.id, sha256: doc.sha256, ...mark, corrections };
}

// reviewedOf is what corrections of a document make of its mark was.
function reviewedOf({ reviewed, unreviewed }, was) { return !unreviewed && Boolean(reviewed || was); }

// encodeCorrections is the file of the corrections of documents, a correction a
// line.
function encodeCorrections(documents) {
  const lines = documents.map((d) => `\n  {"id": ${JSON.stringify(d.id)}, "sha256": ${JSON.stringify(d.sha256)}, "reviewed": ${Boolean(d.reviewed)}, ${d.unreviewed ? '"unreviewed": true, ' : ''}"corrections": [` +
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
// how many were taken, how many were there already, and those that do not fit:
// what they correct is not in the document.
function takeCorrections(doc, saved) {
  const result = { taken: 0, already: 0, unfit: [] };
  for (const c of saved.corrections) {
    const what = takeCorrection(doc, c);
    if (what === 'unfit') result.unfit.push(c); else result[what]++;
  }
  doc.reviewed = reviewedOf(saved, doc.reviewed);
  return result;
}

// takeCorrection is taken, already or unfit.
function takeCorrection(doc, c) {
  const list = doc.lists[c.record];
  if (c.new && !fits(doc, c.new)) return 'unfit';
  if (c.old === null) {
    const deleted = list.find((item) => item.removed && sameSaid(item.applied.old, c.new));
    if (deleted) doc.correct(deleted, c.new, c.note);
    else if (list.some((item) => item.now && sameSaid(item.now, c.new))) return 'already';
    else doc.add(c.record, c.new, c.note);
    return 'taken';
  }
  let item = list.find((x) => x.base && sameJSON(x.base, c.old));
  if (item && (c.new ? item.now && sameSaid(item.now, c.new) : !item.now)) return 'already';
  if (!item) {
    // Made before what is in effect now.
    item = list.find((x) => x.applied && x.applied.old && sameSaid(x.applied.old, c.old)) ||
      list.find((x) => c.new && x.base && x.base.corrected && sameSaid(x.base, c.new));
    if (!item) return 'unfit';
    if (c.new ? item.now && sameSaid(item.now, c.new) : !item.now) return 'already';
  }
  doc.correct(item, c.new, c.note);
  return 'taken';
}

// takeChanges does to a document what another tab has done to its corrections: to
// those seen before, so that they are those kept now. It reports whether that was
// anything.
function takeChanges(doc, seen, now) {
  const past = doc.past.length;
  const among = (list, c) => list.some((d) => sameJSON(d, c));
  const gone = seen.corrections.filter((c) => !among(now.corrections, c)), come = now.corrections.filter((c) => !among(seen.corrections, c));
  for (const item of doc.corrected()) if (among(gone, correctionOf(doc, item))) doc.correct(item, item.base, '');
  doc.unfit = doc.unfit.filter((c) => !among(gone, c));
  doc.unfit.push(...come.filter((c) => takeCorrection(doc, c) === 'unfit'));
  doc.past.length = past; // undo is for what was done here
  const was = reviewedOf(seen, doc.wasReviewed), is = reviewedOf(now, doc.wasReviewed);
  if (was !== is) doc.reviewed = is;
  return gone.length + come.length > 0 || was !== is;
}

// mergeCorrections adds corrections of a document to others of it. Of two of one
// record the added one holds.
function mergeCorrections(first, more) {
  if (!first) return more;
  const again = (c) => more.corrections.some((d) => d.record === c.record && (c.old ? sameJSON(d.old, c.old) : sameJSON(d.new, c.new)));
  const isTaken = more.unreviewed || first.unreviewed && !more.reviewed;
  return {
    ...more, reviewed: reviewedOf(more, first.reviewed), ...(isTaken && { unreviewed: true }),
    corrections: [...first.corrections.filter((c) => !again(c)), ...more.corrections],
  };
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

// sameSaid says that two records are the same but for what guihua apply adds to
// one: its page, full names.
function sameSaid(a, b) {
  const said = (r) => ({ ...r, page: undefined, units: r.units && r.units.map((u) => ({ ...u, canonical: undefined })) });
  return sameRecord(said(a), said(b));
}
