package correction

import (
	"reflect"
	"strings"
	"testing"

	"guihua/extract"
)

func TestEncodeDecode(t *testing.T) {
	f := &File{Schema: SchemaID, Documents: []Document{
		{ID: "a/甲.txt", SHA256: strings.Repeat("0", 64), Reviewed: true, Corrections: []Correction{
			{Record: Targets, Span: &extract.Span{3, 6}, Words: "8处<", Before: "不少于", Old: Record(`{"value":"8"}`), New: Record("null"), Note: "𠀀"},
			{Record: Notice, Old: Record(`{"title":"甲"}`), New: Record(`{"title":"乙"}`)},
		}},
		{ID: "b.txt", Unreviewed: true, Corrections: []Correction{}},
	}}
	got, err := Decode(Encode(f))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, f) {
		t.Errorf("read again:\n%+v\nwant\n%+v", got, f)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"schema":"guihua/document/v1","documents":[]}`, `has schema "guihua/document/v1"`},
		{`{"schema":"guihua/document/v1","source":{}}`, `has schema "guihua/document/v1"`},
		{`{"schema":"guihua/corrections/v1","docs":[]}`, "docs"},
		{`{"schema":"guihua/corrections/v1","documents":[`, "cut off"},
		{`{"schema":"guihua/corrections/v1","documents":[]} x`, "behind"},
		{`{"schema":"guihua/corrections/v1","documents":[{"id":"a.txt","reviewed":true,"unreviewed":true}]}`, "a.txt is both"},
	} {
		if _, err := Decode([]byte(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.in, err, c.want)
		}
	}
}
