// Package webpage is what the pages that guihua makes have in common: the frame
// of a page, scripts and styles, plots as SVG, and files that appear together.
//
// A page is one file that needs nothing else, no network, no server: styles,
// script and documents are in it. What comes from documents is JSON that the
// script puts into the page as text, or SVG made by html/template; none of it
// can become markup or script. The same documents give the same bytes.
package webpage

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io/fs"
	"strings"
)

//go:embed shared
var shared embed.FS

// Concat puts together scripts or styles of a page in the order given. Those whose
// names begin with shared/ are of this package, the others of own. What is used
// while a script is read stands before what uses it.
func Concat(own fs.FS, names []string) string {
	var s strings.Builder
	for _, name := range names {
		from := own
		if strings.HasPrefix(name, "shared/") {
			from = shared
		}
		b, err := fs.ReadFile(from, name)
		if err != nil {
			panic(err) // it is not embedded: the list is wrong
		}
		s.Write(b)
	}
	return s.String()
}

// A Frame is the part of a page that no document changes.
type Frame struct {
	Title  string // until the script gives the page another
	Policy string // Content-Security-Policy: this script and these styles, nothing else
	Style  template.CSS
	Script template.JS
}

// NewFrame makes a frame of the styles and scripts of a page, named as Concat has
// it. Scripts share one scope.
func NewFrame(title string, own fs.FS, styles, scripts []string) Frame {
	style, script := Concat(own, styles), "(() => {\n'use strict';\n"+Concat(own, scripts)+"})();\n"
	return Frame{
		Title: title,
		Policy: "default-src 'none'; script-src " + HashOf(script) + "; style-src " + HashOf(style) +
			"; img-src data:; base-uri 'none'; form-action 'none'",
		Style:  template.CSS(style),
		Script: template.JS(script),
	}
}

// HashOf is the source expression of CSP that lets one inline element in.
func HashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Templates are the templates of a page in files of own, which may use "top" and
// "end", what every page begins and ends with. Both are given what embeds a Frame.
func Templates(own fs.FS, names ...string) *template.Template {
	t := template.Must(template.ParseFS(shared, "shared/page.html"))
	return template.Must(t.ParseFS(own, names...))
}

// InScript escapes JSON for a script element: nothing in it can end the element,
// or a line of script. The values are the same.
func InScript(data []byte) template.JS {
	var b bytes.Buffer
	json.HTMLEscape(&b, bytes.TrimSpace(data))
	return template.JS(b.String())
}
