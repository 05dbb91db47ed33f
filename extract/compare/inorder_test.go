package compare

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestInOrder holds the assignment over the gains that there are against that over the
// whole table (Needleman and Wunsch 1970), in which of several as good it finds too.
func TestInOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 2000 {
		n, m := 1+random.IntN(7), 1+random.IntN(7)
		used := make([]bool, m)
		for j := range used {
			used[j] = random.IntN(4) == 0
		}
		var list []gain
		for i := range n {
			for j := range m {
				if !used[j] && random.IntN(2) == 0 {
					list = append(list, gain{a: i, b: j, worth: float64(1+random.IntN(3)) / 4})
				}
			}
		}
		var got [][2]int
		for _, g := range inOrder(slices.Clone(list), used) {
			got = append(got, [2]int{g.a, g.b})
		}
		if want := overTable(list, n, used); !slices.Equal(got, want) {
			t.Fatalf("round %d: %v, want %v, of %v", round, got, want, list)
		}
	}
}

// overTable is inOrder over every cell of the table.
func overTable(list []gain, n int, used []bool) (out [][2]int) {
	var columns []int
	for j, u := range used {
		if !u {
			columns = append(columns, j)
		}
	}
	worth := map[[2]int]float64{}
	for _, g := range list {
		worth[[2]int{g.a, g.b}] = g.worth
	}
	best := make([][]float64, n+1)
	for i := range best {
		best[i] = make([]float64, len(columns)+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := len(columns) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if g := worth[[2]int{i, columns[j]}]; g > 0 {
				best[i][j] = max(best[i][j], best[i+1][j+1]+g)
			}
		}
	}
	for i, j := 0, 0; i < n && j < len(columns); {
		switch g := worth[[2]int{i, columns[j]}]; {
		case g > 0 && best[i][j] == best[i+1][j+1]+g:
			out = append(out, [2]int{i, columns[j]})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}
