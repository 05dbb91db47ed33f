// Tests of what the page's script does without a page. The scripts stand before
// this file, without main.js.
const assert = require('node:assert/strict');
const test = require('node:test');

// doc is a document with the text and records given.
function doc(text, records) {
  const json = {
    schema: 'guihua/document/v1', source: {}, document: { title: null }, outline: [], tasks: [], boxes: [], responsibilities: [], targets: [],
    achievements: [], references: [], tables: [], warnings: [], ...records, text,
  };
  return new Doc({ id: 'a.txt', sha256: 'ab', title: 'a' }, 0, json);
}

// shape is a tree of nest as text: marks in brackets.
function shape(text, nodes) {
  return nodes.map((n) => (n.mark ? `[${n.mark.kind}:${shape(text, n.children)}]` : text.slice(n.start, n.end))).join('');
}

const mark = (kind, start, end) => ({ kind, start, end, key: kind, look: '' });

test('code points and UTF-16', () => {
  for (const text of ['', '规划', '𠮷野家𠀋', 'a𠮷', '𠮷', '\ud842 alone', 'x'.repeat(300) + '😀' + 'y'.repeat(300)]) {
    const points = new Points(text), all = [...text];
    assert.equal(points.length, all.length);
    let unit = 0;
    for (let i = 0; i <= all.length; i++) {
      assert.equal(points.unit(i), unit);
      assert.equal(points.point(unit), i);
      if (i < all.length && all[i].length === 2) assert.equal(points.point(unit + 1), i, 'inside a pair');
      unit += all[i] ? all[i].length : 0;
    }
    for (let i = 0; i <= Math.min(all.length, 5); i++) assert.equal(points.slice(i, all.length), all.slice(i).join(''));
  }
  const points = new Points('𠮷野');
  assert.deepEqual([points.unit(-1), points.unit(9), points.point(-1), points.point(9), points.slice(-3, 9)], [0, 3, 0, 2, '𠮷野']);
});

test('marks lie in each other', () => {
  const text = 'abcdefghij';
  const cases = [
    [[], 'abcdefghij'],
    [[mark('a', 2, 4)], 'ab[a:cd]efghij'],
    [[mark('a', 0, 10), mark('b', 2, 4), mark('c', 3, 4)], '[a:ab[b:c[c:d]]efghij]'],
    [[mark('a', 0, 4), mark('b', 4, 6)], '[a:abcd][b:ef]ghij'],
    [[mark('a', 0, 5), mark('b', 3, 8)], '[a:abc[b:de]][b:fgh]ij'], // the one that ends later is cut
    [[mark('a', 0, 8), mark('b', 3, 5), mark('c', 4, 9)], '[a:abc[b:d[c:e]][c:fgh]][c:i]j'],
    [[mark('a', -3, 2), mark('b', 8, 20)], '[a:ab]cdefgh[b:ij]'], // beyond the stretch
    [[mark('targets', 2, 4), mark('responsibilities', 2, 4)], 'ab[responsibilities:[targets:cd]]efghij'],
  ];
  for (const [marks, want] of cases) assert.equal(shape(text, nest(0, 10, marks.sort(outerFirst))), want);
  assert.equal(shape(text, nest(3, 6, [mark('a', 0, 4), mark('b', 5, 9), mark('c', 7, 8)])), '[a:d]e[b:f]');
});

test('marks cover what they are of, whatever they are', () => {
  let seed = 7;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 300; round++) {
    const marks = Array.from({ length: random(9) }, (_, i) => {
      const start = random(20);
      return { ...mark('m', start, start + 1 + random(12)), key: String(i) };
    }).sort(outerFirst);
    const covered = new Map(marks.map((m) => [m.key, new Set()]));
    let at = 2;
    const walk = (nodes, open) => {
      for (const n of nodes) {
        if (n.mark) {
          walk(n.children, [...open, n.mark.key]);
          continue;
        }
        assert.equal(n.start, at);
        at = n.end;
        for (let i = n.start; i < n.end; i++) for (const key of open) covered.get(key).add(i);
      }
    };
    walk(nest(2, 25, marks), []);
    assert.equal(at, 25);
    for (const m of marks) {
      const want = Math.max(0, Math.min(m.end, 25) - Math.max(m.start, 2));
      assert.equal(covered.get(m.key).size, want, JSON.stringify(marks));
    }
  }
});

