package export

import (
	"slices"
	"strings"
	"testing"
)

// TestRuns: only what Excel would run gets an apostrophe.
func TestRuns(t *testing.T) {
	for _, text := range []string{"=", "=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "＝A1", "＠x", "+1+1", "+A1", "-1-1", "-A1", "-2+3", "－A1", "＋A1", "-5元", "-1,2", "-1.", "-.5.", "- 5", "\t=1", "\r=1", "\n=1", "--1", "-湿地"} {
		if !runs(text) {
			t.Errorf("%q would be run", text)
		}
	}
	for _, text := range []string{"", "a=1", " =1", "-5", "+5", "-0.5", "－5", "＋5%", "-5%", "-", "--", "－－", "+", "－", "—", "——", "'=1", "“=", "1-1", "·-1", "−5"} {
		if runs(text) {
			t.Errorf("%q is harmless", text)
		}
	}
}

// TestCSVApostrophe: they are counted and told of, and nothing but text gets one.
func TestCSVApostrophe(t *testing.T) {
	dir := t.TempDir()
	notes := write(t, dir, []string{"csv", "jsonl"}, Options{}, func(yield func(int, []any) bool) {
		yield(facts, []any{"=a", 1, "-二", "=1", "-5", -5, -5.5, true})
	})
	if want := "\r\n'=a,1,'-二,'=1,-5,-5,-5.5,TRUE\r\n"; !strings.HasSuffix(folder(t, dir)["facts.csv"], want) {
		t.Errorf("%q", folder(t, dir)["facts.csv"])
	}
	if want := []string{"facts.csv: 3 cells that Excel would run as formulas begin with an apostrophe there, only there"}; !slices.Equal(notes, want) {
		t.Errorf("%q, want %q", notes, want)
	}
	if !strings.Contains(folder(t, dir)["facts.jsonl"], `"doc_id":"=a"`) {
		t.Errorf("%q", folder(t, dir)["facts.jsonl"])
	}
}
