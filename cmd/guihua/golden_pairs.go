package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"guihua/golden"
)

func newPairs() *cobra.Command {
	var (
		floors []string
		show   string
		asJSON bool
	)
	cmd := &cobra.Command{
		Use:   "pairs GOLD OUT",
		Short: "Print how right a comparison of plans is, against hand-made gold",
		Long: `Pairs compares the folder that guihua compare wrote, OUT, with gold that says
what a subordinate plan made of a superior one. GOLD is a file of it or a folder
of them. It prints precision (P), recall (R) and F1 of the pairs of tasks and box
items (dropped and new ones are pairs with nothing, and right if called so), of targets and of units, and
which share of the decisions about them is right.

Rows: ` + strings.Join(golden.PairKinds(), "; ") + `.
Decisions: ` + strings.Join(golden.JudgedKinds(), "; ") + `.
"relations" leaves out pairs that the gold calls borderline and "relations, all"
accepts either of their relations; "relations, or" accepts what the output says
a careful reader may choose as well, where that is one or two relations. The exit code is 1 when a kind is under its
--fail-under floor.

A gold file is JSON: superior and subordinate (names of the documents), tasks and
boxes (rows of superior and subordinate id, null for none, relation, and also for
borderline ones: ["partial"]), targets (superior and subordinate with at,
indicator, value, unit; relation, outcome), units (superior, subordinate).`,
		Example: `  guihua compare province.txt city.txt -o comparison/
  guihua golden pairs gold/ comparison/
  guihua golden pairs gold/ comparison/ --show relations
  guihua golden pairs gold/ comparison/ --fail-under pairs=0.97 --fail-under relations=0.85`,
		Args: needs("GOLD", "OUT"),
		RunE: func(_ *cobra.Command, args []string) error {
			under, err := parseFloors(floors)
			if err != nil {
				return err
			}
			report, err := golden.ScorePairs(args[0], args[1])
			if err != nil {
				return err
			}
			missed, err := report.FailUnder(under)
			if err != nil {
				return usageError{err}
			}
			text, err := pairsText(report, show, asJSON)
			if err != nil {
				return usageError{err}
			}
			return printScore(text, missed)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&floors, "fail-under", nil, "exit with 1 when the F1 of rows or the share of decisions is lower:\n`KIND=SHARE`, from 0 to 1 (repeatable)")
	f.StringVar(&show, "show", "", "list what was missed (-) and what was extra (+) of this `KIND`")
	f.BoolVar(&asJSON, "json", false, "print the scores as JSON")
	return cmd
}

func pairsText(r *golden.PairsReport, show string, asJSON bool) (string, error) {
	if asJSON {
		return string(r.JSON()), nil
	}
	text := r.Table()
	if show != "" {
		list, err := r.Show(show)
		if err != nil {
			return "", err
		}
		text += "\n" + list
	}
	return text, nil
}

// printScore prints a score, and the kinds under their floor, which fail the check.
func printScore(text string, missed []string) error {
	if _, err := os.Stdout.WriteString(text); err != nil {
		return err
	}
	for _, line := range missed {
		fmt.Fprintln(os.Stderr, line)
	}
	if len(missed) > 0 {
		return exitCheckFailed
	}
	return nil
}
