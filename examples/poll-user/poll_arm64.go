package main

import (
	"syscall"
	"time"
	"unsafe"
)

// arm64 has no poll(2); ppoll(2) is what its C library calls instead.
func poll(watched []pollFd, millis int) (int, syscall.Errno) {
	timeout := syscall.NsecToTimespec(int64(time.Duration(millis) * time.Millisecond))
	ready, _, errno := syscall.Syscall6(syscall.SYS_PPOLL,
		uintptr(unsafe.Pointer(&watched[0])), uintptr(len(watched)), uintptr(unsafe.Pointer(&timeout)), 0, 0, 0)
	return int(ready), errno
}
