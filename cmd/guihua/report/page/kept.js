// The key of a document's corrections. The hash comes first: the same file in
// another report has them too, one of the same name but with other words has not.
function storeKey(entry) { return `corrections/${entry.sha256}/${entry.id}`; }

// keepCorrections keeps those of a document; saved says that they are in a file
// too.
function keepCorrections(doc, saved) {
  return store(storeKey(doc), doc.differs ? JSON.stringify({ saved, ...correctionsOf(doc) }) : '');
}

// keptCorrections are those of a document of the index, null where there are none.
function keptCorrections(entry) { return readKept(stored(storeKey(entry))); }

function readKept(text) {
  if (!text) return null;
  try {
    const { saved, ...c } = JSON.parse(text);
    return { saved, corrections: decodeCorrections(encodeCorrections([c]))[0] };
  } catch {
    return null; // of another version
  }
}

// download gives a file to the reader.
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = el('a', { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000); // the browser may still be reading
}
