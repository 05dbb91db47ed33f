package tables_test

import (
	"testing"

	"guihua/extract"
	"guihua/extract/tables"
)

// clauses is a document of clauses, each a place and units written role:name.
func clauses(list ...[]string) *tables.Doc {
	d := &tables.Doc{ID: "a", Document: &extract.Document{}, Corpus: new(tables.Corpus)}
	roles := map[string]extract.UnitRole{"L": extract.Lead, "S": extract.Support, "J": extract.Joint}
	for _, c := range list {
		r := extract.Responsibility{At: c[0]}
		for _, u := range c[1:] {
			r.Units = append(r.Units, extract.Unit{Name: u[2:], Role: roles[u[:1]]})
		}
		d.Responsibilities = append(d.Responsibilities, r)
	}
	return d
}

func TestEdges(t *testing.T) {
	for _, c := range []struct {
		name string
		d    *tables.Doc
		want []string
	}{
		{"a lead and two that support", clauses([]string{"一/1", "L:县林业局", "S:县财政局", "S:县水利局"}), []string{
			"县林业局|县财政局|lead_support|true|1|0.5|一/1",
			"县林业局|县水利局|lead_support|true|1|0.5|一/1",
			"县水利局|县财政局|co_support|false|1|0.5|一/1",
		}},
		{"the supporter stands first", clauses([]string{"一/1", "S:县财政局", "L:县林业局"}), []string{
			"县林业局|县财政局|lead_support|true|1|1|一/1",
		}},
		{"over tasks, in short and in full", clauses([]string{"一/1", "J:县发改委", "J:县财政局"}, []string{"一/2", "J:县财政局", "J:县发展和改革委员会"}), []string{
			"县发展和改革委员会|县财政局|joint|false|2|2|一/1；一/2",
		}},
		{"two clauses of a task; what one names together is no same_task", clauses([]string{"一/1", "L:县林业局", "S:县财政局"}, []string{"一/1", "J:县林业局", "J:县水利局"}), []string{
			"县林业局|县财政局|lead_support|true|1|0.5|一/1",
			"县林业局|县水利局|joint|false|1|0.5|一/1",
			"县水利局|县财政局|same_task|false|1|0.5|一/1",
		}},
		{"one label, two tasks", clauses([]string{"（一）", "J:县林业局"}, []string{"（二）", "J:县水利局"}, []string{"（一）", "J:县财政局"}), nil},
		{"no heading", clauses([]string{"", "J:县林业局"}, []string{"", "J:县财政局"}), nil},
		{"bodies in general are no nodes", clauses([]string{"一/1", "L:县林业局", "S:各有关部门"}), nil},
		{"named twice", clauses([]string{"一/1", "J:县林业局", "J:县林业局"}), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			equalRows(t, layOut(t, c.d, "unit_edges", "from_unit", "to_unit", "relation", "directed", "weight", "weight_shared", "tasks"), c.want...)
		})
	}
}
