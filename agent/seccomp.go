package main

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"syscall"
	"unsafe"
)

// Names and numbers of <linux/seccomp.h>.
const (
	seccompSetModeFilter = 1
	seccompGetNotifSizes = 3

	filterFlagNewListener      = 1 << 3 // Linux 5.0
	filterFlagWaitKillableRecv = 1 << 5 // Linux 5.19

	retAllow     = 0x7fff0000
	retUserNotif = 0x7fc00000
	retAction    = 0xffff0000

	notifFlagContinue = 1 // Linux 5.5

	addfdFlagSend = 1 << 1 // Linux 5.14

	ioctlNotifRecv = 0xc0502100
	ioctlNotifSend = 0xc0182101
	// Declared with the wrong direction until Linux 5.17; that number is answered by every release.
	ioctlNotifIDValid = 0x80082102
	ioctlNotifAddfd   = 0x40182103 // Linux 5.9

	ioctlNotifSetFlags = 0x40082104 // Linux 6.6
	notifFdSyncWakeUp  = 1
)

// Values of seccomp_data.arch, <linux/audit.h>.
const (
	auditX8664   = 0xc000003e
	auditI386    = 0x40000003
	auditAarch64 = 0xc00000b7
)

// numbers are those of calls that package syscall does not name, and of calls that are told apart by number.
type numbers struct {
	audit                              uint32
	seccomp, memfdCreate               uintptr
	processVMReadv, processVMWritev    uintptr
	uname, ioSubmit, sendmsg, sendmmsg int32
}

var native = map[string]numbers{
	"amd64": {audit: auditX8664, seccomp: 317, memfdCreate: 319, processVMReadv: 310, processVMWritev: 311,
		uname: 63, ioSubmit: 209, sendmsg: 46, sendmmsg: 307},
	"arm64": {audit: auditAarch64, seccomp: 277, memfdCreate: 279, processVMReadv: 270, processVMWritev: 271,
		uname: 160, ioSubmit: 2, sendmsg: 211, sendmmsg: 269},
}[runtime.GOARCH]

// filterProgram is classic BPF: structs sock_filter of 8 bytes (code u16, jt u8, jf u8, k u32), little endian.
type filterProgram []byte

const (
	filterInstructionBytes = 8
	filterMaxInstructions  = 4096 // BPF_MAXINSNS
)

func (p filterProgram) check() error {
	if n := len(p); n == 0 || n%filterInstructionBytes != 0 || n/filterInstructionBytes > filterMaxInstructions {
		return fmt.Errorf("the filter has %d bytes; 1 to %d instructions of %d bytes are possible", n,
			filterMaxInstructions, filterInstructionBytes)
	}
	return nil
}

// withoutNotifications lets through what the filter would ask about.
func (p filterProgram) withoutNotifications() filterProgram {
	const retConstant = 0x06 // BPF_RET | BPF_K
	patched := append(filterProgram{}, p...)
	for i := 0; i+filterInstructionBytes <= len(patched); i += filterInstructionBytes {
		code, k := binary.LittleEndian.Uint16(patched[i:]), binary.LittleEndian.Uint32(patched[i+4:])
		if code == retConstant && k&retAction == retUserNotif {
			binary.LittleEndian.PutUint32(patched[i+4:], retAllow)
		}
	}
	return patched
}

type sockFprog struct {
	length uint16
	filter *byte
}

// install puts the filter on the calling thread and returns the listener, -1 without filterFlagNewListener.
func (p filterProgram) install(flags uintptr) (int, error) {
	prog := sockFprog{length: uint16(len(p) / filterInstructionBytes), filter: &p[0]}
	fd, _, errno := syscall.RawSyscall(native.seccomp, seccompSetModeFilter, flags, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		return -1, errno
	}
	if flags&filterFlagNewListener == 0 {
		return -1, nil
	}
	return int(fd), nil
}

// installOld does so by prctl(2), which kernels and containers have that do not have seccomp(2).
func (p filterProgram) installOld() error {
	const prSetSeccomp, seccompModeFilter = 22, 2
	prog := sockFprog{length: uint16(len(p) / filterInstructionBytes), filter: &p[0]}
	_, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, prSetSeccomp, seccompModeFilter, uintptr(unsafe.Pointer(&prog)))
	if errno != 0 {
		return errno
	}
	return nil
}

// notification is struct seccomp_notif with its struct seccomp_data.
type notification struct {
	id    uint64
	pid   uint32 // of the thread, as seen from here
	flags uint32
	nr    int32
	arch  uint32
	ip    uint64
	args  [6]uint64
}

