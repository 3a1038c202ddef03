package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

// run is one started program: the artifact, or a command of an exercise. With a tracer, the process that the agent
// started is strace and the program is its child.
type run struct {
	*child
	traced bool
	watch  traceWatch
	pipe   *tracePipe
	// ended is closed when the program itself has ended; strace stays as long as any of its other tracees does.
	ended   chan struct{}
	endOnce sync.Once
	// drained is closed when stdout, stderr and trace are read to their end.
	drained chan struct{}
	outputs []*os.File
	// rest is what the trace holds behind its last line end.
	rest []byte
}

// startRun starts argv, under the plan's tracer if it has one.
func (b *boot) startRun(argv []string, stdout, stderr func([]byte)) (*run, error) {
	path, err := lookPath(argv[0], b.plan.Env)
	if err != nil {
		return nil, err
	}
	if err := checkProgram(path, b.plan.Cwd); err != nil {
		return nil, err
	}
	r := &run{traced: b.plan.traced(), ended: make(chan struct{}), drained: make(chan struct{})}
	r.watch.onExit = r.markEnded
	c := command{argv: argv, env: b.plan.Env, cwd: b.plan.Cwd, limits: b.plan.Limits, surface: b.surface}
	if r.traced {
		if r.pipe, err = newTracePipe(); err != nil {
			return nil, err
		}
		c = traced(c, b.plan.Tracer, r.pipe.path)
	}
	if err := r.launch(b, c, stdout, stderr); err != nil {
		if r.pipe != nil {
			r.pipe.close()
		}
		return nil, err
	}
	return r, nil
}

// traced is a command under strace. strace asks for the local time at every line; where TZ is not set, the C library
// looks at /etc/localtime each time. So strace gets one, and takes it from the program again.
func traced(c command, tracer []string, pipe string) command {
	argv := append([]string{}, tracer...)
	if !hasVariable(c.env, "TZ") {
		argv = append(argv, "-E", "TZ")
		c.env = append(append([]string{}, c.env...), "TZ=UTC0")
	}
	c.argv = append(append(argv, "-o", pipe, "--"), c.argv...)
	return c
}

func hasVariable(env []string, name string) bool {
	for _, variable := range env {
		if strings.HasPrefix(variable, name+"=") {
			return true
		}
	}
	return false
}

func (r *run) launch(b *boot, c command, stdout, stderr func([]byte)) error {
	outR, outW, err := outputPipe()
	if err != nil {
		return err
	}
	defer syscall.Close(outW)
	errR, errW, err := outputPipe()
	if err != nil {
		outR.Close()
		return err
	}
	defer syscall.Close(errW)
	r.outputs = []*os.File{outR, errR}
	if r.child, err = launch(b.reaper, c, outW, errW); err != nil {
		outR.Close()
		errR.Close()
		return err
	}
	b.addRun(r)
	go r.follow(b.sink, stdout, stderr)
	return nil
}

// outputPipe makes a pipe whose reading end can have deadlines and whose writing end blocks as programs expect.
func outputPipe() (*os.File, int, error) {
	var p [2]int
	if err := syscall.Pipe2(p[:], syscall.O_CLOEXEC); err != nil {
		return nil, -1, err
	}
	if err := syscall.SetNonblock(p[0], true); err != nil {
		return nil, -1, err
	}
	return os.NewFile(uintptr(p[0]), "output"), p[1], nil
}

// follow copies what the run writes and sees it end.
func (r *run) follow(sink *traceSink, stdout, stderr func([]byte)) {
	var readers sync.WaitGroup
	for i, to := range []func([]byte){stdout, stderr} {
		readers.Add(1)
		go func(from *os.File, to func([]byte)) {
			defer readers.Done()
			copyOutput(from, to)
		}(r.outputs[i], to)
	}
	if r.pipe != nil {
		readers.Add(1)
		go func() {
			defer readers.Done()
			r.rest = r.pipe.pump(func(whole []byte) {
				r.watch.lines(whole)
				sink.add(whole)
			})
		}()
	}
	go func() {
		readers.Wait()
		close(r.drained)
	}()
	r.awaitEnd()
}

