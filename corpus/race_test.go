//go:build race

package corpus

// raceDetector says that the tests run under the race detector.
const raceDetector = true
