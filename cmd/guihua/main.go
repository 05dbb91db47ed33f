// Command guihua turns Chinese government plans and notices (规划, 实施方案,
// 通知) into structured JSON for policy research.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The first interrupt lets the documents at work finish; from then on the
	// default holds again, so that a second one ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, newRoot()))
}

// Exit codes. A check that failed is told apart from a run that could not do
// its work, so that scripts can rely on either.
const (
	exitCheckFailed exitCode = 1   // scores under a floor, folders that differ
	exitTrouble     exitCode = 2   // something could not be read or written, or wrong usage
	exitInterrupted exitCode = 130 // Ctrl-C: 128 and the number of the signal, as shells have it
)

// An exitCode is an error that has been reported already: it ends the program
// and prints nothing.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

// A usageError is a wrong call; its message is followed by where to find help.
type usageError struct{ error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// run executes one command line and returns the exit code.
func run(ctx context.Context, root *cobra.Command) int {
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return 0
	}
	if code, ok := errors.AsType[exitCode](err); ok {
		return int(code)
	}
	fmt.Fprintf(os.Stderr, "guihua: %v\n", err)
	if _, ok := errors.AsType[usageError](err); ok {
		fmt.Fprintf(os.Stderr, "Run '%s --help' for usage.\n", cmd.CommandPath())
	}
	return int(exitTrouble)
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "guihua",
		Short: "Turn Chinese government plans and notices into structured JSON",
		Long: `guihua (规划) reads Chinese government plans and notices and writes what they
say as structured JSON: notice data (公文要素), outline, tasks (重点任务),
专栏 boxes, responsible units (牵头, 配合, 责任单位), targets (发展目标), cited
documents and tables. Every record points at its words in the document. Tables for
R, Python, Stata, Excel and SQL are made of the JSON.`,
		Example: `  guihua extract notices/ -o out/
  guihua tables out/ -o tables/
  guihua show notices/a.txt
  guihua golden score gold/ out/`,
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(
		newExtract(),
		newShow(),
		newApply(),
		newTables(),
		newCompare(),
		newAnnotations(),
		newWords(),
		newReuse(),
		newReport(),
		newSchema(),
		newGolden(),
		newVersion(),
	)
	return root
}

// needs is the argument check of a command that takes exactly the arguments named.
func needs(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		want := "no arguments"
		if len(names) > 0 {
			want = strings.Join(names, " and ")
		}
		return usagef("%s takes %s, not %d arguments", cmd.CommandPath(), want, len(args))
	}
}
