package tables_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/extract/compare"
	"guihua/extract/tables"
)

// compared are the comparisons of the samples with the province's plan, in the order
// of samples, and the matrix of them.
func compared(t *testing.T) ([]*tables.Compared, *tables.Matrix) {
	t.Helper()
	words, err := tagger()
	if err != nil {
		t.Fatal(err)
	}
	docs := samples(t)
	i := slices.IndexFunc(docs, func(d *tables.Doc) bool { return d.ID == "yunling_lenglian_guihua_pdf.txt" })
	superior := docs[i]
	c := compare.New(words)
	side := c.Read(superior.ID, superior.Document)
	m := tables.NewMatrix(superior)
	var list []*tables.Compared
	for _, d := range slices.Delete(slices.Clone(docs), i, i+1) {
		x := &tables.Compared{Comparison: c.Compare(side, c.Read(d.ID, d.Document)), Superior: superior, Subordinate: d}
		m.Add(x)
		list = append(list, x)
	}
	return list, m
}

func TestComparedColumns(t *testing.T) {
	seen := map[string]bool{}
	for _, table := range tables.All {
		seen[table.Name] = true
	}
	ts := tables.DescribeCompared()
	for _, table := range ts {
		if !snake.MatchString(table.Name) || seen[table.Name] || table.Meaning == "" {
			t.Errorf("table %q: its name is no snake_case or stands twice, or it has no meaning", table.Name)
		}
		seen[table.Name] = true
		names := map[string]bool{}
		for _, c := range table.Columns {
			if !snake.MatchString(c.Name) || names[c.Name] || c.Meaning == "" || c.Example == "" || c.From == "" {
				t.Errorf("%s.%s: no snake_case, or twice, or meaning, example or origin is missing", table.Name, c.Name)
			}
			names[c.Name] = true
		}
		if table.Columns[0].Name != "doc_id" || table.Columns[1].Name != "row_id" {
			t.Errorf("%s has no key in front", table.Name)
		}
	}
}

// TestComparedRows checks every row of the comparisons of the samples: values are of
// their columns' types, keys are unique, and words are those of the spans.
func TestComparedRows(t *testing.T) {
	list, _ := compared(t)
	filled := map[string]bool{}
	for _, c := range list {
		text := map[string][]rune{"superior": []rune(c.Superior.Text), "subordinate": []rune(c.Subordinate.Text)}
		for i := range tables.ComparedAll {
			table := &tables.ComparedAll[i]
			n := 0
			for row := range table.Rows(c) {
				n++
				at := fmt.Sprintf("%s %s row %d", c.Subordinate.ID, table.Name, n)
				if len(row) != len(table.Columns) {
					t.Fatalf("%s: %d values of %d columns", at, len(row), len(table.Columns))
				}
				get := func(name string) any { return row[index(t, &table.Table, name)] }
				if get("doc_id") != c.Subordinate.ID || get("row_id") != n || get("superior_doc") != c.Superior.ID {
					t.Errorf("%s: its key is %v %v %v", at, get("doc_id"), get("row_id"), get("superior_doc"))
				}
				for j, col := range table.Columns {
					if row[j] == nil {
						continue
					}
					filled[table.Name+"."+col.Name] = true
					if typeOf(row[j]) != col.Type {
						t.Errorf("%s: %s is the %T %v, no %s", at, col.Name, row[j], row[j], col.Type)
					}
				}
				switch table.Name {
				case "changes":
					here, there := text["superior"], text["subordinate"]
					if get("side") == "added" {
						here, there = there, here
					}
					if want := string(here[get("span_start").(int):get("span_end").(int)]); get("words") != want {
						t.Errorf("%s: words are %q, the span %q", at, get("words"), want)
					}
					if start, ok := get("with_start").(int); ok && get("with_words") != string(there[start:get("with_end").(int)]) {
						t.Errorf("%s: with_words are %q", at, get("with_words"))
					}
				case "target_pairs":
					for side, rs := range text {
						if start, ok := get(side + "_start").(int); ok && squeeze(string(rs[start:get(side+"_end").(int)])) != squeeze(get(side+"_words").(string)) {
							t.Errorf("%s: %s_words are %q", at, side, get(side+"_words"))
						}
					}
				}
			}
		}
	}
	for _, table := range tables.DescribeCompared() {
		for _, c := range table.Columns {
			if name := table.Name + "." + c.Name; filled[name] == neverCompared[name] {
				t.Errorf("%s has a value in a comparison of samples: %v, listed as one that has none: %v", name, filled[name], neverCompared[name])
			}
		}
	}
}

