package main

import (
	"syscall"
	"unsafe"
)

func poll(watched []pollFd, millis int) (int, syscall.Errno) {
	ready, _, errno := syscall.Syscall(syscall.SYS_POLL,
		uintptr(unsafe.Pointer(&watched[0])), uintptr(len(watched)), uintptr(millis))
	return int(ready), errno
}
