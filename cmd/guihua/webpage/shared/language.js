// The language in use, as its place in a label.
let language = 0;

// t is the label of a key in the language in use.
function t(key, ...values) {
  const label = LABELS[key];
  if (!label) throw new Error(`no label ${key}`);
  return label[language].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

