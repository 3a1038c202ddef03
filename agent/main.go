// Command agent is the first process inside every engine of the gate: a container, a sandbox or a virtual machine.
//
// It reads a plan (JSON, see plan.go) from standard input until end of file, starts the artifact under strace, waits
// until it is ready, exercises it, stops it, reaps what is left and tells everything as frames (see frames.go) on
// standard output. Nothing but frames is ever written there.
//
// It needs nothing newer than Linux 3.10 and only the standard library, and it works under a filter that answers
// ENOSYS to newer calls. Processes are therefore started by syscall.ForkExec and reaped by one loop (reaper.go):
// os.StartProcess would use a pidfd and could lose its status to the reaping that a first process owes its orphans.
//
// Exit codes: 0 a result was written (also when the artifact failed), 2 bad plan or an environment that cannot work,
// 3 standard output broke, 4 the agent's own deadline passed. Without the frame 'Z' the run is incomplete.
//
//	main.go     entry, reading of the plan            launch.go    starting a program with limits
//	plan.go     what to do                            run.go       one started program, traced or not
//	result.go   what came out                         trace.go     pipe and merged stream of strace
//	frames.go   the protocol on standard output       output.go    bounded copy of stdout and stderr
//	boot.go     the course of one boot                procs.go     descendants, by /proc
//	ready.go    waiting for readiness                 reaper.go    wait4 for everything
//	hang.go     a hang: threads, goroutines           threads.go   threads, by /proc
//	listen.go   listeners, by /proc/net               stop.go      SIGTERM, SIGKILL, strays
//	exercise.go http.go socket.go: exercises          signals.go   names of signals
//
// What an older kernel would refuse, it enforces on all that it starts:
//
//	surface.go         plan and tally of it           seccomp.go      the kernel's interface
//	launch_surface.go  installing the filter          supervise*.go   answering what the filter asks
//	memory_rule.go     options in structs             path_calls.go   where calls have their path
//	canary.go          a program that tries whether it holds
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	exitBadPlan    = 2
	exitBrokenPipe = 3
	exitDeadline   = 4

	// A plan is a few kilobytes; its sender closes the pipe at once.
	planTimeout  = 60 * time.Second
	planMaxBytes = 16 << 20
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == launchFlag {
		launched(os.Args[2:])
	}
	if len(os.Args) > 1 && os.Args[1] == canaryFlag {
		os.Exit(canary(os.Args[2:]))
	}
	planFile := flag.String("plan", "", "file to read the plan from (default: standard input)")
	flag.Parse()
	os.Exit(agent(*planFile))
}

// osRelease reads at most as much as any honest os-release(5) has.
func osRelease() string {
	f, err := os.Open("/etc/os-release")
	if err != nil {
		return ""
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, 8<<10))
	if err != nil {
		return ""
	}
	return string(text)
}

func agent(planFile string) int {
	warmThreads(16)
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT)
	// Caught rather than ignored: a write to a closed standard output must be an error here, and what is ignored
	// would be inherited by the artifact.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)

	frames := newFrameWriter(os.Stdout)
	frames.json(frameHello, hello{
		Protocol: protocol, Kernel: kernelRelease(), Pid: os.Getpid(), Go: runtime.Version(),
		OSRelease: osRelease(),
	})
	if err := prepareSelf(); err != nil {
		return refuse(frames, err)
	}
	plan, err := loadPlan(planFile)
	if err != nil {
		return refuse(frames, err)
	}

	b := newBoot(plan, frames)
	go b.watchdog()
	go func() {
		select {
		case s := <-signals:
			b.interrupt(fmt.Sprintf("the agent was told to stop (%s)", signalName(s.(syscall.Signal))))
		case <-frames.broken:
			b.interrupt("standard output broke")
		}
	}()
	frames.json(frameResult, b.run())
	frames.write(frameEnd, nil)
	if frames.isBroken() {
		return exitBrokenPipe
	}
	return 0
}

// refuse reports why nothing was started.
func refuse(frames *frameWriter, err error) int {
	r := newResult()
	r.StartError = err.Error()
	frames.json(frameResult, r)
	frames.write(frameEnd, nil)
	return exitBadPlan
}

func loadPlan(file string) (*Plan, error) {
	var source io.Reader = os.Stdin
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		source = f
	}
	type answer struct {
		data []byte
		err  error
	}
	read := make(chan answer, 1)
	go func() {
		data, err := io.ReadAll(io.LimitReader(source, planMaxBytes+1))
		read <- answer{data, err}
	}()
	select {
	case a := <-read:
		if a.err != nil {
			return nil, fmt.Errorf("reading the plan: %w", a.err)
		}
		if len(a.data) > planMaxBytes {
			return nil, errors.New("the plan is too long")
		}
		return parsePlan(a.data)
	case <-time.After(planTimeout):
		return nil, errors.New("no end of the plan within 60 s")
	}
}

// prepareSelf closes the agent to the artifact and makes it the reaper of all that it starts.
func prepareSelf() error {
	const prSetDumpable, prSetChildSubreaper = 4, 36
	// The artifact runs as the same user. It must not open the agent's descriptors through /proc.
	if err := prctl(prSetDumpable, 0); err != nil {
		return fmt.Errorf("prctl PR_SET_DUMPABLE: %w", err)
	}
	// Orphans come to process 1, or to a subreaper (Linux 3.4).
	if err := prctl(prSetChildSubreaper, 1); err != nil && os.Getpid() != 1 {
		return fmt.Errorf("prctl PR_SET_CHILD_SUBREAPER: %w", err)
	}
	// Signals are sent by process numbers from /proc: it must be that of this pid namespace.
	self, err := os.Readlink("/proc/self")
	if err != nil {
		return fmt.Errorf("/proc is needed: %w", err)
	}
	if self != strconv.Itoa(os.Getpid()) {
		return fmt.Errorf("/proc belongs to another pid namespace: it says %s, the agent is %d", self, os.Getpid())
	}
	return closeInherited()
}

// closeInherited marks descriptors that whoever started the agent left open, so that the artifact does not get them.
func closeInherited() error {
	dir, err := os.Open("/proc/self/fd")
	if err != nil {
		return err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		if fd, err := strconv.Atoi(name); err == nil && fd > 2 {
			syscall.CloseOnExec(fd)
		}
	}
	return nil
}

func prctl(option, value uintptr) error {
	if _, _, errno := syscall.RawSyscall6(syscall.SYS_PRCTL, option, value, 0, 0, 0, 0); errno != 0 {
		return errno
	}
	return nil
}

// warmThreads makes the runtime hold n threads from the start. Under a fork bomb the engine's process limit would
// refuse it new ones, and a Go program that cannot make a thread dies.
func warmThreads(n int) {
	var started, ended sync.WaitGroup
	started.Add(n)
	ended.Add(n)
	for i := 0; i < n; i++ {
		go func() {
			defer ended.Done()
			runtime.LockOSThread()
			// Each goroutine holds its thread until all hold one; unlocking keeps the thread.
			started.Done()
			started.Wait()
			runtime.UnlockOSThread()
		}()
	}
	ended.Wait()
}

func kernelRelease() string {
	var u syscall.Utsname
	if err := syscall.Uname(&u); err != nil {
		return ""
	}
	return utsField(u.Release[:])
}
