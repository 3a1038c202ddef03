package main

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
	"unsafe"
)

const pageBytes = 4096 // the smallest there is; only a bound

// read fills buf from the asker's memory; EFAULT when it is not all there.
func (q *question) read(address uint64, buf []byte) syscall.Errno {
	if len(buf) == 0 {
		return 0
	}
	n, errno := q.transfer(native.processVMReadv, address, buf)
	if errno == syscall.ENOSYS || errno == syscall.EPERM {
		n, errno = q.throughProc(os.O_RDONLY, address, buf)
	}
	if errno == 0 && n != len(buf) {
		errno = syscall.EFAULT
	}
	return errno
}

// write is for the calls that the agent answers in the kernel's stead.
func (q *question) write(address uint64, buf []byte) syscall.Errno {
	if !q.listener.idValid(q.id) {
		return syscall.ESRCH
	}
	n, errno := q.transfer(native.processVMWritev, address, buf)
	if errno == syscall.ENOSYS || errno == syscall.EPERM {
		n, errno = q.throughProc(os.O_WRONLY, address, buf)
	}
	if errno == 0 && n != len(buf) {
		errno = syscall.EFAULT
	}
	return errno
}

func (q *question) transfer(call uintptr, address uint64, buf []byte) (int, syscall.Errno) {
	local := syscall.Iovec{Base: &buf[0], Len: uint64(len(buf))}
	remote := struct{ base, len uint64 }{address, uint64(len(buf))}
	n, _, errno := syscall.Syscall6(call, uintptr(q.pid), uintptr(unsafe.Pointer(&local)), 1,
		uintptr(unsafe.Pointer(&remote)), 1, 0)
	return int(n), errno
}

// throughProc does without process_vm_readv(2) and process_vm_writev(2), which some containers refuse.
func (q *question) throughProc(mode int, address uint64, buf []byte) (int, syscall.Errno) {
	fd, err := syscall.Open(fmt.Sprintf("/proc/%d/mem", q.pid), mode|syscall.O_CLOEXEC, 0)
	if err != nil {
		return 0, errnoOf(err)
	}
	defer syscall.Close(fd)
	if !q.listener.idValid(q.id) {
		return 0, syscall.ESRCH
	}
	var n int
	if mode == os.O_WRONLY {
		n, err = syscall.Pwrite(fd, buf, int64(address))
	} else {
		n, err = syscall.Pread(fd, buf, int64(address))
	}
	if err == syscall.EIO {
		err = syscall.EFAULT
	}
	return n, errnoOf(err)
}

func errnoOf(err error) syscall.Errno {
	if err == nil {
		return 0
	}
	if errno, ok := err.(syscall.Errno); ok {
		return errno
	}
	return syscall.EIO
}

// readString reads up to a 0, at most max bytes; it never touches a page behind the one that has the 0.
func (q *question) readString(address uint64, max int) (string, syscall.Errno) {
	const chunk = 256
	var text []byte
	for len(text) < max {
		n := minInt(chunk, pageBytes-int(address%pageBytes))
		start := len(text)
		text = append(text, make([]byte, n)...)
		if errno := q.read(address, text[start:]); errno != 0 {
			return "", errno
		}
		if end := bytes.IndexByte(text[start:], 0); end >= 0 {
			return string(text[:start+end]), 0
		}
		address += uint64(n)
	}
	return "", syscall.ENAMETOOLONG
}

// cannotRead notes memory that the agent may not read; a bad pointer is the program's own affair.
func (s *surface) cannotRead(errno syscall.Errno) {
	if errno == syscall.EPERM || errno == syscall.EACCES {
		s.gap("Calls of a program whose memory the agent may not read (it is not dumpable) were let through.")
	}
}
