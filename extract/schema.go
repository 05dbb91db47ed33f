package extract

import (
	"bytes"
	_ "embed"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// SchemaJSON is the JSON Schema (2020-12) of a Document, UTF-8. What a schema
// cannot say (start <= end of a span, the words a span covers, the sum of the
// coverage) is not in it.
//
//go:embed schema.json
var SchemaJSON []byte

// Validate checks the JSON of one document against SchemaJSON. The error is
// an *InvalidError, or says why doc is no JSON.
func Validate(doc []byte) error {
	v, err := documentValidator()
	if err != nil {
		return err
	}
	return v.validate(doc)
}

var documentValidator = sync.OnceValues(func() (*validator, error) { return newValidator(SchemaJSON) })

// A validator checks JSON against one schema. It may be used by several
// goroutines at once.
type validator struct {
	schema *jsonschema.Schema
}

// newValidator compiles a JSON Schema, 2020-12 where it does not say. A
// reference to another file or address is an error: nothing is fetched.
func newValidator(schema []byte) (*validator, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	const name = "mem:///schema.json"
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{})
	if err := c.AddResource(name, doc); err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	s, err := c.Compile(name)
	if err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	return &validator{s}, nil
}

// validate checks one JSON value. The error is an *InvalidError, or says why
// doc is no JSON.
func (v *validator) validate(doc []byte) error {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(doc))
	if err != nil {
		return fmt.Errorf("no JSON: %w", err)
	}
	err = v.schema.Validate(value)
	if err == nil {
		return nil
	}
	ve, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return err
	}
	bad := new(InvalidError)
	bad.collect(ve, value)
	sort.SliceStable(bad.Problems, func(i, j int) bool { return bad.Problems[i].less(bad.Problems[j]) })
	return bad
}

// An InvalidError lists everything in which a JSON value breaks its schema,
// by place.
type InvalidError struct {
	Problems []Problem
}

// A Problem is one value that breaks its schema.
type Problem struct {
	Path    string // $.targets[3].bound
	Message string
	place   []string
}

// Error gives one line per problem: its path, a colon, what is wrong.
func (e *InvalidError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		lines[i] = p.Path + ": " + p.Message
	}
	return strings.Join(lines, "\n")
}

// collect adds the leaves below ve: the errors above them only say that
// something below is wrong.
func (e *InvalidError) collect(ve *jsonschema.ValidationError, value any) {
	if len(ve.Causes) > 0 {
		for _, c := range ve.Causes {
			e.collect(c, value)
		}
		return
	}
	p := Problem{place: ve.InstanceLocation, Path: jsonPath(ve.InstanceLocation, value)}
	switch k := ve.ErrorKind.(type) {
	case *kind.Required:
		for _, name := range k.Missing {
			p.Message = "missing " + strconv.Quote(name)
			e.Problems = append(e.Problems, p)
		}
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			p.Message = "unknown " + strconv.Quote(name)
			e.Problems = append(e.Problems, p)
		}
	default:
		p.Message = ve.ErrorKind.LocalizedString(message.NewPrinter(language.English))
		e.Problems = append(e.Problems, p)
	}
}

// less orders problems by place, indices as numbers.
func (p Problem) less(q Problem) bool {
	for i := 0; i < len(p.place) && i < len(q.place); i++ {
		a, b := p.place[i], q.place[i]
		if a == b {
			continue
		}
		m, errA := strconv.Atoi(a)
		n, errB := strconv.Atoi(b)
		if errA == nil && errB == nil {
			return m < n
		}
		return a < b
	}
	if len(p.place) != len(q.place) {
		return len(p.place) < len(q.place)
	}
	return p.Message < q.Message
}

// jsonPath writes a place inside value as $.key[index]; value tells the keys
// that look like numbers from indices.
func jsonPath(place []string, value any) string {
	var b strings.Builder
	b.WriteByte('$')
	for _, step := range place {
		switch v := value.(type) {
		case []any:
			b.WriteString("[" + step + "]")
			value = nil
			if i, err := strconv.Atoi(step); err == nil && i < len(v) {
				value = v[i]
			}
		case map[string]any:
			b.WriteString("." + step)
			value = v[step]
		default:
			b.WriteString("." + step)
		}
	}
	return b.String()
}
