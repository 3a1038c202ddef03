package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The tests in e2e_*_test.go run the real agent with the real strace on real programs (testdata/victim). Where
// bubblewrap works they do so in a network namespace of their own, as in every engine.

var (
	agentPath, victimPath string
	privateNet            bool
)

func TestMain(m *testing.M) {
	os.Exit(testMain(m))
}

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "agent-test-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	// Other users must reach the programs.
	if err := os.Chmod(dir, 0o755); err != nil {
		panic(err)
	}
	agentPath, victimPath = filepath.Join(dir, "agent"), filepath.Join(dir, "victim")
	for target, source := range map[string]string{agentPath: ".", victimPath: "./testdata/victim"} {
		build := exec.Command("go", "build", "-o", target, source)
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			fmt.Printf("go build %s: %s\n%s", source, err, out)
			return 1
		}
	}
	privateNet = exec.Command("bwrap", "--dev-bind", "/", "/", "--unshare-net", "true").Run() == nil
	return m.Run()
}

func needPrivateNet(t *testing.T) {
	t.Helper()
	if !privateNet {
		t.Skip("needs bubblewrap with a network namespace")
	}
}

func needStrace(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("needs strace")
	}
	return path
}

func needRoot(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("needs root")
	}
}

// tracedPlan is a plan under strace with sizes that suit tests.
func tracedPlan(t *testing.T, args ...string) Plan {
	t.Helper()
	p := plainPlan(args...)
	p.Tracer = []string{needStrace(t), "-f", "-ttt", "-s", "128"}
	return p
}

func plainPlan(args ...string) Plan {
	return Plan{
		Protocol: 1, Argv: append([]string{victimPath}, args...), Env: []string{"PATH=/usr/bin:/bin"}, Cwd: "/",
		Tracer: []string{}, Ready: Ready{Kind: "auto"}, Exercises: []Exercise{},
		ReadyTimeoutMs: 20000, RunTimeoutMs: 40000, StopTimeoutMs: 5000, ObserveMs: 0,
		Limits: Limits{TraceBytes: 32 << 20, LogBytes: 1 << 20},
	}
}

// session is everything that one agent wrote.
type session struct {
	t              *testing.T
	kinds          string // type of each frame
	stages         []string
	trace          string
	stdout, stderr string
	result         Result
	exit           *ProcessExit
	code           int
	agentStderr    string
}

// runAgent runs the agent with a plan; prefix is a command that it is run by.
func runAgent(t *testing.T, plan Plan, prefix ...string) session {
	t.Helper()
	text, err := json.Marshal(plan)
	if err != nil {
		t.Fatal(err)
	}
	return runAgentText(t, string(text), prefix...)
}