type notificationAnswer struct {
	id    uint64
	value int64
	errno int32
	flags uint32
}

type notificationAddfd struct {
	id         uint64
	flags      uint32
	source     uint32
	target     uint32
	targetFlag uint32
}

// seccompListener is the descriptor on which the kernel asks about calls.
type seccompListener struct {
	fd int
	// Sizes of this kernel's structs; a later kernel may have longer ones.
	recvBytes, sendBytes int
}

func newSeccompListener(fd int) *seccompListener {
	var sizes [3]uint16
	l := &seccompListener{fd: fd, recvBytes: int(unsafe.Sizeof(notification{})), sendBytes: int(unsafe.Sizeof(notificationAnswer{}))}
	_, _, errno := syscall.RawSyscall(native.seccomp, seccompGetNotifSizes, 0, uintptr(unsafe.Pointer(&sizes)))
	if errno == 0 {
		l.recvBytes, l.sendBytes = maxInt(l.recvBytes, int(sizes[0])), maxInt(l.sendBytes, int(sizes[1]))
	}
	// Asker and supervisor take turns: on one processor that is faster. Where the kernel cannot, all works as well.
	syscall.RawSyscall(syscall.SYS_IOCTL, uintptr(fd), ioctlNotifSetFlags, notifFdSyncWakeUp)
	return l
}

// receive takes the next notification into buf, which must have recvBytes; ENOENT when what was asked is withdrawn.
func (l *seccompListener) receive(buf []uint64) (*notification, syscall.Errno) {
	for i := range buf {
		buf[i] = 0 // the kernel insists
	}
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(l.fd), ioctlNotifRecv, uintptr(unsafe.Pointer(&buf[0])))
	return (*notification)(unsafe.Pointer(&buf[0])), errno
}

// send answers. That the asker is gone (ENOENT: killed, or its call interrupted) is no error.
func (l *seccompListener) send(answer notificationAnswer, buf []uint64) syscall.Errno {
	for i := range buf {
		buf[i] = 0
	}
	*(*notificationAnswer)(unsafe.Pointer(&buf[0])) = answer
	for {
		_, _, errno := syscall.RawSyscall(syscall.SYS_IOCTL, uintptr(l.fd), ioctlNotifSend, uintptr(unsafe.Pointer(&buf[0])))
		switch errno {
		case syscall.EINTR:
			// A signal of the agent's own came while it waited for the listener's lock. The asker waits on.
		case syscall.ENOENT:
			return 0
		default:
			return errno
		}
	}
}

func (l *seccompListener) idValid(id uint64) bool {
	_, _, errno := syscall.RawSyscall(syscall.SYS_IOCTL, uintptr(l.fd), ioctlNotifIDValid, uintptr(unsafe.Pointer(&id)))
	return errno == 0
}

// addfd gives the asking process a copy of a descriptor and returns its number there. No signal may interrupt it: with
// addfdFlagSend the kernel would then count the call as answered, and the asker would get 0 and no descriptor.
func (l *seccompListener) addfd(id uint64, source int, flags, targetFlags uint32) (int, syscall.Errno) {
	request := notificationAddfd{id: id, flags: flags, source: uint32(source), targetFlag: targetFlags}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	const signalSetBytes, setMask = 8, 2
	all, before := ^uint64(0), uint64(0)
	syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, setMask, uintptr(unsafe.Pointer(&all)), uintptr(unsafe.Pointer(&before)), signalSetBytes, 0, 0)
	defer syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, setMask, uintptr(unsafe.Pointer(&before)), 0, signalSetBytes, 0, 0)
	fd, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(l.fd), ioctlNotifAddfd, uintptr(unsafe.Pointer(&request)))
	return int(fd), errno
}

// wait returns false when no task is left that the filter applies to. Before Linux 5.9 that is never told.
func (l *seccompListener) wait() bool {
	const pollIn, pollErr, pollHup, pollNval = 1, 8, 16, 32
	for {
		poll := struct {
			fd              int32
			events, revents int16
		}{fd: int32(l.fd), events: pollIn}
		_, _, errno := syscall.Syscall6(syscall.SYS_PPOLL, uintptr(unsafe.Pointer(&poll)), 1, 0, 0, 0, 0)
		switch {
		case errno == syscall.EINTR:
		case errno != 0 || poll.revents&(pollErr|pollHup|pollNval) != 0:
			return false
		case poll.revents&pollIn != 0:
			return true
		}
	}
}

func maxInt(a, b int) int {
	if a > b {
		return a
	}
	return b
}
