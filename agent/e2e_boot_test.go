package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A thread that is killed as it enters a call leaves strace without the call's number: `???(`.
var traceLine = regexp.MustCompile(
	`^\d+ +\d+\.\d+ (\w+\(|<\.\.\. |\+\+\+ |--- |\?\?\?\( <unfinished \.\.\.>$)`)

func TestCLI(t *testing.T) {
	s := runAgent(t, tracedPlan(t, "exit", "3"))
	s.wantClean()
	s.wantReady("ready", "exited")
	s.wantStop("exited")
	s.wantExit("exit 3")
	s.wantWholeTrace()
	s.wantNothingLeft()
	if s.stdout != "leaving with 3\n" || s.result.StdoutBytes != 15 {
		t.Errorf("stdout %q, %d bytes", s.stdout, s.result.StdoutBytes)
	}
	if got := strings.Join(s.stages, " "); got != "started ready stopping done" {
		t.Errorf("stages: %s", got)
	}
}

func TestUntracedCLI(t *testing.T) {
	s := runAgent(t, plainPlan("exit", "3"))
	s.wantClean()
	s.wantReady("ready", "exited")
	s.wantExit("exit 3")
	if s.trace != "" || s.result.ArtifactPid == 0 {
		t.Errorf("trace %q, pid %d", s.trace, s.result.ArtifactPid)
	}
}

func TestHTTPService(t *testing.T) {
	needPrivateNet(t)
	for name, p := range map[string]Plan{
		"traced": tracedPlan(t, "http", "127.0.0.1:18080"), "plain": plainPlan("http", "127.0.0.1:18080"),
	} {
		t.Run(name, func(t *testing.T) {
			p.ObserveMs = 50
			s := runAgent(t, p)
			s.wantClean()
			s.wantReady("ready", "listens on 127.0.0.1:18080")
			s.wantStop("stopped")
			s.wantExit("killed by SIGTERM")
			s.wantNothingLeft()
			if p.traced() {
				s.wantWholeTrace()
			}
		})
	}
}

func TestReadyKinds(t *testing.T) {
	needPrivateNet(t)
	socket := filepath.Join(t.TempDir(), "s.sock")
	for _, c := range []struct {
		args      []string
		ready     Ready
		state, by string
	}{
		{[]string{"http", "127.0.0.1:18080"}, Ready{Kind: "tcp", Host: "localhost", Port: 18080}, "ready", "accepts"},
		{[]string{"http", "[::]:18080"}, Ready{Kind: "auto"}, "ready", "listens on [::]:18080"},
		{[]string{"http", "127.0.0.1:18080"}, Ready{Kind: "http", URL: "http://127.0.0.1:18080/"}, "ready", "answers 200"},
		{[]string{"http", "127.0.0.1:18080"}, Ready{Kind: "http", URL: "http://127.0.0.1:18080/bad"}, "timeout", ""},
		{[]string{"http", "127.0.0.1:18080"}, Ready{Kind: "log", Pattern: `^listening on .*:18080$`}, "ready", "matches"},
		{[]string{"log", "one", "two", "three"}, Ready{Kind: "log", Pattern: `^two$`}, "ready", "matches"},
		{[]string{"log", "one", "two", "three"}, Ready{Kind: "log", Pattern: `^three$`}, "timeout", ""},
		{[]string{"say", "one", "two", "three"}, Ready{Kind: "log", Pattern: `^three$`}, "ready", "matches"},
		{[]string{"say", "one", "two", "three"}, Ready{Kind: "log", Pattern: `four`}, "exited", ""},
		{[]string{"exit", "0"}, Ready{Kind: "tcp", Host: "127.0.0.1", Port: 9}, "exited", ""},
		{[]string{"exit", "0"}, Ready{Kind: "exit"}, "ready", "exited"},
		{[]string{"sleep"}, Ready{Kind: "auto"}, "timeout", ""},
		{[]string{"udp", "127.0.0.1:18080"}, Ready{Kind: "auto"}, "timeout", ""},
		{[]string{"unix", socket}, Ready{Kind: "auto"}, "ready", "listens on unix " + socket},
		{[]string{"unix", "@victim"}, Ready{Kind: "auto"}, "ready", "listens on unix @victim"},
	} {
		t.Run(strings.Join(c.args, " ")+" "+c.ready.Kind, func(t *testing.T) {
			p := tracedPlan(t, c.args...)
			p.Ready = c.ready
			if c.state == "timeout" {
				p.ReadyTimeoutMs = 1500
				p.Exercises = []Exercise{{Line: "x", Kind: "wait", Ms: 1}}
			}
			s := runAgent(t, p)
			s.wantReady(c.state, c.by)
			s.wantNothingLeft()
			s.wantWholeTrace()
			if c.state == "timeout" {
				s.wantExercise(0, false, "not ready")
			}
		})
	}
}

func TestSegfault(t *testing.T) {
	for name, p := range map[string]Plan{"traced": tracedPlan(t, "segv"), "plain": plainPlan("segv")} {
		t.Run(name, func(t *testing.T) {
			p.Cwd = t.TempDir() // where a core file would go
			s := runAgent(t, p)
			s.wantReady("ready", "exited")
			s.wantExit("killed by SIGSEGV")
			s.wantStop("exited")
		})
	}
}