test('a text is cut into paragraphs and tables', () => {
  const table = { id: '表1', header: ['指标', '值'], rows: [['甲 乙', ''], ['𠮷', '5']], span: [3, 13] };
  const d = doc('前文\n指标\t值\n甲乙\t\n𠮷5\n\n后文', { tables: [table] });
  assert.deepEqual(d.words(table.span), '指标\t值\n甲乙\t\n𠮷');
  table.span = [3, 14];
  const blocks = blocksOf(d);
  assert.deepEqual(blocks.map((b) => [b.rows ? 'table' : 'p', d.words([b.start, b.end])]), [['p', '前文'], ['table', '指标\t值\n甲乙\t\n𠮷5'], ['p', '后文']]);
  assert.deepEqual(blocks[1].rows.map((cells) => cells.map((cell) => d.words(cell))), [['指标', '值'], ['甲乙', ''], ['𠮷', '5']]);
  assert.equal(rowsOf(d, { ...table, rows: [['甲乙', ''], ['吉', '5']] }), null, 'other words');
  assert.equal(rowsOf(d, { ...table, rows: [['甲乙', '']] }), null, 'words that no cell has');
  assert.equal(d.at(12), '表1/2');
  assert.deepEqual(blocksOf(doc('')), []);
});

const target = { at: '一', indicator: null, raw: '5家', value: '5', value_max: null, unit: '家', bound: '=', measure: 'level', by: null, per: null, baseline: null, support: false, page: null, span: [4, 6] };

test('corrections say what has changed since the start', () => {
  const d = doc('一、目标\n建5家厂，3个园区。', { targets: [{ ...target, span: [6, 8] }], outline: [{ id: '一', label: '一、', title: '目标', role: 'goals', page: null, span: [2, 4] }] });
  const item = d.items.get('targets/0');
  assert.deepEqual(correctionsOf(d), { id: 'a.txt', sha256: 'ab', reviewed: false, corrections: [] });

  d.correct(item, { ...item.now, value: '6' });
  d.correct(item, { ...item.now, unit: '座' }, 'why');
  const [c, ...more] = correctionsOf(d).corrections;
  assert.equal(more.length, 0, 'one record has one correction');
  assert.deepEqual(Object.keys(c), ['record', 'span', 'words', 'before', 'after', 'old', 'new', 'note']);
  assert.deepEqual([c.record, c.span, c.words, c.before, c.after], ['targets', [6, 8], '5家', '一、目标\n建', '厂，3个园区。']);
  assert.equal(c.old, d.json.targets[0]);
  assert.deepEqual(c.new, { ...c.old, value: '6', unit: '座' });
  assert.deepEqual(Object.keys(c.new), Object.keys(c.old));

  d.correct(item, { ...item.base });
  assert.deepEqual(correctionsOf(d).corrections, [], 'back to what the document says');

  const added = d.add('targets', newRecord(d, 'targets', [10, 12]));
  d.correct(item, null);
  assert.deepEqual(correctionsOf(d).corrections.map((x) => [x.words, x.old === null, x.new === null]), [['3个', true, false], ['5家', false, true]]);
  assert.deepEqual([added.now.at, added.now.raw, added.now.value, added.now.unit], ['一', '3个', '3', '个']);
  assert.deepEqual(Object.keys(added.now), Object.keys(target), 'the keys of a target');
  d.correct(added, null);
  assert.deepEqual(correctionsOf(d).corrections.map((x) => x.words), ['5家'], 'added and deleted is nothing');
  d.undo();
  d.undo();
  assert.deepEqual([item.state, added.state], ['', 'added']);
  d.undo();
  assert.equal(added.state, 'gone');
});

