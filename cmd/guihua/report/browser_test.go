package report

import (
	"os"
	"testing"

	"guihua/cmd/guihua/webpage/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }
