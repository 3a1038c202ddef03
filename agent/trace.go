package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"syscall"
)

// tracePipe is a named pipe that strace opens by path for writing. A descriptor that strace inherits would be inherited
// by the artifact as well; one that it opens itself is marked close-on-exec by strace (4.24 to 6.x). The name is removed
// as soon as strace has written its first line.
type tracePipe struct {
	path string
	in   *os.File
	// hold keeps end of file away until strace has opened the pipe, or has ended.
	hold     int
	released sync.Once
}

func newTracePipe() (*tracePipe, error) {
	var first error
	// /dev/shm is writable in containers with a read-only root, too.
	for _, parent := range []string{os.TempDir(), "/tmp", "/dev/shm", "/run", "/var/tmp"} {
		p, err := newTracePipeIn(parent)
		if err == nil {
			return p, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("no writable folder for the trace pipe: %w", first)
}

func newTracePipeIn(parent string) (*tracePipe, error) {
	dir, err := os.MkdirTemp(parent, ".trace-")
	if err != nil {
		return nil, err
	}
	p := &tracePipe{path: filepath.Join(dir, "pipe"), hold: -1}
	if err := p.open(); err != nil {
		p.close()
		return nil, err
	}
	return p, nil
}

func (p *tracePipe) open() error {
	if err := syscall.Mkfifo(p.path, 0o600); err != nil {
		return err
	}
	flags := syscall.O_NONBLOCK | syscall.O_CLOEXEC
	in, err := syscall.Open(p.path, syscall.O_RDONLY|flags, 0)
	if err != nil {
		return err
	}
	p.in = os.NewFile(uintptr(in), "trace")
	p.hold, err = syscall.Open(p.path, syscall.O_WRONLY|flags, 0)
	if err != nil {
		return err
	}
	// A bigger pipe only saves switches; that it is refused does not matter.
	const fSetPipeSize = 1031
	syscall.Syscall(syscall.SYS_FCNTL, uintptr(in), fSetPipeSize, 1<<20)
	return nil
}

// release removes the name and lets end of file through once strace closes.
func (p *tracePipe) release() {
	p.released.Do(func() {
		os.RemoveAll(filepath.Dir(p.path))
		if p.hold >= 0 {
			syscall.Close(p.hold)
		}
	})
}

func (p *tracePipe) close() {
	p.release()
	if p.in != nil {
		p.in.Close()
	}
}

// Longest line that is kept whole. strace's lines are bounded by its -s and by its limit on array elements.
const traceLineMaxBytes = 4 << 20

// pump reads whole lines until end of file and returns what came after the last line end.
func (p *tracePipe) pump(lines func(whole []byte)) []byte {
	chunk := make([]byte, 128<<10)
	var held []byte
	for {
		n, err := p.in.Read(chunk)
		if n > 0 {
			p.release()
			held = append(held, chunk[:n]...)
			if end := bytes.LastIndexByte(held, '\n') + 1; end > 0 {
				lines(held[:end])
				held = append(held[:0], held[end:]...)
			}
			if len(held) > traceLineMaxBytes {
				lines(append(held, '\n'))
				held = held[:0]
			}
		}
		if err != nil {
			return held
		}
	}
}

// traceSink merges the lines of all tracers into one stream of frames and cuts it at a line end when it is full.
type traceSink struct {
	mu      sync.Mutex
	out     *batch
	limit   int64
	kept    int64
	dropped int64
}

func (s *traceSink) add(whole []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fits := whole
	if s.dropped > 0 {
		fits = nil // no gap in the middle: after the first lost line all are lost
	} else if room := s.limit - s.kept; int64(len(whole)) > room {
		fits = whole[:bytes.LastIndexByte(whole[:room], '\n')+1]
	}
	s.kept += int64(len(fits))
	s.dropped += int64(len(whole) - len(fits))
	if len(fits) > 0 {
		s.out.add(fits)
	}
}

func (s *traceSink) counts() (kept, dropped int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept, s.dropped
}

// traceWatch follows one tracer's lines for what the agent itself must know: which process the tracer started, whether
// its execve failed and how it ended.
type traceWatch struct {
	mu      sync.Mutex
	seen    bool
	numbers bool // lines begin with a process number (strace -f)
	pid     int
	failed  string // errno of the first execve
	exit    *ProcessExit
	onExit  func()
}

var (
	traceStart = regexp.MustCompile(`^(?:(\d+) +)?(?:[\d:.]+ +)?(?:\(\+ *[\d.]+\) +)?(?:\[[0-9a-f]+\] +)?(\w+)\(`)
	traceError = regexp.MustCompile(` = -1 (E[A-Z0-9]+) \(([^()]*)\)\S*( <[\d.]+>)?$`)
	traceExit  = regexp.MustCompile(
		`^(\d+) +(?:\S+ +)?\+\+\+ (?:exited with (\d+)|killed by (SIG\w+)( \(core dumped\))?) \+\+\+$`)
)

func (t *traceWatch) lines(whole []byte) {
	for len(whole) > 0 {
		var line []byte
		line, whole, _ = bytes.Cut(whole, []byte{'\n'})
		if !t.seen {
			t.first(line)
		}
		if bytes.HasSuffix(line, []byte("+++")) {
			t.ended(line)
		}
	}
}

// first looks at the first line of all: the execve by which strace starts its program.
func (t *traceWatch) first(line []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.seen = true
	m := traceStart.FindSubmatch(line)
	if m == nil {
		return
	}
	t.numbers = len(m[1]) > 0
	if string(m[2]) != "execve" {
		return
	}
	t.pid, _ = strconv.Atoi(string(m[1]))
	if e := traceError.FindSubmatch(line); e != nil {
		t.failed = fmt.Sprintf("%s (%s)", e[1], e[2])
	}
}

func (t *traceWatch) ended(line []byte) {
	m := traceExit.FindSubmatch(line)
	if m == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if pid, _ := strconv.Atoi(string(m[1])); pid != t.pid || t.exit != nil {
		return
	}
	exit := ProcessExit{Signal: string(m[3]), CoreDumped: len(m[4]) > 0}
	exit.Code, _ = strconv.Atoi(string(m[2]))
	t.exit = &exit
	t.onExit()
}

// snapshot is what is known so far.
func (t *traceWatch) snapshot() (pid int, failed string, exit *ProcessExit) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.pid, t.failed, t.exit
}

func (t *traceWatch) hasSeen() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.seen
}

func (t *traceWatch) hasNumbers() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.numbers
}

func (t *traceWatch) setPid(pid int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.pid == 0 {
		t.pid = pid
	}
}
