package compare

import _ "embed"

// SchemaJSON is the JSON Schema (2020-12) of a Comparison, UTF-8. A target is that of
// the document's schema (extract.SchemaJSON).
//
//go:embed schema.json
var SchemaJSON []byte
