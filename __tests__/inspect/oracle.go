//go:build ignore

// Says what Go's own libraries read, as JSON: of files (arguments), or of module texts (a JSON array of strings on
// standard input, without arguments).
package main

import (
	"debug/buildinfo"
	"encoding/json"
	"os"
	"runtime/debug"
)

type answer struct {
	Info  *debug.BuildInfo
	Error string
}

func ask(info *debug.BuildInfo, err error) answer {
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Info: info}
}

func main() {
	answers := []answer{}
	for _, path := range os.Args[1:] {
		answers = append(answers, ask(buildinfo.ReadFile(path)))
	}
	if len(os.Args) == 1 {
		var texts []string
		if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
			panic(err)
		}
		for _, text := range texts {
			answers = append(answers, ask(debug.ParseBuildInfo(text)))
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