test('what is saved comes back', () => {
  const make = () => doc('一、目标\n建5家厂，3个园区。', { targets: [{ ...target, span: [6, 8] }] });
  const d = make();
  d.correct(d.items.get('targets/0'), { ...d.json.targets[0], value: '6' }, 'a note');
  d.add('references', newRecord(d, 'references', [8, 9]));
  d.reviewed = true;
  const file = encodeCorrections([correctionsOf(d)]);
  const [saved] = decodeCorrections('\ufeff' + file);
  const again = make();
  assert.deepEqual(takeCorrections(again, saved), { taken: 2, already: 0, unfit: [] });
  assert.equal(encodeCorrections([correctionsOf(again)]), file);
  assert.deepEqual(takeCorrections(again, saved), { taken: 0, already: 2, unfit: [] }, 'nothing is done twice');

  const other = doc('一、目标\n建7家厂，3个园区。', { targets: [{ ...target, raw: '7家', span: [6, 8] }] });
  assert.deepEqual(takeCorrections(other, { corrections: saved.corrections.slice(0, 1) }), { taken: 0, already: 0, unfit: saved.corrections.slice(0, 1) });
  const short = doc('一、', {});
  assert.deepEqual(takeCorrections(short, { corrections: saved.corrections.slice(1) }), { taken: 0, already: 0, unfit: saved.corrections.slice(1) }, 'a span that is not there');

  assert.throws(() => decodeCorrections('{'), { message: 'notJSON' });
  for (const bad of ['{}', '[]', 'null', '{"schema":"guihua/corrections/v1","documents":[{"sha256":"a","corrections":[{"record":"tables","old":{},"new":null}]}]}']) {
    assert.throws(() => decodeCorrections(bad), { message: 'notCorrections' });
  }
});

test('corrections are added to others', () => {
  const c = (record, before, after) => ({ record, old: before, new: after });
  const first = { id: 'a', sha256: 'x', reviewed: true, corrections: [c('targets', { v: 1 }, { v: 2 }), c('targets', { v: 5 }, null), c('tasks', null, { v: 3 })] };
  const more = { id: 'a', sha256: 'x', reviewed: false, corrections: [c('targets', { v: 1 }, { v: 4 }), c('tasks', null, { v: 3 })] };
  assert.deepEqual(mergeCorrections(first, more), { ...first, corrections: [first.corrections[1], ...more.corrections] });
  assert.equal(mergeCorrections(undefined, more), more);
});

test('what is in effect is known, and restored by its inverse', () => {
  const five = { ...target, span: [6, 8] }, six = { ...five, value: '6', corrected: true };
  const three = { ...target, raw: '3个', value: '3', unit: '个', span: [10, 12] };
  const json = doc('一、目标\n建5家厂，3个园区。', { targets: [six] }).json;
  json.corrected = { reviewed: true, changed: 1, added: 0, deleted: 1 };
  const applied = [{ record: 'targets', old: five, new: { ...six, corrected: undefined }, note: '' }, { record: 'targets', old: three, new: null, note: 'no' }];
  const make = () => new Doc({ id: 'a.txt', sha256: 'ab', title: 'a' }, 0, json, applied);
  const d = make();
  const [changed, deleted] = d.lists.targets;
  assert.deepEqual([changed.applied.old, deleted.record, deleted.state, deleted.corrected, d.differs, d.reviewed], [five, three, 'deleted', true, false, true]);
  assert.deepEqual(d.living('targets'), [changed]);

  d.correct(changed, changed.applied.old, '');
  d.correct(deleted, deleted.applied.old, '');
  assert.deepEqual(correctionsOf(d).corrections.map((c) => [c.old, c.new]), [[six, five], [null, three]]);
  d.undo();
  assert.deepEqual([deleted.state, deleted.pending], ['deleted', false]);

  // What the browser has kept from before is there already; the mark is no news.
  const kept = { reviewed: true, corrections: applied.map((c) => ({ record: c.record, old: c.old, new: c.new })) };
  assert.deepEqual(takeCorrections(make(), kept), { taken: 0, already: 2, unfit: [] });

  d.reviewed = false;
  assert.deepEqual([correctionsOf(d).reviewed, correctionsOf(d).unreviewed], [false, true]);
  assert.match(encodeCorrections([correctionsOf(d)]), /"reviewed": false, "unreviewed": true, /);
});

