//go:build ignore

// Says what Go's own reader (debug/gosym) finds in the function table of ELF files with a symbol table, one line a
// function: address, end, name. The start of the text comes from the symbol runtime.text, as in cmd/internal/objfile.
package main

import (
	"bufio"
	"debug/elf"
	"debug/gosym"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	file, err := elf.Open(os.Args[1])
	if err != nil {
		panic(err)
	}
	symbols, err := file.Symbols()
	if err != nil {
		panic(err)
	}
	var text uint64
	for _, symbol := range symbols {
		if symbol.Name == "runtime.text" {
			text = symbol.Value
		}
	}
	section := file.Section(".gopclntab")
	if section == nil {
		section = file.Section(".data.rel.ro.gopclntab")
	}
	lines, err := section.Data()
	if err != nil {
		panic(err)
	}
	table, err := gosym.NewTable(nil, gosym.NewLineTable(lines, text))
	if err != nil {
		panic(err)
	}
	for _, function := range table.Funcs {
		fmt.Fprintf(out, "%x %x %s\n", function.Entry, function.End, function.Name)
	}
}
