package reuse

// base is what a run is multiplied with for each further symbol: odd, so that no
// symbol is lost.
const base = 0x9e3779b97f4a7c15

// mix spreads the bits of a hash: the least of several must be any of them.
func mix(h uint64) uint64 {
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return h ^ h>>31
}

// winnow calls f with the fingerprints of a paragraph: hash and place of some of its
// runs of k symbols, the least hash of every w in a row, of equal ones the last, but
// the one that was chosen already where it is still the least ("robust winnowing" of
// the paper, which keeps repetitions from giving a fingerprint at every place). A
// paragraph of fewer than w runs gives the least of them.
func winnow(sym []uint16, k, w int, f func(hash uint64, at int)) {
	n := len(sym) - k + 1
	if n <= 0 {
		return
	}
	hashes := make([]uint64, n)
	var h, top uint64 = 0, 1
	for range k - 1 {
		top *= base
	}
	for i, s := range sym {
		if i >= k {
			h -= top * uint64(sym[i-k])
		}
		h = h*base + uint64(s)
		if i >= k-1 {
			hashes[i-k+1] = mix(h)
		}
	}
	w = min(w, n)
	chosen := -1
	for end := w - 1; end < n; end++ {
		switch first := end - w + 1; {
		case chosen < first:
			chosen = first
			for i := first + 1; i <= end; i++ {
				if hashes[i] <= hashes[chosen] {
					chosen = i
				}
			}
		case hashes[end] < hashes[chosen]:
			chosen = end
		default:
			continue
		}
		f(hashes[chosen], chosen)
	}
}
