package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
)

// proc is what /proc/PID/stat tells of one process (proc(5)).
type proc struct {
	pid   int
	ppid  int
	state byte // R, S, D, T, t, Z, X …
}

func (p proc) dead() bool { return p.state == 'Z' || p.state == 'X' || p.state == 'x' }

// parseStat reads the text of /proc/PID/stat. The command is in parentheses and may hold anything.
func parseStat(text []byte) (proc, bool) {
	open, shut := bytes.IndexByte(text, '('), bytes.LastIndexByte(text, ')')
	if open < 1 || shut < open {
		return proc{}, false
	}
	fields := bytes.Fields(text[shut+1:])
	if len(fields) < 2 || len(fields[0]) != 1 {
		return proc{}, false
	}
	pid, err := strconv.Atoi(string(bytes.TrimSpace(text[:open])))
	if err != nil {
		return proc{}, false
	}
	ppid, err := strconv.Atoi(string(fields[1]))
	if err != nil {
		return proc{}, false
	}
	return proc{pid: pid, ppid: ppid, state: fields[0][0]}, true
}

func loadProc(pid int) (proc, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return proc{}, false
	}
	return parseStat(text)
}

func loadProcs() []proc {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	var all []proc
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue
		}
		if p, ok := loadProc(pid); ok {
			all = append(all, p)
		}
	}
	return all
}

// descendantsOf lists the processes below root. Kernel threads and, when the agent is not process 1, everything that
// is not its own stay out: nothing but this list is ever signalled.
func descendantsOf(root int, all []proc) []proc {
	children := map[int][]proc{}
	for _, p := range all {
		children[p.ppid] = append(children[p.ppid], p)
	}
	var found []proc
	seen := map[int]bool{root: true}
	queue := []int{root}
	for len(queue) > 0 {
		parent := queue[0]
		queue = queue[1:]
		for _, p := range children[parent] {
			if !seen[p.pid] {
				seen[p.pid] = true
				found = append(found, p)
				queue = append(queue, p.pid)
			}
		}
	}
	return found
}

// findTracee looks for the program that a tracer started: its direct child that runs another file than the tracer
// itself. Children that strace forks to try ptrace, and the one that has not called execve yet, still run strace
// (or the loader that strace was started with).
func findTracee(tracer int) int {
	own, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", tracer))
	if err != nil {
		return 0
	}
	for _, p := range loadProcs() {
		if p.ppid != tracer || p.dead() {
			continue
		}
		// A program that may be executed and not read hides its exe; strace's children do not.
		exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", p.pid))
		if (err == nil && exe != own) || os.IsPermission(err) {
			return p.pid
		}
	}
	return 0
}