test('two windows correct one document', () => {
  const make = () => doc('一、目标\n建5家厂，3个园区。', { targets: [{ ...target, span: [6, 8] }, { ...target, raw: '3个', span: [10, 12] }] });
  const a = make(), b = make();
  const seen = correctionsOf(a);
  a.correct(a.lists.targets[0], null);
  b.correct(b.lists.targets[1], null);
  b.reviewed = true;
  assert.equal(takeChanges(b, seen, correctionsOf(a)), true);
  assert.deepEqual(b.living('targets'), []);
  assert.equal(takeChanges(a, correctionsOf(a), correctionsOf(b)), true);
  assert.deepEqual([a.living('targets'), a.reviewed], [[], true]);
  assert.equal(takeChanges(a, correctionsOf(b), correctionsOf(a)), false);
  const both = correctionsOf(a);
  b.undo(); // its own
  assert.equal(takeChanges(a, both, correctionsOf(b)), true);
  assert.equal(a.living('targets').length, 1);
});

test('places of records that are added', () => {
  const text = '开头\n一、甲\n专栏1 乙\n丙。\n丁。\n二、戊\n己';
  const at = (words) => text.indexOf(words);
  const span = (words) => [at(words), at(words) + words.length];
  const heading = (id, title) => ({ id, label: id + '、', title, role: 'tasks', page: id === '一' ? 3 : 4, span: span(title) });
  const d = doc(text, {
    outline: [heading('一', '甲'), heading('二', '戊')],
    boxes: [{ number: 1, title: '乙', within: '一', page: null, span: span('乙'), items: [{ title: '', text: '丙。', span: span('丙。') }, { title: '', text: '丁。', span: span('丁。') }] }],
  });
  const places = Object.fromEntries([...'头甲丙丁己'].map((c) => [c, d.at(at(c))]));
  assert.deepEqual(places, { 头: '', 甲: '一', 丙: '专栏1/1', 丁: '专栏1/2', 己: '二' });
  assert.deepEqual([d.pageAt(0), d.pageAt(at('丁')), d.pageAt(at('己'))], [null, 3, 4]);
});

