package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// canaryFlag makes the agent's own binary the canary: an artifact that tries what the surface should refuse.
const canaryFlag = "-canary"

// CanaryPlan mirrors the type of that name in src/boot/canary.ts, which documents the fields.
type CanaryPlan struct {
	Calls []struct {
		Number int64   `json:"number"`
		Args   []int64 `json:"args"`
	} `json:"calls"`
	Paths []string `json:"paths"`
}

// CanaryAnswer mirrors the type of that name in src/boot/canary.ts.
type CanaryAnswer struct {
	Release string       `json:"release"`
	Version string       `json:"version"`
	Calls   []CanaryCall `json:"calls"`
	Paths   []CanaryPath `json:"paths"`
}

// CanaryCall says how a call was answered; 0: it went through.
type CanaryCall struct {
	Number int64 `json:"number"`
	Errno  int   `json:"errno"`
}

// CanaryPath says how opening a path was answered; 0: it could be opened.
type CanaryPath struct {
	Path  string `json:"path"`
	Errno int    `json:"errno"`
}

// canary returns the exit code: 0 when it has tried everything, whatever came of it.
func canary(args []string) int {
	var plan CanaryPlan
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "canary: one argument is needed")
		return exitBadPlan
	}
	if err := json.Unmarshal([]byte(args[0]), &plan); err != nil {
		fmt.Fprintln(os.Stderr, "canary: bad plan:", err)
		return exitBadPlan
	}
	runtime.LockOSThread()
	answer := CanaryAnswer{Calls: []CanaryCall{}, Paths: []CanaryPath{}}
	var names syscall.Utsname
	if err := syscall.Uname(&names); err == nil {
		answer.Release, answer.Version = utsField(names.Release[:]), utsField(names.Version[:])
	}
	for _, call := range plan.Calls {
		var a [6]uintptr
		for i := 0; i < len(call.Args) && i < len(a); i++ {
			a[i] = uintptr(call.Args[i])
		}
		_, _, errno := syscall.RawSyscall6(uintptr(call.Number), a[0], a[1], a[2], a[3], a[4], a[5])
		answer.Calls = append(answer.Calls, CanaryCall{call.Number, int(errno)})
	}
	for _, path := range plan.Paths {
		answer.Paths = append(answer.Paths, CanaryPath{path, tryOpen(path)})
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return exitBadPlan
	}
	if _, err := os.Stdout.Write(append(text, '\n')); err != nil {
		return exitBrokenPipe
	}
	return 0
}

func tryOpen(path string) int {
	fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if err == nil {
		syscall.Close(fd)
		return 0
	}
	if errno, ok := err.(syscall.Errno); ok {
		return int(errno)
	}
	return int(syscall.EIO)
}

func utsField(field []int8) string {
	var text []byte
	for _, c := range field {
		if c == 0 {
			break
		}
		text = append(text, byte(c))
	}
	return string(text)
}
