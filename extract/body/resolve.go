package body

import (
	"strings"

	"guihua/extract/place"
)

// Resolve tells the bodies of the names of one clause, in their order, with the
// vocabulary that is built in. home is the document's own place, zero where it
// is not known, Country for documents of the central government.
func Resolve(names []string, home place.Division) []Body { return Default().Resolve(names, home) }

// Resolve is Resolve with another vocabulary.
func (v *Vocabulary) Resolve(names []string, home place.Division) []Body {
	out := make([]Body, len(names))
	all := make([]reading, len(names))
	for i, n := range names {
		v.read(n, &all[i])
	}
	c := clause{all: all, homes: homesOf(home)}
	for i := range all {
		out[i] = c.body(i)
		out[i].Also = all[i].second
		if all[i].also != "" && out[i].Known {
			out[i].Also = v.second(all[i].also, &all[i], c.homes)
		}
	}
	c.shareTail(out)
	return out
}

// A clause is what the names of a list tell of each other.
type clause struct {
	all   []reading
	homes homes
}

// homes is the document's place and those above it.
type homes struct {
	list [3]place.Division
	n    int
}

func homesOf(d place.Division) homes {
	h := homes{}
	for ok := d.Name != ""; ok && h.n < len(h.list); d, ok = d.Parent() {
		h.list[h.n] = d
		h.n++
		if d.Code == Country.Code || d.Code == "" {
			break
		}
	}
	return h
}

func (h homes) country() bool { return h.n > 0 && h.list[0].Code == Country.Code }

// find is the nearest of the places that a printed level can mean.
func (h homes) find(word string) (place.Division, bool) {
	for _, d := range h.list[:h.n] {
		if wordOf(d) == word {
			return d, true
		}
	}
	for _, d := range h.list[:h.n] {
		if w := wordOf(d); w == "自治区" && (word == "区" || word == "省") {
			return d, true
		}
	}
	return place.Division{}, false
}

