package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"unsafe"
)

func init() {
	for name, mode := range map[string]func([]string){
		"uname": uname, "read": readFiles, "call": call, "hammer": hammer, "structs": structs, "opens": endlessOpens,
	} {
		modes[name] = mode
	}
}

func uname([]string) {
	var u syscall.Utsname
	err := syscall.Uname(&u)
	fmt.Println(field(u.Sysname), field(u.Nodename), field(u.Release), field(u.Version), field(u.Machine), err)
	_, _, errno := syscall.RawSyscall(syscall.SYS_UNAME, 16, 0, 0)
	fmt.Println("bad pointer:", errno)
}

func field(raw [65]int8) string {
	var text strings.Builder
	for _, c := range raw {
		if c == 0 {
			break
		}
		text.WriteByte(byte(c))
	}
	return text.String()
}

// readFiles prints each file's first line, how many it has, and whether it is closed at exec; `+FOLDER` changes there.
func readFiles(args []string) {
	for _, path := range args {
		if strings.HasPrefix(path, "+") {
			fmt.Println(path, os.Chdir(path[1:]))
			continue
		}
		f, err := os.Open(path)
		if err != nil {
			fmt.Println(err)
			continue
		}
		text := make([]byte, 64<<10)
		n, err := f.Read(text)
		first, _, _ := strings.Cut(string(text[:n]), "\n")
		flags, _, _ := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_GETFD, 0)
		fmt.Printf("%s: %q lines=%d cloexec=%d %v\n", path, first, strings.Count(string(text[:n]), "\n"), flags, err)
		f.Close()
	}
}

func call(args []string) {
	var a [7]uintptr
	for i, text := range args {
		n, _ := strconv.ParseInt(text, 0, 64)
		a[i] = uintptr(n)
	}
	r, _, errno := syscall.RawSyscall6(a[0], a[1], a[2], a[3], a[4], a[5], a[6])
	fmt.Printf("%v %d\n", errno, int(r))
}

// hammer opens a path m times in each of n goroutines.
func hammer(args []string) {
	n, _ := strconv.Atoi(args[0])
	m, _ := strconv.Atoi(args[1])
	var good, bad atomic.Int64
	var all sync.WaitGroup
	for i := 0; i < n; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for j := 0; j < m; j++ {
				if f, err := os.Open(args[2]); err == nil {
					good.Add(1)
					f.Close()
				} else {
					bad.Add(1)
				}
			}
		}()
	}
	all.Wait()
	fmt.Println("good", good.Load(), "bad", bad.Load())
}

func endlessOpens([]string) {
	fmt.Println("opening")
	hammer([]string{"8", "1000000000", "/dev/null"})
}

// structs makes calls whose argument is in memory: `iocb OPCODE`, `cmsg LEVEL TYPE`, `cmsgs LEVEL TYPE` (by sendmmsg),
// `fs NAME` (mount), `how NR FLAGS RESOLVE` (openat2).
func structs(args []string) {
	n := make([]uint64, 4)
	for i := 1; i < len(args); i++ {
		n[i], _ = strconv.ParseUint(args[i], 0, 64)
	}
	var errno syscall.Errno
	switch args[0] {
	case "iocb":
		errno = submit(uint16(n[1]))
	case "cmsg", "cmsgs":
		errno = sendControl(args[0] == "cmsgs", uint32(n[1]), uint32(n[2]))
	case "fs":
		err := syscall.Mount("none", "/no/such/place", args[1], 0, "")
		errno, _ = err.(syscall.Errno)
	case "how":
		how := [3]uint64{n[2], 0, n[3]}
		path := []byte("/\x00")
		_, _, errno = syscall.Syscall6(uintptr(n[1]), 0, uintptr(unsafe.Pointer(&path[0])),
			uintptr(unsafe.Pointer(&how)), 24, 0, 0)
	}
	fmt.Println(errno)
}

func submit(opcode uint16) syscall.Errno {
	var context uint64
	if _, _, errno := syscall.Syscall(syscall.SYS_IO_SETUP, 1, uintptr(unsafe.Pointer(&context)), 0); errno != 0 {
		return errno
	}
	iocbs := make([][64]byte, 2)
	pointers := []*[64]byte{&iocbs[0], &iocbs[1]}
	binary.LittleEndian.PutUint16(iocbs[1][16:], opcode)
	_, _, errno := syscall.Syscall(syscall.SYS_IO_SUBMIT, uintptr(context), 2, uintptr(unsafe.Pointer(&pointers[0])))
	return errno
}

func sendControl(many bool, level, kind uint32) syscall.Errno {
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return err.(syscall.Errno)
	}
	// Two messages: an empty descriptor list is skipped by the kernel, the second is the one that is asked for.
	control := make([]byte, 16+24)
	binary.LittleEndian.PutUint64(control, 16)
	binary.LittleEndian.PutUint32(control[8:], syscall.SOL_SOCKET)
	binary.LittleEndian.PutUint32(control[12:], syscall.SCM_RIGHTS)
	binary.LittleEndian.PutUint64(control[16:], 20)
	binary.LittleEndian.PutUint32(control[24:], level)
	binary.LittleEndian.PutUint32(control[28:], kind)
	data := []byte("x")
	iov := syscall.Iovec{Base: &data[0], Len: 1}
	type message struct {
		syscall.Msghdr
		sent uint32
	}
	messages := []message{{}, {}}
	for i := range messages {
		messages[i].Iov, messages[i].Iovlen = &iov, 1
	}
	last := &messages[1]
	last.Control, last.Controllen = &control[0], uint64(len(control))
	if many {
		_, _, errno := syscall.Syscall6(sendmmsg, uintptr(pair[0]), uintptr(unsafe.Pointer(&messages[0])), 2, 0, 0, 0)
		return errno
	}
	_, _, errno := syscall.Syscall(syscall.SYS_SENDMSG, uintptr(pair[0]), uintptr(unsafe.Pointer(&last.Msghdr)), 0)
	return errno
}
