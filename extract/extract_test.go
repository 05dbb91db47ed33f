package extract_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"guihua/extract"
	"guihua/segment"
)

const plan = "云溪市数字经济发展规划\n一、主要目标\n到2027年，建设小微湿地8处，新增服务网点30个。\n"

// A panic in one document is an error that says where, and no more than that.
func TestExtractPanic(t *testing.T) {
	doc, err := extract.New(panics{}).Extract(t.Context(), openText(plan))
	if doc != nil || err == nil {
		t.Fatalf("got %v, %v", doc, err)
	}
	for _, want := range []string{"internal error: no words today in guihua/extract_test.panics.Tag:", "(please report)"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

type panics struct{}

func (panics) Tag(string) []segment.Word { panic("no words today") }

// Whoever stops an extraction gets the reason back, and no half document.
func TestExtractStopped(t *testing.T) {
	reason := errors.New("the lamp went out")
	ctx, stop := context.WithCancelCause(t.Context())
	stop(reason)
	if doc, err := extract.New(noWords{}).Extract(ctx, openText(plan)); doc != nil || !errors.Is(err, reason) {
		t.Errorf("got %v, %v", doc, err)
	}
}
