package main

import (
	"os"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

var targetUname = SurfaceUname{Release: "3.10.0-1160.el7.x86_64", Version: "#1 SMP Tue Aug 18 14:50:17 EDT 2020"}

// surfacePlan adds a surface to the plan of a program that ends by itself: whatever else listens on this machine must
// not count. The filter refuses getppid and asks about uname and all paths.
func surfacePlan(p Plan) Plan {
	p.Ready = Ready{Kind: "exit"}
	p.Surface = &SurfacePlan{
		Filter: asking(append(pathNumbers(), native.uname)...), Uname: targetUname,
		AbsentPaths: []string{}, Contents: []SurfaceContent{}, Memory: []MemoryRule{},
	}
	return p
}

func (s session) wantEnforced() {
	s.t.Helper()
	r := s.result.Surface
	if r == nil || !r.Installed || !r.Supervised || len(r.Gaps) > 0 {
		s.t.Errorf("surface %+v, problems %q, startError %q", r, s.result.Problems, s.result.StartError)
	}
}

func (s session) wantStdout(want string) {
	s.t.Helper()
	if s.stdout != want {
		s.t.Errorf("stdout is\n%swant\n%sstderr %q", s.stdout, want, s.stderr)
	}
}

// bothWays runs a plan traced and untraced.
func bothWays(t *testing.T, args []string, test func(t *testing.T, p Plan)) {
	t.Run("plain", func(t *testing.T) { test(t, plainPlan(args...)) })
	t.Run("traced", func(t *testing.T) { test(t, tracedPlan(t, args...)) })
}

func TestNoSurface(t *testing.T) {
	s := runAgent(t, tracedPlan(t, "call", strconv.Itoa(syscall.SYS_GETPPID)))
	s.wantClean()
	if s.result.Surface != nil || !strings.HasPrefix(s.stdout, "errno 0 ") {
		t.Errorf("surface %+v, stdout %q", s.result.Surface, s.stdout)
	}
}

func TestRefusedCall(t *testing.T) {
	bothWays(t, []string{"call", strconv.Itoa(syscall.SYS_GETPPID)}, func(t *testing.T, p Plan) {
		s := runAgent(t, surfacePlan(p))
		s.wantClean()
		s.wantEnforced()
		s.wantStdout("function not implemented -1\n")
		seen := regexp.MustCompile(`(?m)getppid(\(| resumed>)\) += -1 ENOSYS \(Function not implemented\)$`)
		if p.traced() && !seen.MatchString(s.trace) {
			t.Errorf("trace %s", s.trace)
		}
		if s.result.Surface.Asked == 0 {
			t.Errorf("surface %+v", s.result.Surface)
		}
	})
}

func TestUname(t *testing.T) {
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	bothWays(t, []string{"uname"}, func(t *testing.T, p Plan) {
		s := runAgent(t, surfacePlan(p))
		s.wantClean()
		s.wantEnforced()
		machine := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
		s.wantStdout("Linux " + host + " " + targetUname.Release + " " + targetUname.Version + " " + machine + " <nil>\n" +
			"bad pointer: bad address\n")
		if r := s.result.Surface; r.Answered < 2 {
			t.Errorf("surface %+v", r)
		}
	})
}

func TestAbsentPath(t *testing.T) {
	bothWays(t, []string{"read", "/proc/thread-self/comm", "/proc/self/comm", "+/proc", "thread-self/comm", "./self/../thread-self"},
		func(t *testing.T, p Plan) {
			p = surfacePlan(p)
			p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
			s := runAgent(t, p)
			s.wantClean()
			s.wantEnforced()
			s.wantStdout(`open /proc/thread-self/comm: no such file or directory
/proc/self/comm: "victim" lines=1 cloexec=1 <nil>
+/proc <nil>
open thread-self/comm: no such file or directory
open ./self/../thread-self: no such file or directory
`)
			if r := s.result.Surface; r.Answered < 3 {
				t.Errorf("surface %+v", r)
			}
		})
}

func TestContents(t *testing.T) {
	args := []string{"read", "/proc/version", "/proc/self/status", "/proc/sys/kernel/osrelease", "/proc/cpuinfo"}
	bothWays(t, args, func(t *testing.T, p Plan) {
		p = surfacePlan(p)
		p.Surface.Contents = []SurfaceContent{
			{Path: "/proc/version", Kind: "replaced", Text: "Linux version 3.10.0\n"},
			{Path: "/proc/*/status", Kind: "without-lines", Prefixes: []string{"Name:", "Umask:"}},
			{Path: "/proc/sys/kernel/osrelease", Kind: "replaced", Text: ""},
		}
		s := runAgent(t, p)
		s.wantClean()
		s.wantEnforced()
		lines := strings.Split(s.stdout, "\n")
		for i, want := range []string{
			`/proc/version: "Linux version 3.10.0" lines=1 cloexec=1 <nil>`,
			`/proc/self/status: "State:`,
			`/proc/sys/kernel/osrelease: "" lines=0 cloexec=1 EOF`,
			`/proc/cpuinfo: "processor\t: 0"`,
		} {
			if !strings.HasPrefix(lines[i], want) {
				t.Errorf("line %q, want %q", lines[i], want)
			}
		}
	})
}

func TestMemoryRules(t *testing.T) {
	const openat2, how = 437, "437"
	plan := func(rule MemoryRule, args ...string) Plan {
		p := surfacePlan(plainPlan(append([]string{"structs"}, args...)...))
		p.Surface.Filter = asking(rule.Syscalls...)
		p.Surface.Memory = []MemoryRule{rule}
		return p
	}
	option := func(name string, value uint64, errno syscall.Errno) MemoryOption {
		return MemoryOption{Name: name, Value: value, Errno: int(errno)}
	}
	poll := MemoryRule{ID: "aio", Syscalls: []int32{native.ioSubmit}, Source: MemorySource{Kind: "iocb-opcode"},
		Kind: "value", Mask: 0xffffffff, Refused: []MemoryOption{option("IOCB_CMD_POLL", 5, syscall.EINVAL)}}
	tos := MemoryRule{ID: "cmsg", Syscalls: []int32{native.sendmsg, native.sendmmsg}, Kind: "value", Mask: 0xffffffff,
		Source: MemorySource{Kind: "control-message"}, Refused: []MemoryOption{option("IP_TOS", 0x00000001, syscall.EOPNOTSUPP)}}
	fs := MemoryRule{ID: "fs", Syscalls: []int32{syscall.SYS_MOUNT}, Source: MemorySource{Kind: "string", Arg: 2},
		Kind: "value", Refused: []MemoryOption{option("overlay", 0, syscall.ENODEV)}}
	flags := MemoryRule{ID: "how", Syscalls: []int32{openat2}, Kind: "bits", Mask: 0xffffffff,
		Source:   MemorySource{Kind: "memory", Arg: 2, Offset: 16, Bytes: 8},
		Refused:  []MemoryOption{option("RESOLVE_BENEATH", 8, syscall.EXDEV)},
		Unlisted: &MemoryUnlisted{Known: []uint64{1, 2, 4, 8, 16}, Errno: int(syscall.E2BIG)}}
	never := flags
	never.When = []MemoryWhen{{Arg: 3, Values: []uint32{1, 2}}}
	always := flags
	always.When = []MemoryWhen{{Arg: 3, Values: []uint32{1, 24}}}
	for _, c := range []struct {
		rule MemoryRule
		args []string
		want string
	}{
		{poll, []string{"iocb", "5"}, "invalid argument"},
		{tos, []string{"cmsg", "0", "1"}, "operation not supported"},
		{tos, []string{"cmsgs", "0", "1"}, "operation not supported"},
		{tos, []string{"cmsg", "1", "9"}, "invalid argument"}, // the kernel's own answer
		{fs, []string{"fs", "overlay"}, "no such device"},
		{fs, []string{"fs", "tmpfs"}, "no such file or directory"},
		{flags, []string{"how", how, "0", "8"}, "invalid cross-device link"},
		{flags, []string{"how", how, "0", "0x20"}, "argument list too long"},
		{flags, []string{"how", how, "0", "4"}, "errno 0"},
		{never, []string{"how", how, "0", "0x20"}, "errno 0"},
		{always, []string{"how", how, "0", "0x40"}, "argument list too long"},
	} {
		t.Run(c.rule.ID+" "+strings.Join(c.args, " "), func(t *testing.T) {
			s := runAgent(t, plan(c.rule, c.args...))
			s.wantClean()
			s.wantEnforced()
			s.wantStdout(c.want + "\n")
		})
	}
}

// Many threads in calls that are asked about, interrupted all the time by Go's own preemption.
func TestManyThreadsAsk(t *testing.T) {
	start := time.Now()
	p := surfacePlan(plainPlan("hammer", "16", "5000", "/dev/null"))
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	s := runAgent(t, p)
	s.wantClean()
	s.wantEnforced()
	s.wantStdout("good 80000 bad 0\n")
	if s.result.Surface.Asked < 80000 {
		t.Errorf("surface %+v", s.result.Surface)
	}
	t.Logf("80000 opens in %v", time.Since(start))
	p = surfacePlan(tracedPlan(t, "hammer", "16", "300", "/proc/thread-self/x"))
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	s = runAgent(t, p)
	s.wantClean()
	s.wantEnforced()
	s.wantStdout("good 0 bad 4800\n")
	s.wantWholeTrace()
	s.wantNothingLeft()
}

func TestKilledWhileItAsks(t *testing.T) {
	bothWays(t, []string{"opens"}, func(t *testing.T, p Plan) {
		p = surfacePlan(p)
		p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
		p.Ready = Ready{Kind: "log", Pattern: "opening"}
		p.Exercises = []Exercise{{Kind: "wait", Ms: 200}, {Kind: "signal", Name: "KILL"}}
		p.ObserveMs = 1000
		s := runAgent(t, p)
		s.wantClean()
		s.wantEnforced()
		s.wantExit("killed by SIGKILL")
		s.wantStop("exited")
		s.wantNothingLeft()
	})
}

func TestExercisesAreEnforced(t *testing.T) {
	p := surfacePlan(tracedPlan(t, "exit", "0"))
	ppid := strconv.Itoa(syscall.SYS_GETPPID)
	p.Exercises = []Exercise{
		{Kind: "exec", Argv: []string{"sh", "-c", victimPath + " call " + ppid + " | grep -q 'not implemented'"}},
		{Kind: "exec", Argv: []string{"sh", "-c", "uname -r | grep -qx " + targetUname.Release}},
		{Kind: "exec", Argv: []string{"no-such-program"}},
	}
	s := runAgent(t, p)
	s.wantClean()
	s.wantEnforced()
	s.wantExercise(0, true, "exit 0")
	s.wantExercise(1, true, "exit 0")
	s.wantExercise(2, false, "not found in PATH")
	s.wantWholeTrace()
	s.wantNothingLeft()
}