// neverCompared are columns that no comparison of samples has a value for.
var neverCompared = map[string]bool{
	// The superior plan of the samples is a text of an invented province.
	"comparisons.superior_region_code": true, "pairs.superior_page": true, "target_pairs.superior_page": true,
}

// What a comparison of one's own says stands in its rows.
func TestComparedOfOwn(t *testing.T) {
	a := planOf("省方案\n一、任务\n（一）建冷库。建设冷库，完善管护。", "a.txt", "云岭省")
	b := planOf("市方案\n一、任务\n（一）建冷库。建设冷库，新建车间。", "b.txt", "澜川市")
	x := compare.Item{Kind: compare.TaskItem, ID: "一/（一）", Title: "建冷库", Span: extract.Span{16, 25}}
	c := &tables.Compared{Superior: a, Subordinate: b, Comparison: &compare.Comparison{
		Superior: compare.Plan{ID: "a.txt"}, Subordinate: compare.Plan{ID: "b.txt", Region: b.Document.Document.Region, Level: "city"},
		Pairs: []compare.Pair{
			{Superior: &x, Subordinate: &x, Relation: compare.Adapted, Or: []compare.Relation{compare.Partial, compare.Same}, Overlap: new(0.5),
				Cut:      []compare.Change{{Span: extract.Span{21, 25}, Kind: compare.MeasureChange, Counts: true, With: &extract.Span{21, 25}}, {Span: extract.Span{16, 18}, Kind: compare.WordsChange}},
				Added:    []compare.Change{{Span: extract.Span{21, 25}, Kind: compare.MeasureChange, Counts: true}},
				Evidence: []compare.Evidence{{Why: "first"}, {Why: "then"}}},
			{Superior: &compare.Item{Kind: compare.BoxEntry, ID: "专栏1/1", Title: "行动"}, Relation: compare.Dropped},
			{Subordinate: &compare.Item{Kind: compare.TaskItem, ID: "一/（二）", Title: "新"}, Relation: compare.NewHere},
		},
		Units: []compare.UnitPair{{Superior: &compare.UnitSide{Name: "省商务厅", Clauses: 3}, Subordinate: &compare.UnitSide{Name: "市商务局", Led: 1}, Relation: compare.SameBody, Together: 2}, {Superior: &compare.UnitSide{Name: "省科学院"}, Relation: compare.UnitMissing}},
		Summary: compare.Summary{Items: 2, SubordinateItems: 2, Relations: map[compare.Relation]int{compare.Adapted: 1, compare.Dropped: 1, compare.NewHere: 1},
			Shares: map[compare.Relation]float64{compare.Adapted: 0.5, compare.Dropped: 0.5, compare.NewHere: 0.5}, Raised: 3},
	}}
	m := tables.NewMatrix(a)
	m.Add(c)
	for table, want := range map[string][]map[string]any{
		"pairs": {
			{"kind": "task", "superior_id": "一/（一）", "subordinate_title": "建冷库", "relation": "adapted", "or_relations": "partial；same", "overlap": 0.5, "n_cut": 2, "n_cut_counted": 1, "n_added": 1,
				"cut_words": "完善管护", "added_words": "新建车间", "evidence": "first；then", "superior_start": 16, "subordinate_end": 25},
			{"kind": "box_item", "superior_id": "专栏1/1", "subordinate_id": nil, "relation": "dropped", "overlap": nil, "cut_words": nil, "subordinate_start": nil},
			{"kind": "task", "superior_id": nil, "subordinate_id": "一/（二）", "relation": "new"},
		},
		"changes": {
			{"pair_row": 1, "side": "cut", "kind": "measure", "counts": true, "words": "完善管护", "with_words": "新建车间"},
			{"pair_row": 1, "side": "cut", "kind": "words", "counts": false, "with_words": nil, "with_start": nil},
			{"pair_row": 1, "side": "added", "words": "新建车间"},
		},
		"unit_pairs": {
			{"superior_unit": "省商务厅", "subordinate_unit": "市商务局", "relation": "same body", "together": 2, "superior_clauses": 3, "subordinate_led": 1},
			{"superior_unit": "省科学院", "subordinate_unit": nil, "relation": "missing"},
		},
		"comparisons": {{"subordinate_region": "澜川市", "subordinate_level": "city", "matrix_table": "matrix", "matrix_column": "澜川市", "n_items": 2, "n_adapted": 1, "share_adapted": 0.5, "share_same": 0.0, "share_new": 0.5, "n_targets_raised": 3, "n_units_same": 1, "n_units_missing": 1}},
	} {
		i := slices.IndexFunc(tables.ComparedAll, func(t tables.ComparedTable) bool { return t.Name == table })
		ct := &tables.ComparedAll[i]
		rows := slices.Collect(ct.Rows(c))
		if len(rows) != len(want) {
			t.Fatalf("%s: %d rows, want %d", table, len(rows), len(want))
		}
		for n, w := range want {
			for name, value := range w {
				if got := rows[n][index(t, &ct.Table, name)]; got != value {
					t.Errorf("%s row %d: %s is %v, want %v", table, n+1, name, got, value)
				}
			}
		}
	}
}

