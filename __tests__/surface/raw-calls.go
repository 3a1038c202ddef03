// Command raw-calls puts the seccomp filter in the file of its first argument on one thread, makes there the calls that
// are listed on standard input, a JSON array of arrays [number, six arguments], and prints their errnos as a JSON array.
// `-` stands for no filter. With -probe it only says that it runs.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"runtime"
	"syscall"
	"unsafe"
)

const (
	prSetNoNewPrivs = 38
	prSetSeccomp    = 22
	modeFilter      = 2
)

func main() {
	log.SetFlags(0)
	if os.Args[1] == "-probe" {
		fmt.Println("runs")
		return
	}
	var calls [][7]uint64
	if err := json.NewDecoder(os.Stdin).Decode(&calls); err != nil {
		log.Fatal(err)
	}
	var filter []byte
	if os.Args[1] != "-" {
		var err error
		if filter, err = os.ReadFile(os.Args[1]); err != nil {
			log.Fatal(err)
		}
	}
	errnos := make([]int, len(calls))
	done := make(chan error)
	go func() {
		// The thread ends with the goroutine; the others stay as they are. A signal that arrives on it needs
		// rt_sigreturn, which the filter must allow.
		runtime.LockOSThread()
		if err := install(filter); err != nil {
			done <- err
			return
		}
		for i, c := range calls {
			// RawSyscall does not go through the scheduler, which would make calls of its own.
			_, _, errno := syscall.RawSyscall6(uintptr(c[0]), uintptr(c[1]), uintptr(c[2]), uintptr(c[3]),
				uintptr(c[4]), uintptr(c[5]), uintptr(c[6]))
			errnos[i] = int(errno)
		}
		done <- nil
	}()
	if err := <-done; err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(errnos); err != nil {
		log.Fatal(err)
	}
}

func install(filter []byte) error {
	if len(filter) == 0 {
		return nil
	}
	program := struct {
		length uint16
		filter *byte
	}{uint16(len(filter) / 8), &filter[0]}
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, prSetNoNewPrivs, 1, 0, 0, 0, 0); errno != 0 {
		return errno
	}
	_, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetSeccomp, modeFilter, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return errno
	}
	return nil
}
