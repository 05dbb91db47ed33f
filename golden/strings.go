package golden

import "strings"

// A stringKind measures how exactly a string of a record is found, apart from
// whether its record is: records are matched by a key that leaves the string
// out.
type stringKind struct {
	name  string
	score func(gold, out *facts) (strict, soft Count)
}

var stringKinds = []stringKind{
	{"outline titles", byStrings(func(d *facts) (list []word) {
		for _, x := range d.Outline {
			list = append(list, word{repr(fold(x.ID.s)), x.Title.s})
		}
		return list
	})},
	{"task titles", byStrings(func(d *facts) (list []word) {
		for _, x := range d.Tasks {
			list = append(list, word{repr(fold(x.ID.s)), x.Title.s})
		}
		return list
	})},
	{"box item titles", byStrings(func(d *facts) (list []word) {
		for _, b := range d.Boxes {
			for i, x := range b.Items {
				list = append(list, word{repr(tuple{b.Number.s, i + 1}), x.Title.s})
			}
		}
		return list
	})},
	{"clauses raw", byStrings(func(d *facts) (list []word) {
		for _, x := range d.Responsibilities {
			list = append(list, word{repr(fold(x.At.s)), x.Raw.s})
		}
		return list
	})},
	{"unit names", byStrings(func(d *facts) (list []word) {
		for _, x := range d.Responsibilities {
			for _, u := range x.Units {
				list = append(list, word{repr(fold(x.At.s)), u.Name.s})
			}
		}
		return list
	})},
	{"target indicators", byStrings(func(d *facts) []word { return indicators(d.Targets) })},
	{"achievement indicators", byStrings(func(d *facts) []word { return indicators(d.Achievements) })},
	{"reference titles", byStrings(func(d *facts) (list []word) {
		for _, x := range d.References {
			list = append(list, word{"", x.Title.s})
		}
		return list
	})},
}

// StringKinds returns the names of the strings that are scored strictly and
// softly, in the order they are printed.
func StringKinds() []string {
	names := make([]string, len(stringKinds))
	for i, k := range stringKinds {
		names[i] = k.name
	}
	return names
}

func indicators(list []quantity) []word {
	var words []word
	for _, q := range list {
		words = append(words, word{repr(quantityKey(q)), q.Indicator.s})
	}
	return words
}

// A word is a string with the key of its record.
type word struct {
	key string
	s   *string
}

func byStrings(words func(*facts) []word) func(gold, out *facts) (strict, soft Count) {
	return func(gold, out *facts) (Count, Count) { return matchStrings(words(gold), words(out)) }
}

// matchStrings pairs strings of the same key: strictly, equal but for white
// space; softly, alike or one inside the other. The soft count takes the best
// pairs first, so that a string that merely contains another does not take its
// place.
func matchStrings(gold, out []word) (strict, soft Count) {
	strict = Count{Out: len(out), Gold: len(gold)}
	soft = strict
	left := newShelf(out, func(w word) string { return w.key })
	exact := func(a, b *string) bool { return (a == nil) == (b == nil) && squeeze(deref(a)) == squeeze(deref(b)) }
	folded := func(a, b *string) bool { return deref(foldName(a)) == deref(foldName(b)) }
	contained := func(a, b *string) bool { return alike(a, b) || inside(a, b) || inside(b, a) }
	for pass, fits := range []func(a, b *string) bool{exact, folded, contained} {
		var rest []word
		for _, g := range gold {
			if !left.take(g.key, func(o word) bool { return fits(g.s, o.s) }) {
				rest = append(rest, g)
				continue
			}
			soft.Hit++
			if pass == 0 {
				strict.Hit++
			}
		}
		gold = rest
	}
	return strict, soft
}

// inside reports whether a stands in b, both without white space.
func inside(a, b *string) bool {
	x, y := squeeze(deref(a)), squeeze(deref(b))
	return x != "" && strings.Contains(y, x)
}
