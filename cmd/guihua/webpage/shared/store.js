// What the browser keeps between visits, where it may.

// PREFIX stands before all keys.
const PREFIX = 'guihua/';

// A stored value is '' where there is none or the browser keeps nothing.
function stored(key) {
  try {
    return localStorage.getItem(PREFIX + key) || '';
  } catch {
    return '';
  }
}

// store keeps a value, removes it where it is '', and reports whether it could.
function store(key, value) {
  try {
    if (value === '') localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, value);
    return true;
  } catch {
    return false;
  }
}

