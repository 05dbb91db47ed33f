package main

import (
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"guihua/golden"
)

func newGolden() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "golden",
		Short: "Compare output with hand-made gold or with an earlier run",
		Long: `Golden measures the output of guihua extract: score compares it with gold that
people made by reading, diff with the output of another run. Pairs does the same
as score for the output of guihua compare. From makes gold of documents that were
read and corrected.`,
		Example: `  guihua golden from out/ -o gold/
  guihua golden score gold/ out/
  guihua golden diff out-before/ out-after/
  guihua golden pairs gold/ comparison/`,
		Args: needs(),
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newScore(), newDiff(), newPairs(), newFrom())
	return cmd
}

func newScore() *cobra.Command {
	var (
		o      golden.ScoreOptions
		floors []string
		show   string
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "score GOLD_DIR OUT_DIR",
		Short: "Print precision, recall and F1 against hand-made gold",
		Long: `Score compares the JSON files in OUT_DIR with the NAME.gold.json files in
GOLD_DIR and prints precision (P), recall (R) and F1 per kind of record and
document. The exit code is 1 when a kind is under its --fail-under floor.

Kinds: ` + strings.Join(golden.Kinds(), "; ") + `.
Floors can also be set for "` + golden.MacroF1 + `" and "` + golden.SpansGrounded + `".`,
		Example: `  guihua golden score gold/ out/
  guihua golden score gold/ out/ --show units --only 000
  guihua golden score gold/ out/ --fail-under tasks=0.95 --fail-under 'targets named=0.8'`,
		Args: needs("GOLD_DIR", "OUT_DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			under, err := parseFloors(floors)
			if err != nil {
				return err
			}
			report, err := golden.Score(args[0], args[1], o)
			if err != nil {
				return err
			}
			missed, err := report.FailUnder(under)
			if err != nil {
				return usageError{err}
			}
			text, err := scoreText(report, show, asJSON)
			if err != nil {
				return usageError{err}
			}
			return printScore(text, missed)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&floors, "fail-under", nil, "exit with 1 when the F1 of a kind is lower: `KIND=F1`, F1 from 0 to 1\n(repeatable)")
	f.StringVar(&show, "show", "", "list what was missed (-) and what was extra (+) of this `KIND`")
	f.StringVar(&o.Only, "only", "", "only documents whose name contains `NAME`")
	f.BoolVar(&o.Body, "body", false, "leave out attachments (附件) and tables (表)")
	f.BoolVar(&asJSON, "json", false, "print the scores as JSON")
	return cmd
}

func scoreText(r *golden.Report, show string, asJSON bool) (string, error) {
	if asJSON {
		return string(r.JSON()), nil
	}
	text := r.Table() + "\n" + r.Extra()
	if show != "" {
		list, err := r.Show(show)
		if err != nil {
			return "", err
		}
		text += "\n" + list
	}
	return text, nil
}

// parseFloors reads KIND=F1 pairs.
func parseFloors(pairs []string) (map[string]float64, error) {
	floors := map[string]float64{}
	for _, pair := range pairs {
		kind, value, ok := strings.Cut(pair, "=")
		f1, err := strconv.ParseFloat(value, 64)
		if !ok || err != nil || f1 < 0 || f1 > 1 {
			return nil, usagef("--fail-under %q is not KIND=F1 with F1 from 0 to 1", pair)
		}
		floors[kind] = f1
	}
	return floors, nil
}

func newDiff() *cobra.Command {
	return &cobra.Command{
		Use:   "diff A B",
		Short: "Print how the records of two output folders differ",
		Long: `Diff compares the JSON files of two runs record by record and prints what B lost
(-) and gained (+). The exit code is 1 when they differ.`,
		Example: `  guihua golden diff out-before/ out-after/
  guihua extract notices/ -o new/ && guihua golden diff published/ new/`,
		Args: needs("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error {
			diff, err := golden.DiffDirs(args[0], args[1])
			if err != nil {
				return err
			}
			if _, err := os.Stdout.WriteString(diff); err != nil {
				return err
			}
			// The closing line with the counts stands alone where nothing differs.
			if strings.Count(diff, "\n") > 1 {
				return exitCheckFailed
			}
			return nil
		},
	}
}
