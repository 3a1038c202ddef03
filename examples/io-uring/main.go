//go:build linux && (amd64 || arm64)

// Command io-uring reads the start of a file through io_uring and has no other way to do it: the kind of program that
// dies on kernel 3.10.
package main

import (
	"fmt"
	"os"
)

func main() {
	path := "/proc/self/exe"
	if len(os.Args) > 1 {
		path = os.Args[1]
	}
	if err := run(path); err != nil {
		fmt.Fprintf(os.Stderr, "io-uring: %v\n", err)
		os.Exit(1)
	}
}

func run(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	queue, err := newRing(8)
	if err != nil {
		return err
	}
	defer queue.close()
	if err := queue.nop(); err != nil {
		return err
	}
	fmt.Println("io_uring: no-op completed")
	text, err := queue.read(int(file.Fd()))
	if err != nil {
		return err
	}
	fmt.Printf("io_uring: read %d bytes of %s, beginning with %.16q\n", len(text), path, text)
	return nil
}
