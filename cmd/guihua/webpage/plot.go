package webpage

import (
	"bytes"
	"fmt"
	"html/template"
	"math"
	"strconv"

	"github.com/mattn/go-runewidth"
)

// A Label is words of a page in its two languages. Names and quotations from
// documents have none, they stay as they are.
type Label struct{ Zh, En string }

// Words is a label.
func Words(zh, en string) Label { return Label{zh, en} }

// A Plot is a drawing with what is said about it, as plot.html writes it.
type Plot struct {
	ID     string // unique on the page: plot-units
	Title  Label
	Desc   Label   // for those who can't see it
	Notes  []Label // how to read it, what was left out
	Empty  Label   // why there is nothing to draw; "" where there is
	Width  Px
	Height Px
	Draw   string // template of what is drawn of Data
	Data   any
}

var plotTemplate = template.Must(template.ParseFS(shared, "shared/plot.html"))

// HTML is the plot as a figure; among the drawings is its template.
func (p Plot) HTML(drawings *template.Template) (template.HTML, error) {
	var drawing, out bytes.Buffer
	if p.Empty.Zh == "" {
		if err := drawings.ExecuteTemplate(&drawing, p.Draw, p.Data); err != nil {
			return "", err
		}
	}
	err := plotTemplate.ExecuteTemplate(&out, "plot", struct {
		Plot
		Drawing template.HTML
	}{p, template.HTML(drawing.String())})
	return template.HTML(out.String()), err
}

// Px is a length in the drawing, written with one decimal at most.
type Px float64

func (x Px) String() string {
	// + 0 makes a zero of -0.
	return strconv.FormatFloat(math.Round(float64(x)*10)/10+0, 'f', -1, 64)
}

// TextWidth is about how wide a text is in a font of a size: an em for what is
// Chinese, half of one for what is not.
func TextWidth(s string, size Px) Px { return Px(runewidth.StringWidth(s)) * size / 2 }

// Shorten cuts a text that would be wider than width.
func Shorten(s string, size, width Px) string {
	return runewidth.Truncate(s, int(width*2/size), "…")
}

// More says how many of what are not drawn.
func More(n int, zh, en string) []Label {
	if n <= 0 {
		return nil
	}
	return []Label{{fmt.Sprintf(zh, n), fmt.Sprintf(en, n)}}
}