test('figures that are proposed', () => {
  const of = (words) => {
    const q = quantityOf(words);
    return [q.value, q.value_max, q.unit, q.bound, q.measure];
  };
  const cases = {
    '1.2万户': ['12000', null, '户', '=', 'level'],
    '310个': ['310', null, '个', '=', 'level'],
    '58.7%': ['58.7', null, '%', '=', 'level'],
    '58．7％': ['58.7', null, '%', '=', 'level'],
    '0.35亿元': ['35000000', null, '元', '=', 'level'],
    '1.23456万': ['12345.6', null, null, '=', 'level'],
    '不少于8处': ['8', null, '处', '>=', 'level'],
    '不低于８５%': ['85', null, '%', '>=', 'level'],
    '≥40家': ['40', null, '家', '>=', 'level'],
    '60%以上': ['60', null, '%', '>=', 'level'],
    '120万件及以上': ['1200000', null, '件', '>=', 'level'],
    '超过210万人次': ['2100000', null, '人次', '>=', 'level'],
    '超1,200家': ['1200', null, '家', '>=', 'level'],
    '不超过5%': ['5', null, '%', '<=', 'level'],
    '≤ 3.5 天': ['3.5', null, '天', '<=', 'level'],
    '控制在8%以内': ['8', null, '%', '<=', 'level'],
    '10吨以下': ['10', null, '吨', '<=', 'level'],
    '500亿元左右': ['50000000000', null, '元', '~', 'level'],
    '约3000亩': ['3000', null, '亩', '~', 'level'],
    '6-10家': ['6', '10', '家', 'range', 'level'],
    '3—5万亩': ['30000', '50000', '亩', 'range', 'level'],
    '3千至1.5万人': ['3000', '15000', '人', 'range', 'level'],
    '60%～65%': ['60', '65', '%', 'range', 'level'],
    '提高3.5个百分点': ['3.5', null, '个百分点', '=', 'increase'],
    '降低2个百分点以上': ['2', null, '个百分点', '>=', 'decrease'],
    '较上年下降5%': ['5', null, '%', '=', 'decrease'],
    '年均增长6%以上': ['6', null, '%', '>=', 'increase'],
    '降低到8%以下': ['8', null, '%', '<=', 'level'],
    '由58%提高到65%': ['65', null, '%', '=', 'level'],
    '到2027年建成养老机构40家以上': ['40', null, '家', '>=', 'level'],
    '2024年': ['2024', null, '年', '=', 'level'],
    '10万千瓦': ['100000', null, '千瓦', '=', 'level'],
    '50千瓦时': ['50', null, '千瓦时', '=', 'level'],
    '增加床位500张，': ['500', null, '张', '=', 'increase'],
    '8处养老设施': ['8', null, '处', '=', 'level'],
    '3倍': ['3', null, '倍', '=', 'ratio'],
    '稳步提升': [null, null, null, null, null],
    '': [null, null, null, null, null],
  };
  for (const [words, want] of Object.entries(cases)) assert.deepEqual(of(words), want, words);
});

test('the year that is proposed', () => {
  const text = '到2025年，甲。到2027年，建5家，到2030年建8家。每年建3家。截至2024年底有2家';
  const d = doc(text, {});
  const year = (words) => {
    const at = text.indexOf(words);
    return newRecord(d, 'targets', [at, at + words.length]).by;
  };
  assert.deepEqual(['甲', '5家', '8家', '3家', '到2030年建8家'].map(year), ['2025', '2027', '2030', null, '2030']);
  assert.equal(newRecord(d, 'achievements', [text.indexOf('2家'), text.length]).as_of, '2024');
  assert.equal(newRecord(d, 'targets', [text.indexOf('3家'), text.indexOf('3家') + 2]).per, '年');
});

test('figures and dates as people type them', () => {
  const cases = { '1.2万': '12000', 12000: '12000', '1,200': '1200', '１２．５': '12.5', '8.5 亿': '850000000', '-3': '-3', '−0.5': '-0.5', '1.50': '1.50', '': '', '12家': null, 'x': null, '1.': null };
  for (const [typed, want] of Object.entries(cases)) assert.equal(plainNumber(typed), want, typed);
  const dates = { '2022-08-24': '2022-08-24', '2022-8-24': '2022-08-24', '2022年8月24日': '2022-08-24', '２０２２.８.4': '2022-08-04', '2022/12/1': '2022-12-01', '': '', '2022-13-01': null, '2022': null };
  for (const [typed, want] of Object.entries(dates)) assert.equal(plainDate(typed), want, typed);
});

test('units that are proposed', () => {
  const d = doc('（市民政局牵头，市财政局、市教育局等按职责分工负责）', {});
  assert.deepEqual(unitsOf(d, d.json.text).map((u) => [u.name, u.role]), [['市民政局', 'lead'], ['市财政局', 'support'], ['市教育局', 'support']]);
  assert.deepEqual(unitsOf(d, '责任单位：市民政局、市财政局').map((u) => [u.name, u.role]), [['市民政局', 'joint'], ['市财政局', 'joint']]);
});

