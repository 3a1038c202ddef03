//go:build linux && (amd64 || arm64)

package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"syscall"
	"unsafe"
)

// Numbers and layouts are those of include/uapi/linux/io_uring.h (Linux 5.1) and are the same on amd64 and arm64.
const (
	sysIoUringSetup = 425
	sysIoUringEnter = 426

	offSubmissionRing = 0
	offCompletionRing = 0x8000000
	offEntries        = 0x10000000

	opNop   = 0
	opReadv = 1

	enterGetEvents = 1

	entrySize      = 64
	completionSize = 16
)

type submissionOffsets struct {
	head, tail, ringMask, ringEntries, flags, dropped, array, resv1 uint32
	resv2                                                           uint64
}

type completionOffsets struct {
	head, tail, ringMask, ringEntries, overflow, cqes, flags, resv1 uint32
	resv2                                                           uint64
}

type params struct {
	submissionEntries, completionEntries, flags, cpu, idle, features, wqFd uint32
	resv                                                                   [3]uint32
	submission                                                             submissionOffsets
	completion                                                             completionOffsets
}

type entry struct {
	opcode, flags uint8
	priority      uint16
	fd            int32
	offset        uint64
	address       uint64
	length        uint32
	opFlags       uint32
	userData      uint64
	_             [3]uint64
}

type completion struct {
	userData uint64
	result   int32
	flags    uint32
}

// The kernel writes here while no Go pointer is on its way to it: package variables do not move.
var (
	buffer [4096]byte
	vector syscall.Iovec
)

type ring struct {
	fd          int
	offsets     params
	submissions []byte
	completions []byte
	entries     []byte
}

func newRing(size uint32) (*ring, error) {
	r := &ring{}
	fd, _, errno := syscall.Syscall(sysIoUringSetup, uintptr(size), uintptr(unsafe.Pointer(&r.offsets)), 0)
	if errno != 0 {
		return nil, fmt.Errorf("io_uring_setup: %w", errno)
	}
	r.fd = int(fd)
	if err := r.mapRings(); err != nil {
		r.close()
		return nil, fmt.Errorf("io_uring mmap: %w", err)
	}
	return r, nil
}

func (r *ring) mapRings() error {
	p := &r.offsets
	areas := []struct {
		at     *[]byte
		offset int64
		size   uint32
	}{
		{&r.submissions, offSubmissionRing, p.submission.array + p.submissionEntries*4},
		{&r.completions, offCompletionRing, p.completion.cqes + p.completionEntries*completionSize},
		{&r.entries, offEntries, p.submissionEntries * entrySize},
	}
	for _, area := range areas {
		mapped, err := syscall.Mmap(r.fd, area.offset, int(area.size),
			syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED|syscall.MAP_POPULATE)
		if err != nil {
			return err
		}
		*area.at = mapped
	}
	return nil
}

func (r *ring) close() {
	for _, area := range [][]byte{r.submissions, r.completions, r.entries} {
		if area != nil {
			_ = syscall.Munmap(area)
		}
	}
	_ = syscall.Close(r.fd)
}

func (r *ring) nop() error {
	_, err := r.do(entry{opcode: opNop, fd: -1})
	return err
}

func (r *ring) read(fd int) ([]byte, error) {
	vector.Base = &buffer[0]
	vector.SetLen(len(buffer))
	count, err := r.do(entry{opcode: opReadv, fd: int32(fd), address: uint64(uintptr(unsafe.Pointer(&vector))), length: 1})
	runtime.KeepAlive(&vector)
	if err != nil {
		return nil, err
	}
	return buffer[:count], nil
}

// do submits one entry, waits for its completion and returns the result.
func (r *ring) do(request entry) (int, error) {
	const mark = 0x6c6b67
	request.userData = mark
	r.push(request)
	done, err := r.wait()
	if err != nil {
		return 0, err
	}
	if done.userData != mark {
		return 0, fmt.Errorf("io_uring: completion of an unknown request %#x", done.userData)
	}
	if done.result < 0 {
		return 0, fmt.Errorf("io_uring request: %w", syscall.Errno(-done.result))
	}
	return int(done.result), nil
}

func (r *ring) push(request entry) {
	p := &r.offsets.submission
	tail := r.submissionWord(p.tail)
	index := *tail & *r.submissionWord(p.ringMask)
	*(*entry)(unsafe.Pointer(&r.entries[index*entrySize])) = request
	*r.submissionWord(p.array + index*4) = index
	atomic.StoreUint32(tail, *tail+1)
}

// wait enters the kernel until a completion is there. A signal (the Go scheduler's too) can end the wait early;
// entering again submits nothing twice, for the kernel has moved the submission head.
func (r *ring) wait() (completion, error) {
	p := &r.offsets.completion
	head := r.completionWord(p.head)
	for *head == atomic.LoadUint32(r.completionWord(p.tail)) {
		_, _, errno := syscall.Syscall6(sysIoUringEnter, uintptr(r.fd), 1, 1, enterGetEvents, 0, 0)
		if errno != 0 && errno != syscall.EINTR {
			return completion{}, fmt.Errorf("io_uring_enter: %w", errno)
		}
	}
	slot := *head & *r.completionWord(p.ringMask)
	done := *(*completion)(unsafe.Pointer(&r.completions[p.cqes+slot*completionSize]))
	atomic.StoreUint32(head, *head+1)
	return done, nil
}

func (r *ring) submissionWord(offset uint32) *uint32 {
	return (*uint32)(unsafe.Pointer(&r.submissions[offset]))
}

func (r *ring) completionWord(offset uint32) *uint32 {
	return (*uint32)(unsafe.Pointer(&r.completions[offset]))
}
