package corpus

import (
	"strconv"
	"strings"
)

// Symbol fonts draw signs at places where other fonts have letters; a document
// then names the place, as U+F0XX of Unicode's private area. These are the
// signs that Chinese office documents use of them: Greek and mathematics,
// bullets, boxes to tick, circled numbers, arrows.

// symbolFonts holds, for each font, signs by place.
var symbolFonts = map[string]map[byte]rune{
	"symbol": signs(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
		0xa0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|―↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
	"wingdings": signs(0x28, "☎", 0x46, "☞", 0x4a, "☺", 0x6c, "●❍■□❐❑❒⬧⧫◆❖⬥⌧", 0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
		0x9e, "·•", 0xa1, "○", 0xa4, "◉◎", 0xa7, "▪□", 0xab, "★", 0xb6, "☆", 0xd8, "➢", 0xdf, "←→↑↓", 0xe8, "➔", 0xef, "⇦⇨⇧⇩", 0xfb, "✗✔☒☑"),
	"wingdings 2": signs(0x4f, "✗✓☒☑☒☒", 0xa3, "□", 0x6a, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿", 0x97, "●", 0xa2, "■"),
}

// signs makes a table of pairs: a place, and the signs from there on.
func signs(pairs ...any) map[byte]rune {
	table := map[byte]rune{}
	for i := 0; i < len(pairs); i += 2 {
		at := byte(pairs[i].(int))
		for _, r := range pairs[i+1].(string) {
			table[at] = r
			at++
		}
	}
	return table
}

// symbolIn returns the sign that a character of the private area U+F000 to
// U+F0FF stands for in a font; the character itself where it is unknown.
func symbolIn(font string, r rune) rune {
	if sign, ok := symbolFonts[strings.ToLower(font)][byte(r-0xf000)]; ok {
		return sign
	}
	return r
}

// symbolOf returns the sign of a sym element, whose character is given in
// hexadecimal, with or without F0 before the place.
func symbolOf(font, char string) (rune, bool) {
	n, err := strconv.ParseUint(char, 16, 16)
	r := rune(n)
	switch {
	case err != nil || r < ' ' || r >= 0xd800 && r <= 0xdfff:
		return 0, false
	case r >= 0xf000 && r <= 0xf0ff:
		return symbolIn(font, r), true
	case r <= 0xff && symbolFonts[strings.ToLower(font)] != nil:
		return symbolIn(font, r+0xf000), true
	}
	return r, true
}
