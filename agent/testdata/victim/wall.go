package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"unsafe"
)

func init() { modes["wall"] = wall }

// wall puts a seccomp filter (base64, flags of seccomp(2)) around a command. A listener stays open in the command.
func wall(args []string) {
	program, err := base64.StdEncoding.DecodeString(args[0])
	if err != nil {
		panic(err)
	}
	flags, _ := strconv.Atoi(args[1])
	fprog := struct {
		length uint16
		filter *byte
	}{uint16(len(program) / 8), &program[0]}
	const prSetNoNewPrivs, setModeFilter = 38, 1
	syscall.RawSyscall6(syscall.SYS_PRCTL, prSetNoNewPrivs, 1, 0, 0, 0, 0)
	runtime.LockOSThread()
	fd, _, errno := syscall.RawSyscall(seccomp, setModeFilter, uintptr(flags), uintptr(unsafe.Pointer(&fprog)))
	if flags != 0 {
		syscall.RawSyscall(syscall.SYS_FCNTL, fd, syscall.F_SETFD, 0)
	}
	if errno != 0 {
		fmt.Fprintln(os.Stderr, "wall:", errno)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, syscall.Exec(args[2], args[2:], os.Environ()))
	os.Exit(1)
}