func planOf(text, id, region string) *tables.Doc {
	d := &extract.Document{Schema: extract.SchemaID, Text: text}
	d.Document.Region.Name = &region
	return &tables.Doc{Document: d, ID: id, Corpus: new(tables.Corpus)}
}

// The matrix has a row per item of the superior plan and a column per plan, with the
// relations of the pairs.
func TestMatrix(t *testing.T) {
	list, m := compared(t)
	ts := m.Tables()
	if len(ts) != 1 || ts[0].Name != "matrix" {
		t.Fatalf("%d tables", len(ts))
	}
	columns := map[string]bool{}
	for _, c := range ts[0].Columns {
		if columns[strings.ToLower(c.Name)] {
			t.Errorf("two columns %s", c.Name)
		}
		columns[strings.ToLower(c.Name)] = true
	}
	rows := slices.Collect(m.Rows(0))
	if want := len(list[0].Superior.Tasks) + 7; len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	seen := 0
	for _, c := range list {
		j := index(t, &ts[0], c.Column)
		for _, p := range c.Pairs {
			if p.Superior == nil {
				continue
			}
			for _, row := range rows {
				if row[2] != p.Superior.ID {
					continue
				}
				seen++
				if got, _ := row[j].(string); !slices.Contains(strings.Split(got, "；"), string(p.Relation)) {
					t.Errorf("%s, %s: %v, want %s", c.Column, p.Superior.ID, row[j], p.Relation)
				}
			}
		}
	}
	if seen < len(list)*len(rows) {
		t.Errorf("%d of %d cells looked at", seen, len(list)*len(rows))
	}
}

// Columns are called so that every program takes them, and more plans than a table
// has room for go on in another.
func TestMatrixColumns(t *testing.T) {
	a := planOf("省方案", "a.txt", "云岭省")
	m := tables.NewMatrix(a)
	x := compare.Item{Kind: compare.TaskItem, ID: "一"}
	add := func(id string, region *string) *tables.Compared {
		c := &tables.Compared{Superior: a, Comparison: &compare.Comparison{
			Subordinate: compare.Plan{ID: id, Region: extract.Region{Name: region}},
			Pairs:       []compare.Pair{{Superior: &x, Relation: compare.Same}},
		}}
		m.Add(c)
		return c
	}
	for _, test := range []struct{ id, region, want string }{
		{"b.txt", "澜川市", "澜川市"},
		{"c.txt", "澜川市", "澜川市_2"},
		{"2021/澜川 (草案).txt", "", "d2021_澜川__草案__txt"},
		{"title", "", "title_2"}, // a column of every matrix
		{"TITLE", "", "TITLE_3"}, // SQLite makes no difference
		{"…", "", "d"},
		{strings.Repeat("长", 40), "", strings.Repeat("长", 32)},
		{strings.Repeat("长", 41), "", strings.Repeat("长", 30) + "_2"},
	} {
		region := &test.region
		if test.region == "" {
			region = nil
		}
		if c := add(test.id, region); c.Column != test.want || c.Part != "matrix" {
			t.Errorf("%s: %s in %s, want %s", test.id, c.Column, c.Part, test.want)
		}
	}
	for i := range 1000 {
		add(fmt.Sprintf("p%d", i), nil)
	}
	ts := m.Tables()
	if len(ts) != 2 || ts[1].Name != "matrix_2" || len(ts[0].Columns) != 1007 || len(ts[1].Columns) != 15 {
		t.Fatalf("%d tables", len(ts))
	}
	for part := range ts {
		for row := range m.Rows(part) {
			if len(row) != len(ts[part].Columns) || row[len(row)-1] != "same" {
				t.Errorf("part %d: %v", part, row)
			}
		}
	}
}

