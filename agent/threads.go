package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// loadThread reads what /proc tells of a thread; wchan and syscall may be withheld.
func loadThread(pid, tid int) (HangThread, bool) {
	dir := fmt.Sprintf("/proc/%d/task/%d/", pid, tid)
	text, err := os.ReadFile(dir + "stat")
	if err != nil {
		return HangThread{}, false
	}
	t, ok := parseTaskStat(text)
	if !ok {
		return HangThread{}, false
	}
	t.Pid, t.Tid = pid, tid
	if wchan := firstLine(dir + "wchan"); wchan != "0" {
		t.Wchan = wchan
	}
	t.Syscall, t.Args = parseTaskSyscall(firstLine(dir + "syscall"))
	if len(t.Args) > 0 {
		// Not a descriptor for every call; who reads this knows for which it is.
		if fd, err := strconv.ParseUint(strings.TrimPrefix(t.Args[0], "0x"), 16, 20); err == nil {
			t.Descriptor, _ = os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", pid, fd))
			t.Descriptor = strings.ToValidUTF8(t.Descriptor, "?")
		}
	}
	return t, true
}

// parseTaskStat reads /proc/PID/task/TID/stat (proc(5)): the state is field 3, utime and stime are 14 and 15, in ticks
// of 10 ms on every machine that we know.
func parseTaskStat(text []byte) (HangThread, bool) {
	open, shut := bytes.IndexByte(text, '('), bytes.LastIndexByte(text, ')')
	if open < 1 || shut < open {
		return HangThread{}, false
	}
	fields := bytes.Fields(text[shut+1:])
	if len(fields) < 13 || len(fields[0]) != 1 {
		return HangThread{}, false
	}
	user, err1 := strconv.ParseInt(string(fields[11]), 10, 64)
	system, err2 := strconv.ParseInt(string(fields[12]), 10, 64)
	if err1 != nil || err2 != nil {
		return HangThread{}, false
	}
	return HangThread{
		Comm: strings.ToValidUTF8(string(text[open+1:shut]), "?"), State: string(fields[0]),
		CPUMs: (user + system) * 10, Args: []string{},
	}, true
}

// parseTaskSyscall reads /proc/PID/task/TID/syscall: `running`, `-1 SP PC` outside of any call, or the number, six
// arguments, SP and PC.
func parseTaskSyscall(text string) (*int, []string) {
	words := strings.Fields(text)
	if len(words) < 9 {
		return nil, []string{}
	}
	number, err := strconv.Atoi(words[0])
	if err != nil {
		return nil, []string{}
	}
	return &number, words[1:7]
}

func cpuTimes(all []proc) map[int]int64 {
	times := map[int]int64{}
	for _, p := range all {
		for _, tid := range numbersIn(fmt.Sprintf("/proc/%d/task", p.pid)) {
			if text, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/stat", p.pid, tid)); err == nil {
				if t, ok := parseTaskStat(text); ok {
					times[tid] = t.CPUMs
				}
			}
		}
	}
	return times
}

func numbersIn(folder string) []int {
	dir, err := os.Open(folder)
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	var numbers []int
	for _, name := range names {
		if n, err := strconv.Atoi(name); err == nil {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

func firstLine(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	line, _, _ := bytes.Cut(text, []byte{'\n'})
	return strings.ToValidUTF8(strings.TrimSpace(string(line)), "?")
}
