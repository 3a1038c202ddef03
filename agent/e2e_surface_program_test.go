package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// What programs differ in.

// visible makes a folder for programs that other users run.
func visible(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp(filepath.Dir(victimPath), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestThirtyTwoBitProgram(t *testing.T) {
	program := filepath.Join(visible(t), "i386")
	build := exec.Command("go", "build", "-o", program, "./testdata/i386")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOARCH=386")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%s: %s", err, out)
	}
	if runtime.GOARCH != "amd64" || exec.Command(program).Run() != nil {
		t.Skip("needs a kernel that runs i386 programs")
	}
	const uname, openat = 122, 295
	filter := filterOfArch(auditI386, filterRule{uname, nil, retUserNotif}, filterRule{openat, nil, retUserNotif})
	for _, p := range []Plan{plainPlan(), tracedPlan(t)} {
		p = surfacePlan(p)
		p.Argv = []string{program}
		p.Surface.Filter = filter
		p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
		p.Surface.Contents = []SurfaceContent{{Path: "/proc/version", Kind: "replaced", Text: "old\n"}}
		s := runAgent(t, p)
		s.wantClean()
		s.wantEnforced()
		s.wantStdout(targetUname.Release + ` <nil> open /proc/thread-self: no such file or directory "old\n" <nil>` + "\n")
	}
}

// A program that may be executed and not read is closed to everybody, the agent included.
func TestProgramThatCannotBeRead(t *testing.T) {
	needRoot(t)
	program := filepath.Join(visible(t), "victim")
	if out, err := exec.Command("install", "-m", "0711", victimPath, program).CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	p := surfacePlan(plainPlan("uname"))
	p.Argv[0] = program
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	s := runAgent(t, p, asNobody(agentPath)...)
	s.wantClean()
	s.wantExit("exit 0")
	if !strings.Contains(s.stdout, kernelRelease()) {
		t.Errorf("stdout %q", s.stdout)
	}
	r := s.result.Surface
	if !r.Installed || !r.Supervised || len(r.Gaps) != 2 || strings.Count(strings.Join(r.Gaps, ""), "not dumpable") != 2 {
		t.Errorf("surface %+v", r)
	}
}

// The agent cannot see how a program names its own UTS namespace, and tells it the engine's name.
func TestOwnUTSNamespace(t *testing.T) {
	if exec.Command("unshare", "-u", "true").Run() != nil {
		t.Skip("needs the right to make UTS namespaces")
	}
	host, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	p := surfacePlan(plainPlan())
	p.Argv = []string{"/bin/sh", "-c", "exec unshare -u sh -c 'hostname other; uname -nr'"}
	s := runAgent(t, p)
	s.wantClean()
	s.wantEnforced()
	s.wantStdout(host + " " + targetUname.Release + "\n")
}

func TestForkBombThatAsks(t *testing.T) {
	needRoot(t)
	p := surfacePlan(tracedPlan(t, "bomb"))
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	p.RunTimeoutMs = 3000
	p.Limits.Processes = 200
	s := runAgent(t, p, asNobody(agentPath)...)
	if !s.result.TimedOut || s.code != 0 || s.result.StartError != "" {
		t.Errorf("code %d, result %+v", s.code, s.result)
	}
	s.wantEnforced()
	s.wantNothingLeft()
}

// A pointer that leads nowhere, and paths at the edge of what the kernel takes, are the kernel's to answer.
func TestOddPaths(t *testing.T) {
	for _, c := range []struct{ path, want string }{
		{strings.Repeat("x/", 2047), "no such file or directory"},
		{"/" + strings.Repeat("x", 255), "no such file or directory"},
		{strings.Repeat("x/", 2100), "file name too long"},
		{"", "no such file or directory"},
		{"/dev/../proc/./thread-self//comm", "no such file or directory"},
		{"/proc/self/../self/comm", `"victim"`},
	} {
		p := surfacePlan(plainPlan("read", c.path))
		p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
		s := runAgent(t, p)
		s.wantClean()
		s.wantEnforced()
		if !strings.Contains(s.stdout, c.want) {
			t.Errorf("%.20s…: %q", c.path, s.stdout)
		}
	}
	p := surfacePlan(plainPlan("call", strconv.Itoa(syscall.SYS_OPENAT), "-100", "16", "0"))
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	s := runAgent(t, p)
	s.wantEnforced()
	s.wantStdout("bad address -1\n")
}