func TestStartErrors(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	strace := needStrace(t)
	for _, c := range []struct {
		name, path string
		tracer     []string
		cwd, want  string
	}{
		{"missing", filepath.Join(dir, "none"), []string{strace, "-f"}, "/", "no such file or directory"},
		{"missing, untraced", filepath.Join(dir, "none"), nil, "/", "no such file or directory"},
		{"not executable", write("plain", "x", 0o644), []string{strace, "-f"}, "/", "not executable"},
		{"folder", dir, []string{strace, "-f"}, "/", "is a folder"},
		{"no program", write("text", "\x7fELF nonsense", 0o755), []string{strace, "-f"}, "/", "ENOEXEC"},
		{"no program, strace without -f", write("text2", "\x7fELF", 0o755), []string{strace}, "/", "ENOEXEC"},
		{"no program, untraced", write("text3", "\x7fELF", 0o755), nil, "/", "exec format error"},
		{"no interpreter", write("script", "#!/no/such/shell\n", 0o755), []string{strace, "-f", "-ttt", "-T"}, "/", "ENOENT"},
		{"no tracer", victimPath, []string{filepath.Join(dir, "nostrace"), "-f"}, "/", "no such file or directory"},
		{"tracer fails", victimPath, []string{strace, "-f", "-e", "trace=nonsense"}, "/", "before it traced anything"},
		{"no folder", victimPath, []string{strace, "-f"}, filepath.Join(dir, "no"), "change to folder"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := plainPlan("hello")
			p.Argv[0], p.Cwd = c.path, c.cwd
			p.Tracer = append([]string{}, c.tracer...)
			p.Exercises = []Exercise{{Line: "w", Kind: "wait", Ms: 1}}
			s := runAgent(t, p)
			if !strings.Contains(s.result.StartError, c.want) || s.code != 0 {
				t.Errorf("startError %q, want %q", s.result.StartError, c.want)
			}
			if s.result.Ready.State != "exited" || s.exit != nil || len(s.result.Exercises) != 1 {
				t.Errorf("result %+v", s.result)
			}
			s.wantNothingLeft()
		})
	}
}

func TestBadPlans(t *testing.T) {
	for name, c := range map[string]struct{ plan, want string }{
		"empty":    {"", "bad plan"},
		"no JSON":  {"hello", "bad plan"},
		"protocol": {`{"protocol":2,"argv":["/bin/true"]}`, "protocol 2"},
		"type":     {`{"protocol":1,"argv":"/bin/true"}`, "bad plan"},
		"no argv":  {`{"protocol":1,"argv":[]}`, "argv is empty"},
		"kind": {`{"protocol":1,"argv":["x"],"readyTimeoutMs":1,"runTimeoutMs":1,"ready":{"kind":"z"}}`,
			`kind "z"`},
		"pattern": {`{"protocol":1,"argv":["x"],"readyTimeoutMs":1,"runTimeoutMs":1,
			"ready":{"kind":"log","pattern":"("}}`, "missing closing )"},
		"signal": {`{"protocol":1,"argv":["x"],"readyTimeoutMs":1,"runTimeoutMs":1,"ready":{"kind":"auto"},
			"exercises":[{"line":"","kind":"signal","name":"SIGNONE"}]}`, `signal "SIGNONE"`},
	} {
		t.Run(name, func(t *testing.T) {
			s := runAgentText(t, c.plan)
			if s.code != exitBadPlan || !strings.Contains(s.result.StartError, c.want) {
				t.Errorf("code %d, startError %q", s.code, s.result.StartError)
			}
			if s.kinds != "HRZ" {
				t.Errorf("frames %s", s.kinds)
			}
		})
	}
}

func TestEnvironmentIsThePlans(t *testing.T) {
	t.Setenv("OF_THE_AGENT", "1")
	p := tracedPlan(t, "env")
	p.Env = []string{"A=1", "GODEBUG=inittrace=1"}
	p.Cwd = "/usr"
	s := runAgent(t, p)
	if s.stdout != "[A=1 GODEBUG=inittrace=1] /usr\n" {
		t.Errorf("stdout %q", s.stdout)
	}
	// Only the artifact obeys GODEBUG: the agent's own step before exec must not print.
	if n := strings.Count(s.stderr, "init internal/bytealg"); n > 1 {
		t.Errorf("stderr %q", s.stderr)
	}
}

func TestArtifactGetsThreeDescriptorsAndTheLimits(t *testing.T) {
	p := tracedPlan(t, "fds")
	s := runAgent(t, p)
	lines := strings.Split(strings.TrimSpace(s.stdout), "\n")
	if len(lines) < 3 || lines[0] != "0 /dev/null" || !strings.HasPrefix(lines[1], "1 pipe:") || !strings.HasPrefix(lines[2], "2 pipe:") {
		t.Fatalf("descriptors: %q", s.stdout)
	}
	for _, line := range lines[3:] {
		// Go's own poller is all that may come on top: epoll with an eventfd, or (before 1.23) both ends of a pipe.
		_, to, _ := strings.Cut(line, " ")
		if !strings.HasPrefix(to, "anon_inode:[event") && strings.Count(s.stdout, to+"\n") != 2 {
			t.Errorf("descriptor %s", line)
		}
	}
	p = tracedPlan(t, "limits")
	p.Limits.Processes, p.Limits.DataBytes = 3000, 512<<20
	s = runAgent(t, p)
	for _, want := range []string{`Max processes +3000 +3000 `, `Max data size +536870912 +536870912 `} {
		if !regexp.MustCompile(want).MatchString(s.stdout) {
			t.Errorf("no %q in %s", want, s.stdout)
		}
	}
}

// Same user, and still the agent's descriptors are closed to the artifact.
func TestArtifactCannotOpenTheAgentsDescriptors(t *testing.T) {
	needRoot(t)
	s := runAgent(t, tracedPlan(t, "spy"), asNobody(agentPath)...)
	s.wantClean()
	if !strings.Contains(s.stdout, "process . descriptors 0 ") {
		t.Errorf("stdout %q", s.stdout)
	}
}

func asNobody(argv ...string) []string {
	return append([]string{"setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"}, argv...)
}
