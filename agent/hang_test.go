package main

import (
	"math"
	"os"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"
)

// wantHang: the threads of the Go program that the tests boot, and what Go says of its goroutines.
func (s session) wantHang(why string) {
	s.t.Helper()
	h := s.result.Hang
	if h == nil {
		s.t.Fatal("no hang")
	}
	if h.Why != why || h.WindowMs < 300 || math.Abs(h.At-float64(time.Now().Unix())) > 60 {
		s.t.Errorf("why %q, window %d ms, at %v", h.Why, h.WindowMs, h.At)
	}
	if !strings.HasPrefix(h.Goroutines, "SIGQUIT: quit\n") || !strings.Contains(h.Goroutines, "\ngoroutine 1 ") {
		s.t.Errorf("goroutines %.200q", h.Goroutines)
	}
	if strings.Contains(s.stderr, "goroutine") {
		s.t.Errorf("stderr %.200q", s.stderr)
	}
	if len(h.Threads) == 0 {
		s.t.Fatal("no threads")
	}
	if first := h.Threads[0]; first.Pid != s.result.ArtifactPid || first.Syscall == nil || len(first.Args) != 6 || first.State == "" || first.Comm == "" {
		s.t.Errorf("first thread %+v", first)
	}
}

func TestNoHang(t *testing.T) {
	if s := runAgent(t, plainPlan("print", "10")); s.result.Hang != nil {
		t.Errorf("%+v", s.result.Hang)
	}
}

func TestParseTaskStat(t *testing.T) {
	text := "7 (a) b (c) S 1 7 7 0 -1 4194560 1 0 0 0 12 3 0 0 20 0 1 0 100"
	got, ok := parseTaskStat([]byte(text))
	if !ok || got.Comm != "a) b (c" || got.State != "S" || got.CPUMs != 150 {
		t.Errorf("%+v %v", got, ok)
	}
	for _, bad := range []string{"", "7 (a) S 1", "7 (a", strings.Replace(text, " 12 ", " x ", 1)} {
		if _, ok := parseTaskStat([]byte(bad)); ok {
			t.Errorf("%q", bad)
		}
	}
}

func TestParseTaskSyscall(t *testing.T) {
	number, args := parseTaskSyscall("202 0x5 0x80 0x0 0x0 0x0 0x0 0x7ffd 0x46")
	if number == nil || *number != 202 || !reflect.DeepEqual(args, []string{"0x5", "0x80", "0x0", "0x0", "0x0", "0x0"}) {
		t.Errorf("%v %v", number, args)
	}
	for _, other := range []string{"running", "-1 0x7ffd 0x46", ""} {
		if number, args := parseTaskSyscall(other); number != nil || len(args) != 0 {
			t.Errorf("%q: %v %v", other, number, args)
		}
	}
}

func TestCatches(t *testing.T) {
	// The Go runtime catches every signal that it can.
	if !catches(os.Getpid(), syscall.SIGQUIT) || catches(os.Getpid(), syscall.SIGKILL) || catches(0, syscall.SIGQUIT) {
		t.Error("SigCgt is misread")
	}
}

func TestDivert(t *testing.T) {
	for name, c := range map[string]struct{ after, goroutines, stderr string }{
		"dump":      {"half a line\nSIGQUIT: quit\ngoroutine 1", "SIGQUIT: quit\ngoroutine 1", "before half a line\n"},
		"no dump":   {"bye", "", "before bye"},
		"too long":  {"SIGQUIT: quit" + strings.Repeat("x", 2*dumpBytes), "SIGQUIT: quit" + strings.Repeat("x", dumpBytes-13), "before "},
		"not UTF-8": {"SIGQUIT: quit\xff", "SIGQUIT: quit?", "before "},
	} {
		t.Run(name, func(t *testing.T) {
			var sent strings.Builder
			o := newOutput(&batch{kind: frameStderr, w: newFrameWriter(&sent)}, 1000)
			o.write([]byte("before "))
			o.divert()
			o.write([]byte(c.after))
			goroutines := o.goroutines()
			o.finish()
			if stderr := sent.String()[5:]; goroutines != c.goroutines || stderr != c.stderr {
				t.Errorf("%.60q and %.60q", goroutines, stderr)
			}
		})
	}
}