test('sentences and places of words', () => {
  const points = new Points('甲。建成𠮷园5家，好。乙\n丙');
  const sentence = (start, end) => points.slice(...sentenceOf(points, [start, end]));
  assert.equal(sentence(6, 8), '建成𠮷园5家，好。');
  assert.equal(sentence(0, 1), '甲。');
  assert.equal(sentence(0, 4), '甲。建成𠮷园5家，好。');
  assert.equal(sentence(11, 12), '乙');
  assert.equal(sentence(13, 14), '丙');
  assert.deepEqual(findAll(new Points('𠮷GDP与gdp'), 'gdp'), [[1, 4], [5, 8]]);
  assert.deepEqual(findAll(points, ''), []);
  assert.deepEqual(findAll(points, '没有'), []);
});

test('search does not mind how wide words are', () => {
  const points = new Points('𠮷（市、区）“十四五”１０００万元，2025 年\u3000〔2021〕66号…ｋｍ²\n下段');
  const found = (words) => findAll(points, words).map((span) => points.slice(...span));
  const cases = {
    '(市、区)': '（市、区）', '（市、区）': '（市、区）', '[市、区]': '（市、区）', '"十四五"': '“十四五”', '「十四五」': '“十四五”', '1000万元': '１０００万元', '１０００万元': '１０００万元',
    '2025年': '2025 年', '2 0 2 5年': '2025 年', '2025 年': '2025 年', '（2021）66号': '〔2021〕66号', 'KM2': 'ｋｍ²', '.': '…', '𠮷(': '𠮷（', '十四五\n': '十四五',
  };
  for (const [words, want] of Object.entries(cases)) assert.deepEqual(found(words), [want], words);
  for (const words of ['km2下', ' ', '\u3000']) assert.deepEqual(found(words), [], words);
});

test('how values look', () => {
  const q = (record) => quantityText({ ...target, ...record }).replaceAll('\u00a0', ' ');
  assert.equal(q({ value: '1200000', bound: '>=', unit: '件' }), '≥ 120万件');
  assert.equal(q({ value: '1234.5', bound: '~', unit: '%', measure: 'increase', per: '年' }), '↑ ≈ 1234.5%/年');
  assert.equal(q({ value: '6', value_max: '10', bound: 'range' }), '6–10家');
  assert.equal(q({ value: '1400000000', unit: '吨' }), '14亿吨');
  assert.equal(q({ value: '30000', value_max: '50000', bound: 'range', unit: '亩' }), '3–5万亩');
  assert.equal(q({ value: '8000', value_max: '15000', bound: 'range' }), '8000–1.5万家');
  assert.equal(q({ value: '-12345.60' }), '-1.23456万家');
  assert.equal(q({ value: null, raw: '稳步提升' }), '稳步提升');
  assert.equal(cut('𠮷'.repeat(30), 10), '𠮷𠮷𠮷…' + '𠮷'.repeat(6));
});

test('every record has its words under a key', () => {
  const d = doc('甲乙丙', {});
  for (const [kind, record, key] of [['outline', {}, 'title'], ['tasks', { text: null }, 'title'], ['tasks', { text: 'x' }, 'text'], ['targets', {}, 'raw']]) {
    setBoundary(d, kind, record, [1, 3]);
    assert.equal(record[key], '乙丙');
    assert.deepEqual(record.span, [1, 3]);
  }
});