// wordOf is how bodies of a division print their level: 省, 自治区, 市, 州, 县.
func wordOf(d place.Division) string {
	for _, k := range []struct{ end, word string }{
		{"自治区", "自治区"}, {"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}, {"地区", "地区"}, {"兵团", "兵团"},
		{"省", "省"}, {"市", "市"}, {"县", "县"}, {"区", "区"}, {"州", "州"}, {"旗", "旗"}, {"盟", "盟"}, {"镇", "镇"}, {"乡", "乡"},
	} {
		if strings.HasSuffix(d.Name, k.end) {
			return k.word
		}
	}
	return ""
}

// levelOfWord is the level that a printed word means where the place is not
// known.
func levelOfWord(word string) Level {
	switch word {
	case "国家":
		return Nation
	case "省", "自治区", "兵团":
		return Province
	case "市", "州", "盟", "自治州", "地区", "师市":
		return City
	case "县", "区", "旗", "自治县", "自治旗":
		return County
	case "镇", "乡", "街道":
		return Township
	}
	return ""
}

// levelOf is the level of a division.
func levelOf(d place.Division) Level {
	if d.Code == Country.Code {
		return Nation
	}
	if len(d.Code) == 6 {
		switch d.Level() {
		case place.Province:
			return Province
		case place.City:
			return City
		}
		return County
	}
	return levelOfWord(wordOf(d))
}

// body settles name i.
func (c *clause) body(i int) Body {
	r := &c.all[i]
	b := Body{Canonical: r.name, Kind: r.kind, Known: r.ok || r.merged, Counterpart: r.fields}
	b.Rule, b.Entry = r.rule()
	if r.ok && r.form.of != nil {
		l := r.form.of
		b.Kind, b.Counterpart, b.Successor = l.kind, l.counterpart(), l.successor
		if b.Kind == Department && strings.HasSuffix(r.form.full, "中心") {
			b.Kind = Institution // a line with the ends 局 and 中心
		}
	}
	switch {
	case r.central || r.both && c.nationalFrom(i) != "":
		f := r.form
		if r.both {
			f = r.nation
		}
		b.Canonical, b.Level, b.LevelFrom = f.full, Nation, Printed
		b.Entry = f.of.name
		b.Kind, b.Counterpart, b.Successor = f.of.kind, f.of.counterpart(), f.of.successor
		if r.both {
			b.LevelFrom = c.nationalFrom(i)
		}
		return b
	case r.generic:
		c.generic(i, r, &b)
		return b
	case r.place != "":
		c.placed(r, &b)
	case r.word != "":
		c.levelled(r, &b, r.word, Printed)
	case r.elided:
		c.restore(i, r, &b)
	default:
		c.elsewhere(i, r, &b)
	}
	return b
}

// rule says how a name was read.
func (r *reading) rule() (Rule, string) {
	switch {
	case r.generic:
		return InGeneral, ""
	case r.merged:
		return ByFields, r.form.full
	case r.ok && r.form.of != nil:
		return ByEntry, r.form.of.name
	case r.canon != "":
		return ByPlace, r.canon
	}
	return Unlisted, ""
}

// generic sets level and place of a body named in general.
func (c *clause) generic(i int, r *reading, b *Body) {
	b.Known, b.Canonical = false, r.name
	switch {
	case r.place != "":
		b.Level, b.LevelFrom, b.Place, b.Code = levelOf(r.div), Named, r.div.Name, r.div.Code
		if strings.Contains(r.name, "各") || strings.Contains(r.name, "有关") {
			b.Level, b.LevelFrom = "", ""
		}
	case r.word != "":
		c.at(b, r.word)
		b.LevelFrom = Printed
	case r.level != "":
		b.Level, b.LevelFrom = r.level, Printed
	case hasAnySuffix(r.name, "部门", "单位") && !strings.HasPrefix(r.name, "各级"):
		c.genericLevel(i, b)
	}
}

// genericLevel sets the level of 有关部门, which print none: that of the name
// before it that tells one, else of the document.
func (c *clause) genericLevel(i int, b *Body) {
	for k := i - 1; k >= 0; k-- {
		q := &c.all[k]
		switch w := q.levelWord(); {
		case w != "":
			c.at(b, w)
			b.LevelFrom = List
		case q.level != "" && !strings.HasPrefix(b.Canonical, "各"): // 各区城市管理部门、消防救援部门
			b.Level, b.LevelFrom = q.level, List
		case q.tellsNation():
			b.Level, b.LevelFrom = Nation, List
		default:
			continue
		}
		return
	}
	if c.homes.n == 0 {
		return
	}
	d := c.homes.list[0]
	if b.Level = levelOf(d); b.Level != "" {
		b.LevelFrom = Document
	}
	if !c.homes.country() {
		b.Place, b.Code = d.Name, d.Code
	}
}

// at sets level and place of a body whose level is word, and returns the level
// in full: the 区财政厅 of an autonomous region is its 自治区财政厅.
func (c *clause) at(b *Body, word string) string {
	b.Level = levelOfWord(word)
	if d, ok := c.homes.find(word); ok {
		b.Place, b.Code = d.Name, d.Code
		if l := levelOf(d); l != "" {
			b.Level = l
		}
		if w := wordOf(d); w == "自治区" {
			return w
		}
	}
	return word
}

// levelled settles a body behind a level.
func (c *clause) levelled(r *reading, b *Body, word string, from Source) {
	word = c.at(b, word)
	b.LevelFrom = from
	switch {
	case r.canon != "":
		b.Canonical = r.canon
	case r.merged:
		b.Canonical = word + r.form.full
	case r.ok:
		b.Canonical = r.inFull(word, b.Level)
	case from != Printed:
		b.Canonical = word + r.core
	}
}

// placed settles a body that names its place.
func (c *clause) placed(r *reading, b *Body) {
	d := c.divisionOf(r)
	b.Place, b.Code = d.Name, d.Code
	b.Level, b.LevelFrom = levelOf(place.Division{Code: b.Code, Name: b.Place}), Named
	if b.Level == "" {
		b.LevelFrom = ""
	}
	if zone(r.name) || r.kind == Government && hasAnySuffix(r.name, zoneNames...) && d.Name != r.name {
		b.Level, b.LevelFrom = "", "" // zones are of no level of their own
	}
	switch {
	case r.canon != "":
		b.Canonical = r.canon
		b.Known = true
	case r.merged:
		b.Canonical = r.place + r.form.full
	case r.ok:
		b.Canonical = r.inFull(r.place, b.Level)
	}
}

// divisionOf is the division whose name or stem a body prints. Where several
// have it, the document's own is meant, and 分局 and 中心支行 are of cities:
// 吉林监管分局. A place that the table does not have is its words alone.
func (c *clause) divisionOf(r *reading) place.Division {
	if r.div.Name == r.place && r.div.Name != "" {
		return r.div
	}
	all := place.ByName(r.place)
	if len(all) > 1 {
		for _, h := range c.homes.list[:c.homes.n] {
			for _, d := range all {
				if d == h {
					return d
				}
			}
		}
		if strings.Contains(r.form.full, "分局") || strings.Contains(r.form.full, "支行") {
			for _, d := range all {
				if d.Level() == place.City {
					return d
				}
			}
		}
	}
	switch {
	case r.div.Name != "":
		return r.div
	case len(all) == 1:
		return all[0]
	case c.homes.n > 0 && strings.HasPrefix(c.homes.list[0].Name, r.place):
		return c.homes.list[0]
	}
	return place.Division{Name: r.place}
}

// inFull is the full name behind a level or place.
func (r *reading) inFull(prefix string, level Level) string {
	full := r.form.full
	switch {
	case r.office && !hasAnyPrefix(full, "人民政府", "委"): // 县政府金融办
		full = "人民政府" + full
	case prefix == "自治区" && strings.HasPrefix(full, "委"): // 自治区党委, where others have 省委
		full = "党" + full
	case full == "人民法院" && r.core == "法院" && level == Province: // a court is called by its rank, in short it is not
		full = "高级人民法院"
	case full == "人民法院" && r.core == "法院" && level == City:
		full = "中级人民法院"
	}
	return r.form.head + prefix + strings.ReplaceAll(full, "*", prefix)
}

// restore settles a body whose level the list leaves out.
func (c *clause) restore(i int, r *reading, b *Body) {
	word, from := c.elidedLevel(i, r)
	if word == "" {
		if (r.ok || r.merged) && r.form.head == "" && !strings.Contains(r.form.full, "*") {
			b.Canonical = r.form.full
		}
		if strings.HasSuffix(r.core, "厅") {
			b.Level, b.LevelFrom = Province, Printed
		}
		return
	}
	c.levelled(r, b, word, from)
}

// elidedLevel is the level of name i, which prints none: that of the name
// before it that prints one, else of the document, else of the name behind it.
func (c *clause) elidedLevel(i int, r *reading) (string, Source) {
	for k := i - 1; k >= 0; k-- {
		if w := c.all[k].levelWord(); w != "" && r.canBe(w) {
			return w, List
		}
	}
	if c.homes.n > 0 && !c.homes.country() {
		for _, d := range c.homes.list[:c.homes.n] {
			if w := wordOf(d); w != "" && r.canBe(w) {
				return w, Document
			}
		}
	}
	for k := i + 1; k < len(c.all); k++ {
		if w := c.all[k].levelWord(); w != "" && r.canBe(w) {
			return w, List
		}
	}
	return "", ""
}

// levelWord is the level a name of the list lends to others.
func (r *reading) levelWord() string {
	switch {
	case r.central || r.word == "国家":
		return ""
	case r.word != "":
		return r.word
	case r.place != "" && r.ok && r.form.of != nil && r.form.of.which == "地方":
		d := r.div
		if d.Name == "" {
			d.Name = r.place
		}
		return wordOf(d)
	}
	return ""
}

// canBe says whether a body can be of a level: 厅 are of provinces alone.
func (r *reading) canBe(word string) bool {
	level := levelOfWord(word)
	if level == Township {
		return false
	}
	return level == Province || !strings.HasSuffix(r.core, "厅")
}

// nationalFrom is what tells that name i, which central and local bodies share,
// is the central one: the name before it that tells, else the document, else the
// name behind it. "" says that it is not.
func (c *clause) nationalFrom(i int) Source {
	for k := i - 1; k >= 0; k-- {
		if c.all[k].levelWord() != "" {
			return ""
		}
		if c.all[k].tellsNation() {
			return List
		}
	}
	if c.homes.country() {
		return Document
	}
	for k := i + 1; k < len(c.all); k++ {
		if c.all[k].levelWord() != "" {
			return ""
		}
		if c.all[k].tellsNation() {
			return List
		}
	}
	return ""
}

// tellsNation says whether a name is that of a body that only the centre has.
func (r *reading) tellsNation() bool {
	return r.word == "国家" || r.central && (r.form.of.kind == Department || r.form.of.kind == Party || r.form.of.kind == Judicial)
}

// elsewhere settles a name that is not known, has no place and prints no level:
// it takes that of the first name where its end is one of departments.
func (c *clause) elsewhere(i int, r *reading, b *Body) {
	if c.homes.n > 0 { // 安化经开区管委会, in a plan of 安化县
		h := c.homes.list[0]
		if s := strings.TrimSuffix(h.Name, wordOf(h)); strings.HasPrefix(r.name, s) && len(s) >= 2*len("安") {
			b.Place, b.Code = h.Name, h.Code
		}
	}
	if r.canon != "" {
		b.Canonical = r.canon
		if d, ok := zonePlace(r.name); ok && b.Place == "" {
			b.Place, b.Code = d.Name, d.Code
		}
		return
	}
	// Supervisors and branches are bodies of the centre in a place.
	if i == 0 || r.kind != Department || !hasAnySuffix(r.core, "厅", "局", "委", "办") || hasAnySuffix(r.core, "监管局", "分局") || hasAnyPrefix(r.core, "国", "民航", "铁路") {
		return
	}
	if w := c.all[0].word; w != "" && w != "国家" && r.canBe(w) {
		c.levelled(r, b, w, List)
	}
}

// second is the second name of a body, in full; "" where the bracket holds none.
func (v *Vocabulary) second(inside string, r *reading, h homes) string {
	var s reading
	v.read(inside, &s)
	if !s.ok || s.form.of == nil || s.generic {
		return ""
	}
	c := clause{all: []reading{*r, s}, homes: h}
	return c.body(1).Canonical
}

// shareTail restores the body of places that share it with the last of their
// list: 杭州市、宁波市人民政府 is the 杭州市人民政府.
func (c *clause) shareTail(out []Body) {
	tail := ""
	for i := range c.all {
		r := &c.all[i]
		if r.place != "" && r.ok && r.form.of != nil && r.form.of.name == "人民政府" {
			tail = "人民政府"
		}
	}
	if tail == "" {
		return
	}
	for i := range c.all {
		if r := &c.all[i]; r.canon != "" && r.kind == Government && !zone(r.name) && r.place != "" {
			out[i].Canonical = r.canon + tail
		}
	}
}

// OfCentre says whether lists of names are those of a document of the central
// government: they name bodies that only the centre has, and none of a province,
// city or county.
func (v *Vocabulary) OfCentre(lists ...[]string) bool {
	some := false
	for _, names := range lists {
		for _, n := range names {
			var r reading
			v.read(n, &r)
			if r.levelWord() != "" || r.place != "" && !r.generic {
				return false
			}
			some = some || r.tellsNation()
		}
	}
	return some
}
