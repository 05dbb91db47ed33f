package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"guihua/extract"
	"guihua/segment"
)

// version is set when a release is built, with -ldflags '-X main.version=v1.2.3'.
var version string

func newVersion() *cobra.Command {
	var userDicts []string
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of program, output format, rules and dictionaries",
		Long: `Version prints what an extraction depends on: the program, the output format,
the rules, what splits text into words, its dictionaries and the Go release.
Note it beside results you publish; two runs with the same versions give the
same output.`,
		Example: `  guihua version
  guihua version --user-dict 单位简称.txt`,
		Args: needs(),
		RunE: func(*cobra.Command, []string) error {
			s, err := segment.Open(segment.Options{UserDict: userDicts})
			if err != nil {
				return err
			}
			defer s.Close()
			fmt.Printf("guihua      %s\n", programVersion())
			fmt.Printf("output      %s\n", extract.SchemaID)
			fmt.Printf("rules       %s\n", rulesVersion())
			fmt.Printf("segmenter   %s\n", segment.Name)
			fmt.Printf("dictionary  %s\n", s.Version())
			fmt.Printf("go          %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
	cmd.Flags().StringArrayVar(&userDicts, "user-dict", nil, "with the words of `FILE` (repeatable)")
	return cmd
}

// rulesVersion is a short hash over all code that has a part in the output: ours,
// and the versions of the libraries.
func rulesVersion() string {
	h := sha256.New()
	fmt.Fprintln(h, extract.Version())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			fmt.Fprintln(h, m.Path, m.Version)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:6])
}

// programVersion is the release, or the commit a development build was made of.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if version != "" || !ok {
		return cmp.Or(version, "unknown")
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	v := info.Main.Version
	// Go derives a version from the commit itself in most builds; go run and
	// -buildvcs=false give (devel).
	if rev := settings["vcs.revision"]; rev != "" && v == "(devel)" {
		v = fmt.Sprintf("(devel) %.12s", rev)
		if settings["vcs.modified"] == "true" {
			v += "+dirty"
		}
	}
	return v
}
