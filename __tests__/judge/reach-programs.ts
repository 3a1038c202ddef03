import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import * as path from 'node:path'

/**
 * Go programs that need no network: what they depend on is vendored, so that the build information names versions. The
 * package in the place of golang.org/x/sys/unix has the two functions that are called, made as the real one makes them.
 */
const FILES: Readonly<Record<string, string>> = {
  'go.mod': `module example.com/app

go 1.21

require (
	github.com/acme/store v1.2.3
	golang.org/x/sys v0.42.0
)
`,
  'vendor/modules.txt': `# github.com/acme/store v1.2.3
## explicit; go 1.21
github.com/acme/store
# golang.org/x/sys v0.42.0
## explicit; go 1.21
golang.org/x/sys/unix
`,
  'vendor/golang.org/x/sys/unix/unix.go': `package unix

import (
	"syscall"
	"unsafe"
)

const (
	SYS_GETPID  = 39
	SYS_OPENAT2 = 437
)

type OpenHow struct{ Flags, Mode, Resolve uint64 }

//go:noinline
func Openat2(dirfd int, path string, how *OpenHow) (int, error) {
	p, err := syscall.BytePtrFromString(path)
	if err != nil {
		return -1, err
	}
	fd, _, e := syscall.Syscall6(SYS_OPENAT2, uintptr(dirfd), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(how)), unsafe.Sizeof(*how), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(fd), nil
}

//go:noinline
func Getpid() int {
	pid, _, _ := syscall.RawSyscall(SYS_GETPID, 0, 0, 0)
	return int(pid)
}
`,
  'vendor/github.com/acme/store/store.go': `package store

import "golang.org/x/sys/unix"

//go:noinline
func Open(name string) (int, error) { return unix.Openat2(-100, name, &unix.OpenHow{}) }

//go:noinline
func Owner() int { return unix.Getpid() }
`,
  // Only with an argument does it make the call: no run without one can show it.
  'behind-a-flag/main.go': `package main

import (
	"os"

	"github.com/acme/store"
)

func main() {
	if len(os.Args) > 1 {
		println(store.Open(os.Args[1]))
	}
	println("ready")
}
`,
  // The same modules, but the linker leaves out what makes the call.
  'left-out/main.go': `package main

import "github.com/acme/store"

func main() { println(store.Owner()) }
`,
  // All that Go itself probes.
  'go-itself/main.go': `package main

import (
	"crypto/rand"
	"io"
	"net"
	"os"
	"os/exec"
)

func main() {
	println(exec.Command("/bin/true").Run() == nil, os.Chmod("x", 0), rand.Reader)
	from, _ := os.Open("a")
	to, _ := os.Create("b")
	io.Copy(to, from)
	net.Listen("tcp", "127.0.0.1:0")
	println(exec.LookPath("x"))
}
`,
  'by-itself/main.go': `package main

import (
	"os"
	"syscall"
)

func main() {
	if len(os.Args) > 1 {
		_, _, e := syscall.Syscall(425, 8, 0, 0)
		println(e)
	}
}
`,
}

/** Builds one of the programs into `folder` and returns its path. */
export function buildReachProgram(folder: string, name: string): string {
  const target = path.join(folder, `${name}.bin`)
  const env = {
    ...process.env,
    GOFLAGS: '-buildvcs=false',
    GOWORK: 'off',
    GOOS: 'linux',
    GOARCH: 'amd64',
    CGO_ENABLED: '0',
  }
  execFileSync('go', ['build', '-mod=vendor', '-trimpath', '-ldflags=-s -w', '-o', target, `./${name}`], {
    cwd: folder,
    env,
  })
  return target
}

export function openReachPrograms(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'reach-rules-'))
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return folder
}
