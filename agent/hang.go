package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

const (
	// Threads that are told of; the artifact's own come first.
	hangMaxThreads = 64
	// How long the processor time of each thread is watched. The kernel counts it in steps of 10 ms.
	hangWindow = 300 * time.Millisecond
	// How long a program that catches SIGQUIT may take to end after it, and a Go program to print its goroutines.
	quitGrace = 1500 * time.Millisecond
	dumpGrace = 2 * time.Second
	// Bytes of what Go prints of its goroutines that are kept: the one that got the signal and main's come first.
	dumpBytes = 96 << 10
)

// dumpHead is how Go begins to print its goroutines when SIGQUIT ends it (runtime/signal_unix.go).
var dumpHead = []byte("SIGQUIT: quit")

// HangResult mirrors HangSnapshot in src/trace/hang/snapshot.ts; that file documents the fields.
type HangResult struct {
	Why         string       `json:"why"`
	At          float64      `json:"at"`
	WindowMs    int64        `json:"windowMs"`
	Clocksource string       `json:"clocksource"`
	Threads     []HangThread `json:"threads"`
	MoreThreads int          `json:"moreThreads"`
	Goroutines  string       `json:"goroutines"`
}

// HangThread is one thread as /proc shows it.
type HangThread struct {
	Pid         int      `json:"pid"`
	Tid         int      `json:"tid"`
	Comm        string   `json:"comm"`
	State       string   `json:"state"`
	Wchan       string   `json:"wchan"`
	Syscall     *int     `json:"syscall"`
	Args        []string `json:"args"`
	Descriptor  string   `json:"descriptor"`
	CPUMs       int64    `json:"cpuMs"`
	RecentCPUMs int64    `json:"recentCpuMs"`
}

// lookAtHang notes what every thread does, once: later looks would see what the first one has caused.
func (b *boot) lookAtHang(why string) {
	if b.hang != nil || b.main.hasEnded() || b.isInterrupted() {
		return
	}
	before := cpuTimes(b.alive())
	began := time.Now()
	select {
	case <-time.After(hangWindow):
	case <-b.main.ended:
		return
	case <-b.interrupted:
		return
	}
	now := time.Now()
	h := &HangResult{
		Why: why, At: float64(now.UnixMicro()) / 1e6, WindowMs: now.Sub(began).Milliseconds(),
		Clocksource: firstLine("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
		Threads:     []HangThread{},
	}
	for _, p := range b.alive() {
		for _, tid := range numbersIn(fmt.Sprintf("/proc/%d/task", p.pid)) {
			t, ok := loadThread(p.pid, tid)
			if !ok {
				continue
			}
			if len(h.Threads) == hangMaxThreads {
				h.MoreThreads++
				continue
			}
			t.RecentCPUMs = t.CPUMs - before[tid]
			h.Threads = append(h.Threads, t)
		}
	}
	b.hang = h
}

// quit makes a hung Go program print its goroutines. Only who catches SIGQUIT gets it: all others it would end with a
// core file, and print nothing. It says whether the artifact has ended by it.
func (b *boot) quit(pid int) bool {
	if b.hang == nil || pid == 0 || b.isInterrupted() || !catches(pid, syscall.SIGQUIT) {
		return false
	}
	b.stderr.divert()
	if syscall.Kill(pid, syscall.SIGQUIT) != nil {
		return false
	}
	if b.endsWithin(quitGrace) {
		return true
	}
	if b.isInterrupted() || !b.stderr.dumping() {
		return false
	}
	if !b.endsWithin(dumpGrace) {
		b.killAll()
	}
	return b.endsWithin(tracerTimeout)
}

// catches reads the line SigCgt of /proc/PID/status: a mask in which bit n-1 is signal n.
func catches(pid int, s syscall.Signal) bool {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return false
	}
	_, rest, found := bytes.Cut(text, []byte("\nSigCgt:"))
	if !found {
		return false
	}
	line, _, _ := bytes.Cut(rest, []byte{'\n'})
	mask, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 64)
	return err == nil && mask>>(uint(s)-1)&1 == 1
}
