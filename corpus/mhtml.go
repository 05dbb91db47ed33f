package corpus

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

var errNoPage = errors.New("saved web page (MHTML) without a page in it (cut off while loading?): save it again as HTML")

// readMHTML fills s from a page that a browser saved in one file, with its
// pictures and styles: a message of parts, of which the first of type text/html
// is the page (RFC 2557).
func readMHTML(j *job, s *Source, b []byte) error {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(b, "\ufeff \t\r\n")))
	if err != nil {
		return errNoPage
	}
	part, charset := j.findPage(m.Body, m.Header.Get, 0)
	if err := j.ctx.Err(); err != nil {
		return err
	}
	if err := j.unfold(int64(len(part))); err != nil {
		return err
	}
	if len(part) == 0 {
		return errNoPage
	}
	d, err := decodeMarked(part)
	if charset != "" {
		d, err = d.orNamed(err, charset, part)
	}
	if err != nil {
		return err
	}
	s.Format, s.Encoding = "mhtml", d.encoding
	s.Warnings = append(s.Warnings, d.warnings()...)
	return j.readHTML(s, d.text)
}

// findPage returns the bytes of the first page among the parts of a message, and
// the encoding that its header names.
func (j *job) findPage(body io.Reader, header func(string) string, depth int) (page []byte, charset string) {
	kind, params, err := mime.ParseMediaType(header("Content-Type"))
	if err != nil {
		return nil, ""
	}
	if strings.HasPrefix(kind, "multipart/") && depth < 4 {
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err != nil {
				return nil, ""
			}
			if page, charset := j.findPage(p, p.Header.Get, depth+1); len(page) > 0 || j.ctx.Err() != nil {
				return page, charset
			}
		}
	}
	if kind != "text/html" && kind != "application/xhtml+xml" {
		return nil, ""
	}
	switch strings.ToLower(strings.TrimSpace(header("Content-Transfer-Encoding"))) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	page, _ = io.ReadAll(body) // what is left of a damaged part is better than nothing
	return page, params["charset"]
}
