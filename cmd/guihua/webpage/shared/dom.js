// The only way by which anything gets into the page: elements that are made one
// by one, and text nodes. Words of documents are never read as markup.

// el makes an element. Properties are attributes, but for on…, which are
// listeners; false and null leave one out. Children are nodes or text.
function el(name, properties, ...children) {
  const e = document.createElement(name);
  for (const key in properties) {
    const value = properties[key];
    if (value === false || value === null || value === undefined) continue;
    if (key.startsWith('on')) e.addEventListener(key.slice(2), value);
    else e.setAttribute(key, value === true ? '' : value);
  }
  put(e, children);
  return e;
}

// put appends children, which may be lists of children.
function put(e, children) {
  for (const child of children) {
    if (Array.isArray(child)) put(e, child);
    else if (child !== null && child !== undefined && child !== false) e.append(child);
  }
}

// button makes a button with a label.
function button(label, onclick, properties) {
  return el('button', { type: 'button', onclick, ...properties }, label);
}

// template is a copy of the content of a template element that was made with the
// page, null where there is none.
function template(id) {
  const e = document.getElementById(id);
  return e && e.content.cloneNode(true);
}

// data is the JSON that stands in the page under an id, null where there is none.
function data(id) {
  const e = document.getElementById(id);
  return e && JSON.parse(e.textContent);
}