test('a reason that several figures share is said once', () => {
  const said = (message) => [0, 1].map((l) => {
    language = l;
    return messageText(message);
  });
  assert.deepEqual(said('１家: one short word'), ['１家：名称过短', '１家: one short word']);
  assert.deepEqual(said('5家: one short word; 20%: many words; 8家: one short word'), ['5家、8家：名称过短；20%：名称过长', '5家、8家: one short word; 20%: many words']);
  assert.deepEqual(said('5家: perhaps 补贴; 8家: perhaps 补贴'), ['5家、8家：或为“补贴”的金额', '5家、8家: perhaps of 补贴']);
  for (const other of ['表1/1: 1.653.7 is parted as 1.65 | 3.7', 'a second heading （二）', 'a; b: c']) assert.deepEqual(said(other), [other, other]);
  language = 0;
  assert.deepEqual([codeName('numbering_gap'), codeName('toString'), codeName('new')], ['序号缺号', 'toString', 'new']);
});

test('the form refuses what apply would', () => {
  const text = '一、甲\n做事。市民政局负责\n二、乙\n做别的。《某规划》';
  const span = (words) => [text.indexOf(words), text.indexOf(words) + words.length];
  const heading = (id, title) => ({ id, label: id + '、', title, role: 'tasks', page: null, span: span(title) });
  const d = doc(text, {
    outline: [heading('一', '甲'), heading('二', '乙')],
    tasks: [{ id: '一', title: '甲', text: '做事。市民政局负责', page: null, span: span('做事。市民政局负责'), measures: [] }],
    responsibilities: [{ at: '一', raw: '市民政局负责', units: [{ name: '市民政局', canonical: null, role: 'joint' }], open: false, due: null, page: null, span: span('市民政局负责') }],
    references: [{ title: '某规划', number: null, page: null, span: span('某规划') }],
    targets: [{ ...target, span: [0, 1] }],
    tables: [{ id: '表1', header: [], rows: [['x']], span: [0, 0] }],
  });
  const of = (kind, change) => {
    const before = d.lists[kind][0].now;
    return problemOf(d, kind, { ...before, ...change }, before);
  };
  for (const kind of ['outline', 'tasks', 'responsibilities', 'references', 'targets']) assert.equal(of(kind, {}), '', kind);
  const unit = (name, role) => ({ name, canonical: null, role });
  assert.equal(of('responsibilities', { units: [unit('市财政局', 'joint')] }), t('unitNotInWords', '市财政局'));
  assert.equal(of('responsibilities', { units: [unit('市 民政局', 'joint')] }), '');
  assert.equal(of('responsibilities', { units: [unit('市民政局', 'lead'), unit('民政局', 'joint')] }), t('leadAndJoint'));
  assert.equal(of('responsibilities', { due: '2027年' }), t('dueNotInText', '2027年'));
  assert.equal(of('targets', { bound: 'range', value: '2', value_max: '1' }), t('rangeOrder'));
  assert.equal(of('targets', { bound: 'range', value: '2', value_max: '10' }), '');
  assert.equal(of('targets', { bound: null }), t('boundMissing'));
  assert.equal(of('targets', { value: null }), t('valueMissing'));
  assert.equal(of('tasks', { span: [span('做事')[0], span('做别的')[1]] }), t('taskBeyond', '一'));
  assert.equal(of('outline', { id: '二' }), t('idTwice', '二'));
  assert.equal(of('outline', { span: span('、乙') }), t('headingsOverlap'));
  const inside = newRecord(d, 'outline', span('市民'));
  assert.equal(problemOf(d, 'outline', { ...inside, id: '三' }, inside), t('headingInTask', '一'));
  const fine = newRecord(d, 'outline', span('做别的'));
  assert.equal(problemOf(d, 'outline', fine, fine), t('idTwice', '二'));
  assert.equal(problemOf(d, 'outline', { ...fine, id: '三' }, fine), '');
  const again = newRecord(d, 'references', span('某规划'));
  assert.equal(problemOf(d, 'references', again, again), t('citedTwice'));
  const task = newRecord(d, 'tasks', span('事。'));
  assert.equal(problemOf(d, 'tasks', task, task), t('taskTwice', '一'));
  assert.deepEqual([...placesOf(d)].sort(), ['', '一', '二', '表1', '表1/1'].sort());
});
