package main

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// What hosts and containers differ in.

func (s session) wantGap(installed bool, sentence string) {
	s.t.Helper()
	r := s.result.Surface
	if r == nil || r.Installed != installed || r.Supervised || len(r.Gaps) != 1 || !strings.Contains(r.Gaps[0], sentence) {
		s.t.Errorf("surface %+v", r)
	}
}

// unsupervised is what a program sees when nothing can be asked: numbers are refused, the rest is the host's.
func unsupervised(t *testing.T, sentence string, prefix ...string) {
	t.Helper()
	for _, p := range []Plan{plainPlan("uname"), tracedPlan(t, "uname")} {
		s := runAgent(t, surfacePlan(p), prefix...)
		s.wantClean()
		s.wantGap(true, sentence)
		if !strings.Contains(s.stdout, " "+kernelRelease()+" ") {
			t.Errorf("stdout %q, stderr %q, exit %v, trace %s", s.stdout, s.stderr, s.exit, s.trace)
		}
	}
	s := runAgent(t, surfacePlan(plainPlan("call", strconv.Itoa(syscall.SYS_GETPPID))), prefix...)
	s.wantStdout("function not implemented -1\n")
}

func TestKernelWithoutPassingOn(t *testing.T) {
	old := filepath.Join(t.TempDir(), "agent")
	build := exec.Command("go", "build", "-ldflags", "-X main.assumedKernel=5.4.0-150-generic", "-o", old, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", err, out)
	}
	unsupervised(t, "(5.4.0-150-generic) is older than 5.5", old)
}

func TestAnotherListener(t *testing.T) {
	unsupervised(t, "another listener is there already", behind(filterOf(), filterFlagNewListener)...)
}

// Only prctl(2) can install a filter then, as on kernels before 3.17.
func TestSeccompCallIsRefused(t *testing.T) {
	unsupervised(t, "it refuses a listener (function not implemented)",
		behind(filterOf(refusing(native.seccomp, syscall.ENOSYS)), 0)...)
}

func TestNoFilterAtAll(t *testing.T) {
	const prSetSeccomp = 22
	wall := filterOf(refusing(native.seccomp, syscall.ENOSYS), refusing(syscall.SYS_PRCTL, syscall.EINVAL, prSetSeccomp))
	p := surfacePlan(plainPlan("hello"))
	p.Exercises = []Exercise{{Line: "w", Kind: "wait", Ms: 1}}
	s := runAgent(t, p, behind(wall, 0)...)
	s.wantGap(false, "No filter was installed: invalid argument.")
	want := "Nothing was run: the old kernel's surface cannot be enforced here: the kernel takes no seccomp filter: invalid argument."
	if got := strings.Join(s.result.Problems, "|"); got != want {
		t.Errorf("problems %q", got)
	}
	if s.stdout != "" || s.result.StartError != "" || s.result.ArtifactPid != 0 || s.exit != nil || s.code != 0 {
		t.Errorf("stdout %q, code %d, result %+v", s.stdout, s.code, s.result)
	}
	s.wantExercise(0, false, "nothing was started")
	s.wantNothingLeft()
}

func TestFilterThatTheKernelRefuses(t *testing.T) {
	p := surfacePlan(plainPlan("hello"))
	p.Surface.Filter = make(filterProgram, 16) // BPF_LD without a place: not valid
	s := runAgent(t, p)
	s.wantGap(false, "invalid argument")
	if s.stdout != "" || len(s.result.Problems) != 1 {
		t.Errorf("stdout %q, result %+v", s.stdout, s.result)
	}
}

// A container may keep these from an unprivileged agent.
func TestMemoryByProcAndFileForMemfd(t *testing.T) {
	wall := filterOf(refusing(native.processVMReadv, syscall.EPERM), refusing(native.processVMWritev, syscall.EPERM),
		refusing(native.memfdCreate, syscall.EPERM))
	p := surfacePlan(plainPlan("read", "/proc/version", "/proc/thread-self"))
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	p.Surface.Contents = []SurfaceContent{{Path: "/proc/version", Kind: "replaced", Text: "Linux version 3.10\n"}}
	s := runAgent(t, p, behind(wall, 0)...)
	s.wantClean()
	s.wantEnforced()
	s.wantStdout(`/proc/version: "Linux version 3.10" lines=1 cloexec=1 <nil>
open /proc/thread-self: no such file or directory
`)
	s = runAgent(t, surfacePlan(plainPlan("uname")), behind(wall, 0)...)
	s.wantEnforced()
	if !strings.Contains(s.stdout, targetUname.Release) {
		t.Errorf("stdout %q", s.stdout)
	}
}

// As the gate's own sandbox: an unprivileged user in namespaces of its own, the agent as process 1.
func TestSurfaceInASandbox(t *testing.T) {
	needPrivateNet(t)
	dir := filepath.Dir(agentPath)
	sandbox := []string{"bwrap", "--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-ipc",
		"--as-pid-1", "--die-with-parent", "--cap-drop", "ALL", "--uid", "65534", "--gid", "65534", "--hostname", "gate",
		"--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--ro-bind", dir, dir, agentPath}
	bothWays(t, []string{"uname"}, func(t *testing.T, p Plan) {
		p = surfacePlan(p)
		p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
		p.Exercises = []Exercise{
			{Kind: "exec", Argv: []string{"artifact", "read", "/proc/thread-self"}},
			{Kind: "exec", Argv: []string{"sh", "-c", "test -d /proc/self && ! test -e /proc/thread-self && uname -r | grep -q el7"}},
		}
		s := runAgent(t, p, sandbox...)
		s.wantClean()
		s.wantEnforced()
		s.wantExercise(0, true, "exit 0")
		s.wantExercise(1, true, "exit 0")
		if !strings.HasPrefix(s.stdout, "Linux gate "+targetUname.Release+" ") {
			t.Errorf("stdout %q", s.stdout)
		}
		if p.traced() {
			s.wantWholeTrace()
		}
	})
}