func copyOutput(from *os.File, to func([]byte)) {
	buf := make([]byte, 32<<10)
	for {
		n, err := from.Read(buf)
		if n > 0 {
			to(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

// awaitEnd closes r.ended at the latest when the started process has ended. Under strace the trace says it earlier;
// should it not (strace -qq), /proc does.
func (r *run) awaitEnd() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.done:
			if r.pipe != nil {
				r.pipe.release()
			}
			r.markEnded()
			return
		case <-tick.C:
			if pid := r.programPid(); r.traced && pid != 0 && !r.hasEnded() {
				if p, ok := loadProc(pid); !ok || p.ppid != r.child.pid {
					r.markEnded()
				}
			}
		}
	}
}

func (r *run) markEnded() { r.endOnce.Do(func() { close(r.ended) }) }

func (r *run) hasEnded() bool {
	select {
	case <-r.ended:
		return true
	default:
		return false
	}
}

// programPid is the program's process, 0 when it is not known (yet).
func (r *run) programPid() int {
	if !r.traced {
		return r.child.pid
	}
	pid, _, _ := r.watch.snapshot()
	if pid == 0 && !r.child.ended() {
		if pid = findTracee(r.child.pid); pid != 0 {
			r.watch.setPid(pid)
		}
	}
	return pid
}

// finishReading waits for the end of the streams, no longer than the given time.
func (r *run) finishReading(limit time.Duration) bool {
	select {
	case <-r.drained:
		return true
	case <-time.After(limit):
	}
	for _, f := range r.outputs {
		f.SetReadDeadline(time.Now())
	}
	if r.pipe != nil {
		r.pipe.in.SetReadDeadline(time.Now())
	}
	select {
	case <-r.drained:
	case <-time.After(time.Second):
	}
	return false
}

func (r *run) close() {
	for _, f := range r.outputs {
		f.Close()
	}
	if r.pipe != nil {
		r.pipe.close()
	}
}

// exit is how the program ended: by the status of what was started, which strace makes that of its program. Only when
// the trace has no such end (and so strace died first) is it unknown.
func (r *run) exit() (*ProcessExit, error) {
	if !r.child.ended() {
		return nil, errors.New("its status was never seen")
	}
	status := exitOf(r.child.status)
	if !r.traced {
		return &status, nil
	}
	_, _, told := r.watch.snapshot()
	if told == nil {
		if r.watch.hasNumbers() {
			return nil, fmt.Errorf("the tracer ended first (%s)", status)
		}
		return &status, nil
	}
	// The tracer was killed as a last resort: its status says nothing. Otherwise both agree, and only the trace
	// knows of a core file.
	return told, nil
}

// startFailure says why the program never ran; to be asked when everything has been read.
func (r *run) startFailure(path, said string) string {
	if !r.traced {
		return ""
	}
	if _, failed, _ := r.watch.snapshot(); failed != "" {
		return fmt.Sprintf("start %s: %s", path, failed)
	}
	if !r.watch.hasSeen() && r.child.ended() {
		return fmt.Sprintf("the tracer ended (%s) before it traced anything: %s", exitOf(r.child.status), said)
	}
	return ""
}

// earlyExit is how the program ended, asked while its tracer may still follow others.
func (r *run) earlyExit() *ProcessExit {
	if _, _, told := r.watch.snapshot(); told != nil {
		return told
	}
	exit, _ := r.exit()
	return exit
}

// excerpt keeps the beginning of what a command says.
type excerpt struct {
	mu    sync.Mutex
	bytes []byte
}

func (e *excerpt) write(p []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if room := excerptBytes - len(e.bytes); room > 0 {
		e.bytes = append(e.bytes, p[:minInt(room, len(p))]...)
	}
}

func (e *excerpt) text() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(e.bytes), "?"))
}