// What comparisons counts can be counted in the rows of the other tables, by the
// filter that the dictionary names.
func TestComparedCounts(t *testing.T) {
	list, _ := compared(t)
	filtered := 0
	for _, c := range list {
		table := func(name string) (*tables.ComparedTable, [][]any) {
			i := slices.IndexFunc(tables.ComparedAll, func(t tables.ComparedTable) bool { return t.Name == name })
			return &tables.ComparedAll[i], slices.Collect(tables.ComparedAll[i].Rows(c))
		}
		want := map[string]int{}
		targets, rows := table("target_pairs")
		for _, row := range rows {
			get := func(name string) any { return row[index(t, &targets.Table, name)] }
			if get("again") == true || get("support") == true {
				filtered++
				continue
			}
			for _, by := range []string{"relation", "outcome", "ambition"} {
				if v := get(by); v != nil {
					want[by+" "+v.(string)]++
				}
			}
		}
		pairs, rows := table("pairs")
		first, ofA, ofB := map[string]bool{}, map[string]bool{}, map[string]bool{}
		for _, row := range rows {
			get := func(name string) any { return row[index(t, &pairs.Table, name)] }
			key := func(side string) string { return fmt.Sprint(get(side+"_id"), get(side+"_start"), get("kind")) }
			if get("superior_id") == nil || !first[key("superior")] {
				want["pair "+get("relation").(string)]++
			}
			first[key("superior")] = true
			if get("superior_id") != nil && get("subordinate_id") != nil {
				ofA[key("superior")], ofB[key("subordinate")] = true, true
			}
		}
		counted, rows := table("comparisons")
		get := func(name string) any { return rows[0][index(t, &counted.Table, name)] }
		for name, of := range map[string]string{
			"n_targets_higher": "outcome higher", "n_targets_lower": "outcome lower", "n_targets_same": "outcome same",
			"n_targets_scaled": "outcome scaled total", "n_targets_not_comparable": "outcome not comparable",
			"n_targets_raised": "ambition raised", "n_targets_lowered": "ambition lowered",
			"n_targets_dropped": "relation dropped", "n_targets_new": "relation new",
			"n_same": "pair same", "n_adapted": "pair adapted", "n_partial": "pair partial", "n_merged": "pair merged",
			"n_split": "pair split", "n_dropped": "pair dropped", "n_new": "pair new",
		} {
			if got := get(name); got != want[of] {
				t.Errorf("%s: %s is %v, the rows have %d", c.Subordinate.ID, name, got, want[of])
			}
		}
		if got, n := get("share_paired"), get("n_items").(int); n > 0 && got != float64(len(ofA))/float64(n) {
			t.Errorf("%s: share_paired is %v, %d of %d have a counterpart", c.Subordinate.ID, got, len(ofA), n)
		}
		if got, n := get("share_subordinate_paired"), get("n_subordinate_items").(int); n > 0 && got != float64(len(ofB))/float64(n) {
			t.Errorf("%s: share_subordinate_paired is %v, %d of %d", c.Subordinate.ID, got, len(ofB), n)
		}
	}
	if filtered == 0 {
		t.Error("no row of the samples is left out: the test shows nothing")
	}
}
