// Figures as people print and type them, read for the form.

// What stands behind a number: powers of ten.
const SCALES = { 十万: 5, 百万: 6, 千万: 7, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12, 百: 2, 千: 3, 万: 4, 亿: 8 };

// Not 百 of 百分点, not 千 of 千米 and the like, which are units.
const SCALE = `(?:${Object.keys(SCALES).join('|')})(?!分点)(?<!千(?=[米克瓦伏卡]))`;

const FIGURE = `(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d+))?\\s*(${SCALE})?`;

// Units of measure that words may follow: 8处养老设施. Longer ones stand first.
const UNITS = [
  '个百分点', '百分点', '吨标准煤', '平方公里', '平方千米', '平方米', '立方米', '千瓦时', '千瓦', '公里', '千米', '公顷', '公斤', '千克', '人次', '批次', '班次', '户次', '课时',
  ...'%‰元米亩吨克升倍成件个家项人名所份位张台套座处条部种次场期户辆架艘间床篇支只头株门册例起宗片块棵颗组队班单口孔根枚尾箱袋本款笔列站栋幢天年',
];

// Words in front of a number that limit it; the first that fits holds: 不少于 ends
// in 少于, 不超过 in 超过.
const BEFORE = [
  ['>=', /不(?:得|应|宜|能)?(?:少|低|小)于$/u],
  ['<=', /(?:不(?:得|应|宜|能)?(?:超过|高于|大于|多于|突破)|至多|最多|最高|低于|小于|少于|≤|<=?)$/u],
  ['>=', /(?:至少|最少|超过|超出|突破|大于|高于|多于|优于|逾|超|≥|>=?)$/u],
  ['~', /(?:大约|将近|接近|约|近)$/u],
];

// And those behind its unit.
const BEHIND = [['>=', /^(?:及|或|含)?以上/u], ['<=', /^(?:(?:及|或|含)?以下|以内|之内)/u], ['~', /^(?:左右|上下)/u]];

// quantityOf reads the figure in words: 不少于1.2万户 is >= 12000 户. All is null
// where there is none.
function quantityOf(words) {
  const text = words.normalize('NFKC');
  const all = [...text.matchAll(new RegExp(FIGURE, 'gu'))];
  const years = all.filter((found) => /^(19|20)\d\d$/.test(found[0]) && text[found.index + 4] === '年');
  const figures = all.length > years.length ? all.filter((found) => !years.includes(found)) : all;
  // 由58%提高到65%: the one that is to be reached.
  const found = figures.find((f) => /[到至达为]$/u.test(text.slice(0, f.index)) && /[由从].*\d/u.test(text.slice(0, f.index))) || figures[0];
  if (!found) return { value: null, value_max: null, unit: null, bound: null, measure: null };

  const before = text.slice(0, found.index);
  let rest = text.slice(found.index + found[0].length);
  let scale = found[3], most = null;
  let unit = unitOf(rest);
  const second = new RegExp(`^(?:${escaped(unit)})?\\s*(?:[-—–―−~]+|至|到)\\s*${FIGURE}`, 'u').exec(rest);
  if (second) {
    most = decimalOf(second.slice(1));
    rest = rest.slice(second[0].length);
    unit = unitOf(rest) || unit;
    scale ??= second[3]; // 3—5万亩
  }
  const behind = rest.trimStart().slice(unit.length).trimStart();
  const boundOf = (list, words) => list.find(([, form]) => form.test(words))?.[0];
  return {
    value: decimalOf([found[1], found[2], scale]), value_max: most, unit: unit === '百分点' ? '个百分点' : unit || null,
    bound: most ? 'range' : boundOf(BEFORE, before.trimEnd()) ?? boundOf(BEHIND, behind) ?? '=',
    measure: measureOf(before, unit),
  };
}

// unitOf is the unit of measure that words begin with, '' for none.
function unitOf(words) {
  const text = words.trimStart();
  const known = UNITS.find((unit) => text.startsWith(unit));
  if (known) return known;
  return /^[^\d\s，。；、,;:：.()（）以左上之及至到—–~-]{0,6}/u.exec(text)[0];
}

// measureOf tells 提高5个百分点 from 提高到5%.
function measureOf(before, unit) {
  if (unit === '倍') return 'ratio';
  const verbs = [...before.matchAll(/(提高|提升|增长|增加|新增|上升|扩大)|(降低|下降|减少|压减|缩短|下调)/gu)];
  const last = verbs[verbs.length - 1];
  if (!last || /[到至达为]/u.test(before.slice(last.index))) return 'level';
  return last[1] ? 'increase' : 'decrease';
}

// decimalOf is a number in base units without rounding: 1.2 and 万 are 12000.
function decimalOf([whole, fraction, scale]) {
  return shiftPoint(whole.replaceAll(',', ''), fraction || '', SCALES[scale] || 0);
}

// shiftPoint multiplies a decimal by a power of ten without rounding.
function shiftPoint(whole, fraction, places) {
  const digits = whole + fraction.padEnd(places, '0');
  const point = whole.length + places;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, ''), right = digits.slice(point).replace(/0+$/, '');
  return right ? `${left}.${right}` : left;
}

function escaped(words) { return words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'); }

// yearAt is the year that the words of a span are about: the one named last before
// their end in their sentence, 到2025年, or any one for what is reached; else that
// of the head of their column.
function yearAt(doc, span, reached) {
  const row = doc.rowAt(span[0]);
  if (row) {
    const cell = row.cells.findIndex((c) => overlap(c, span));
    return /(?:19|20)\d\d(?=年)/u.exec(row.table.header[cell] || '')?.[0] ?? null;
  }
  const before = doc.points.slice(sentenceOf(doc.points, span)[0], span[1]).normalize('NFKC');
  const all = [...before.matchAll(reached ? /((?:19|20)\d\d)\s*年/gu : /(?:到|至)\s*((?:19|20)\d\d)\s*年/gu)];
  return all.length > 0 ? all[all.length - 1][1] : null;
}

// isYearly says that the words of a span are about every year.
function isYearly(doc, span) {
  const before = doc.points.slice(sentenceOf(doc.points, span)[0], span[1]);
  return /(?:每年|年均)[^，。；,;]*$/u.test(before);
}

// plainNumber is what is typed as a plain decimal in base units: 1.2万 is 12000. It
// is '' for nothing and null for what is no number.
function plainNumber(typed) {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '').replace(/^[−–—]/, '-');
  if (text === '') return '';
  const found = new RegExp(`^(-?)(\\d+)(?:\\.(\\d+))?(${SCALE})?$`, 'u').exec(text);
  if (!found) return null;
  return found[4] ? found[1] + decimalOf(found.slice(2)) : text;
}

// plainDate is a date as YYYY-MM-DD: 2022年8月24日 is 2022-08-24. It is '' for
// nothing and null for what is no date.
function plainDate(typed) {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  if (text === '') return '';
  const found = /^(\d{4})[-/.年](0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12]\d|3[01])日?$/u.exec(text);
  return found && [found[1], ...found.slice(2).map((n) => n.padStart(2, '0'))].join('-');
}
