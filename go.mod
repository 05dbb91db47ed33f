module guihua

go 1.26.0
