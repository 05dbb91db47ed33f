package correction

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// What a person corrects in a record is the keys that differ between the old
// record and the new one. All others stay what the document says: its page, the
// heading it stands at, what somebody else has corrected.

// keys are the values of a record by the keys of its JSON, its page and its mark
// left out.
func (r record) keys() map[string]reflect.Value {
	keys := map[string]reflect.Value{}
	v := reflect.ValueOf(r.value).Elem()
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if key != "page" && key != "corrected" {
			keys[key] = v.Field(i)
		}
	}
	return keys
}

// differ are the keys, in order, in which two records of a kind differ otherwise
// than by white space. A span goes with the words it covers.
func differ(a, b record) []string {
	var keys []string
	of := b.keys()
	for key, v := range a.keys() {
		if !sameValue(v, of[key]) {
			keys = append(keys, key)
		}
	}
	if a.kind != Notice {
		// The first one is of the record itself.
		if words := b.parts().fields[0].name; slices.Contains(keys, "span") || slices.Contains(keys, words) {
			keys = append(keys, "span", words)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

func sameValue(a, b reflect.Value) bool {
	plain := func(v reflect.Value) string {
		var x any
		if err := json.Unmarshal(marshal(v.Interface()), &x); err != nil {
			panic(err) // just written
		}
		return string(marshal(squeezed(x)))
	}
	return plain(a) == plain(b)
}

// with is r with those keys of another record of its kind.
func (r record) with(keys []string, by record) record {
	out := record{r.kind, r.kind.zero()}
	out.set(r)
	of := by.keys()
	for key, v := range out.keys() {
		if slices.Contains(keys, key) {
			v.Set(of[key])
		}
	}
	return out
}

// agree is in how many keys two records of a kind are the same.
func agree(a, b record) int { return len(a.keys()) - len(differ(a, b)) }

// contradicts says in which of the keys, which a correction takes from old to new,
// the record now there was corrected to something else; "" for in none.
func (a *applying) contradicts(now, old, new record, keys []string) string {
	earlier := a.set[now.name()]
	n, o, w := now.keys(), old.keys(), new.keys()
	spoken := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return key == "span" && len(keys) > 1 })
	for _, key := range spoken {
		if slices.Contains(earlier, key) && !sameValue(n[key], o[key]) && !sameValue(n[key], w[key]) {
			return "contradicts an earlier correction: " + key + " is " + cut(said(n[key]), 40) + ", not " + cut(said(o[key]), 40)
		}
	}
	return ""
}

// name tells a record from all others of the document but its equals.
func (r record) name() string { return string(r.kind) + r.likeness() }

// wasGone reports whether an earlier correction has deleted the record.
func (a *applying) wasGone(r record, like func(record, record) bool) bool {
	return slices.ContainsFunc(a.gone, func(o record) bool { return o.kind == r.kind && like(o, r) })
}

// addedBefore reports whether the record is one that an earlier correction has
// added, and not one of those that are new.
func (a *applying) addedBefore(r record) bool {
	return slices.ContainsFunc(a.earlier, func(s *step) bool {
		return s.old == nil && s.new != nil && s.Record == r.kind && s.new.alike(r)
	})
}

// note remembers what a correction has done, for those that follow.
func (a *applying) note(old, new *record) {
	if new == nil {
		if old != nil {
			a.gone = append(a.gone, *old)
		}
		return
	}
	var keys []string
	if old == nil {
		for key := range new.keys() {
			keys = append(keys, key)
		}
	} else {
		keys = append(differ(*old, *new), a.set[old.name()]...)
	}
	a.set[new.name()] = append(keys, a.set[new.name()]...)
}