func agentCommand(prefix ...string) *exec.Cmd {
	argv := []string{agentPath}
	if len(prefix) > 0 {
		argv = prefix
	} else if privateNet {
		argv = append([]string{"bwrap", "--dev-bind", "/", "/", "--unshare-net"}, argv...)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	_ = cancel // the command's own end frees it; a test process is short
	return exec.CommandContext(ctx, argv[0], argv[1:]...)
}

func runAgentText(t *testing.T, plan string, prefix ...string) session {
	t.Helper()
	cmd := agentCommand(prefix...)
	cmd.Stdin = strings.NewReader(plan)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	s := parseSession(t, out)
	s.code, s.agentStderr = cmd.ProcessState.ExitCode(), stderr.String()
	if s.agentStderr != "" {
		t.Errorf("the agent wrote to stderr: %s", s.agentStderr)
	}
	return s
}

func parseSession(t *testing.T, out []byte) session {
	t.Helper()
	s := session{t: t}
	for len(out) > 0 {
		if len(out) < 5 {
			t.Fatalf("%d bytes behind the last frame", len(out))
		}
		kind, n := out[0], int(binary.BigEndian.Uint32(out[1:]))
		if len(out) < 5+n {
			t.Fatalf("frame %c of %d bytes is cut", kind, n)
		}
		s.take(kind, out[5:5+n])
		out = out[5+n:]
	}
	if !strings.HasPrefix(s.kinds, "H") || !strings.HasSuffix(s.kinds, "RZ") || strings.Count(s.kinds, "Z") != 1 {
		t.Errorf("frames are %.40s … %s", s.kinds, s.kinds[max0(len(s.kinds)-20):])
	}
	return s
}

func max0(n int) int {
	if n < 0 {
		return 0
	}
	return n
}

func (s *session) take(kind byte, payload []byte) {
	s.t.Helper()
	s.kinds += string(rune(kind))
	switch kind {
	case 'T':
		s.trace += string(payload)
	case 'O':
		s.stdout += string(payload)
	case 'E':
		s.stderr += string(payload)
	case 'S':
		var got stage
		if err := json.Unmarshal(payload, &got); err != nil {
			s.t.Fatal(err)
		}
		s.stages = append(s.stages, got.Stage)
	case 'R':
		s.takeResult(payload)
	case 'H', 'Z':
	default:
		s.t.Fatalf("unknown frame %q", kind)
	}
}

func (s *session) takeResult(payload []byte) {
	s.t.Helper()
	var exit struct {
		Exit *struct {
			Kind       string
			Code       int
			Signal     string
			CoreDumped bool
		}
	}
	if err := json.Unmarshal(payload, &exit); err != nil {
		s.t.Fatal(err)
	}
	if err := json.Unmarshal(payload, &s.result); err != nil {
		s.t.Fatal(err)
	}
	if e := exit.Exit; e != nil {
		s.exit = &ProcessExit{Code: e.Code, Signal: e.Signal, CoreDumped: e.CoreDumped}
	}
}

func (s session) wantExit(want string) {
	s.t.Helper()
	got := "unknown"
	if s.exit != nil {
		got = s.exit.String()
	}
	if got != want {
		s.t.Errorf("exit is %q, want %q; result %+v", got, want, s.result)
	}
}

func (s session) wantReady(state, by string) {
	s.t.Helper()
	if r := s.result.Ready; r.State != state || !strings.Contains(r.By, by) {
		s.t.Errorf("ready is %+v, want %s by %q; stderr %.300q", r, state, by, s.stderr)
	}
}

func (s session) wantStop(state string) {
	s.t.Helper()
	if s.result.Stop.State != state {
		s.t.Errorf("stop is %+v, want %s", s.result.Stop, state)
	}
}

func (s session) wantClean() {
	s.t.Helper()
	if s.result.StartError != "" || len(s.result.Problems) > 0 || s.result.TimedOut || s.code != 0 {
		s.t.Errorf("code %d, result %+v", s.code, s.result)
	}
}

// wantWholeTrace checks that the trace has the artifact's beginning and end, and only whole lines that begin with a
// process number.
func (s session) wantWholeTrace() {
	s.t.Helper()
	if !strings.HasSuffix(s.trace, "\n") {
		s.t.Errorf("the trace ends in %q", s.trace[max0(len(s.trace)-100):])
	}
	if !strings.HasPrefix(s.trace, fmt.Sprintf("%d ", s.result.ArtifactPid)) {
		s.t.Errorf("the trace of process %d begins with %.100q", s.result.ArtifactPid, s.trace)
	}
	for _, line := range strings.Split(strings.TrimSuffix(s.trace, "\n"), "\n") {
		if !traceLine.MatchString(line) {
			s.t.Errorf("trace line %.200q", line)
		}
	}
	if int64(len(s.trace)) != s.result.TraceBytes {
		s.t.Errorf("%d bytes of trace came, the result says %d", len(s.trace), s.result.TraceBytes)
	}
}

func (s session) wantExercise(i int, ok bool, detail string) {
	s.t.Helper()
	if i >= len(s.result.Exercises) {
		s.t.Fatalf("no exercise %d: %+v", i, s.result)
	}
	if e := s.result.Exercises[i]; e.Ok != ok || !strings.Contains(e.Detail, detail) {
		s.t.Errorf("exercise %d is %+v, want %v %q", i, e, ok, detail)
	}
}

// leftovers lists processes that still run the victim.
func leftovers() []string {
	var found []string
	links, _ := filepath.Glob("/proc/[0-9]*/exe")
	for _, link := range links {
		if to, err := os.Readlink(link); err == nil && strings.HasPrefix(to, filepath.Dir(victimPath)) {
			found = append(found, link)
		}
	}
	return found
}

func (s session) wantNothingLeft() {
	s.t.Helper()
	if left := leftovers(); len(left) > 0 {
		s.t.Errorf("still running: %v", left)
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), ".trace-*")); len(left) > 0 {
		s.t.Errorf("left behind: %v", left)
	}
}
