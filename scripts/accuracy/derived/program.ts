/** Everything that the rows' bodies use; unused functions are no error in Go. */
const PRELUDE = `import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"unsafe"
)

var _, _ = errors.New, strings.Contains

// call makes a raw system call.
func call(number uintptr, args ...uintptr) (int, error) {
	var a [6]uintptr
	copy(a[:], args)
	r, _, e := syscall.Syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}

// word is the address of a 32-bit value, for a call that reads or writes one.
func word(v uint32) uintptr {
	p := new(uint32)
	*p = v
	kept = append(kept, p)
	return uintptr(unsafe.Pointer(p))
}

// buffer is the address of n zero bytes.
func buffer(n int) uintptr {
	p := make([]byte, n)
	kept = append(kept, p)
	return uintptr(unsafe.Pointer(&p[0]))
}

func cstring(s string) uintptr {
	p, _ := syscall.BytePtrFromString(s)
	kept = append(kept, p)
	return uintptr(unsafe.Pointer(p))
}

var kept []any

func set(family, kind, protocol, level, name, value int) error {
	fd, err := syscall.Socket(family, kind, protocol)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	return syscall.SetsockoptInt(fd, level, name, value)
}

func get(family, kind, level, name, size int) error {
	fd, err := syscall.Socket(family, kind, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	_, err = call(syscall.SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(name), buffer(size), word(uint32(size)))
	return err
}

// pages maps n anonymous pages.
func pages(n int) (uintptr, error) {
	p, err := call(syscall.SYS_MMAP, 0, uintptr(n*4096), 3, 0x22, ^uintptr(0), 0)
	return uintptr(p), err
}

func advise(advice int) error {
	p, err := pages(4)
	if err != nil {
		return err
	}
	_, err = call(syscall.SYS_MADVISE, p, 4*4096, uintptr(advice))
	return err
}

func temp() (*os.File, error) { return os.CreateTemp("", "derived") }

func fileHas(name, text string) error {
	b, err := os.ReadFile(name)
	if err == nil && !strings.Contains(string(b), text) {
		err = fmt.Errorf("%s has no %s", name, text)
	}
	return err
}

func opens(name string) error {
	f, err := os.Open(name)
	if err == nil {
		f.Close()
	}
	return err
}
`

const INSISTS = `	if err := attempt(); err != nil {
		fmt.Fprintln(os.Stderr, "fail:", err)
		os.Exit(1)
	}
	fmt.Println("ok")`

const FALLS_BACK = `	if err := attempt(); err != nil {
		fmt.Println("ok: done without it:", err)
		return
	}
	fmt.Println("ok")`

/** main.go of a program that insists on `attempt`, or falls back. */
export function renderProgram(attempt: string, fallsBack: boolean): string {
  const body = attempt
    .trim()
    .split('\n')
    .map((line) => `\t${line}`)
    .join('\n')
  const main = fallsBack ? FALLS_BACK : INSISTS
  return `package main\n\n${PRELUDE}\nfunc attempt() error {\n${body}\n}\n\nfunc main() {\n${main}\n}\n`
}
