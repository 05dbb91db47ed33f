// Opening the page.

const INDEX = data('index');

// open shows the document of a number in the index.
function open(number) {
  const entry = INDEX.documents[number];
  const doc = new Doc(entry, number, data('data-' + number));
  document.title = entry.title;
  document.getElementById('page').replaceChildren(el('main', null, el('h1', null, entry.title), new TextView(doc).element));
}

function start() {
  const overview = template('overview');
  if (overview && INDEX.documents.length !== 1) {
    document.getElementById('page').append(overview);
    for (const a of document.querySelectorAll('a[data-document]')) {
      a.addEventListener('click', (event) => {
        if (INDEX.documents[a.dataset.document].page) return; // a page of its own
        event.preventDefault();
        open(Number(a.dataset.document));
      });
    }
    return;
  }
  open(0);
}

start();
