// Spans count Unicode code points, strings of JavaScript UTF-16 units: 𠮷 is one
// code point and two units.

// Points turns one into the other for one text.
class Points {
  constructor(text) {
    this.text = text;
    this.length = 0;
    this.starts = null; // where each code point begins, and the end; null where both counts are the same
    for (let unit = 0; unit < text.length; this.length++) unit += unitsAt(text, unit);
    if (this.length === text.length) return;
    this.starts = new Uint32Array(this.length + 1);
    for (let unit = 0, i = 0; i < this.length; i++) {
      this.starts[i] = unit;
      unit += unitsAt(text, unit);
    }
    this.starts[this.length] = text.length;
  }

  // unit is where a code point begins. What lies outside the text is at its ends.
  unit(point) {
    point = Math.min(Math.max(point, 0), this.length);
    return this.starts ? this.starts[point] : point;
  }

  // point is the code point that a unit belongs to.
  point(unit) {
    unit = Math.min(Math.max(unit, 0), this.text.length);
    return this.starts ? lastAtMost(this.starts, unit) : unit;
  }

  // slice is the text from code point start to end.
  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

function unitsAt(text, unit) {
  return text.codePointAt(unit) > 0xffff ? 2 : 1;
}

// lastAtMost is the index of the last of the ascending numbers that is not above
// value, -1 where all are.
function lastAtMost(numbers, value) {
  let low = 0, high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}
