// Command cli counts words: a program that does its work and ends, without a network.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"unicode"
)

const (
	exitUnreadable = 1
	exitUsage      = 2
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("cli", flag.ContinueOnError)
	flags.SetOutput(stderr)
	top := flags.Int("top", 10, "how many words to print")
	flags.Usage = func() {
		fmt.Fprintln(stderr, "usage: cli [-top N] FILE...   (- is standard input)")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return exitUsage
	}
	if *top < 1 {
		fmt.Fprintf(stderr, "cli: -top must be at least 1, not %d\n", *top)
		return exitUsage
	}
	if flags.NArg() == 0 {
		flags.Usage()
		return 0
	}
	counts := map[string]int{}
	for _, path := range flags.Args() {
		if err := countFile(path, stdin, counts); err != nil {
			fmt.Fprintf(stderr, "cli: %v\n", err)
			return exitUnreadable
		}
	}
	printTop(stdout, counts, *top)
	return 0
}

func countFile(path string, stdin io.Reader, counts map[string]int) error {
	if path == "-" {
		return countWords(stdin, counts)
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	return countWords(file, counts)
}

func countWords(text io.Reader, counts map[string]int) error {
	words := bufio.NewScanner(text)
	words.Split(bufio.ScanWords)
	for words.Scan() {
		word := strings.ToLower(strings.TrimFunc(words.Text(), func(r rune) bool { return !unicode.IsLetter(r) }))
		if word != "" {
			counts[word]++
		}
	}
	return words.Err()
}

func printTop(out io.Writer, counts map[string]int, top int) {
	words := make([]string, 0, len(counts))
	total := 0
	for word, count := range counts {
		words = append(words, word)
		total += count
	}
	sort.Slice(words, func(i, j int) bool {
		if counts[words[i]] != counts[words[j]] {
			return counts[words[i]] > counts[words[j]]
		}
		return words[i] < words[j]
	})
	fmt.Fprintf(out, "%d words, %d different\n", total, len(words))
	if len(words) > top {
		words = words[:top]
	}
	for _, word := range words {
		fmt.Fprintf(out, "%7d %s\n", counts[word], word)
	}
}
