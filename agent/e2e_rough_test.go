package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestStubbornServiceIsKilled(t *testing.T) {
	needPrivateNet(t)
	p := tracedPlan(t, "stubborn", "127.0.0.1:18080")
	p.StopTimeoutMs = 300
	s := runAgent(t, p)
	s.wantClean()
	s.wantStop("killed")
	s.wantExit("killed by SIGKILL")
	s.wantWholeTrace()
	s.wantNothingLeft()
	if s.result.Strays != 0 || !strings.Contains(s.trace, "+++ killed by SIGKILL +++") {
		t.Errorf("strays %d", s.result.Strays)
	}
}

func TestMuchOutput(t *testing.T) {
	const size = 50 << 20
	p := plainPlan("print", "52428800")
	s := runAgent(t, p)
	s.wantClean()
	s.wantExit("exit 0")
	all := s.result.StdoutBytes
	if all < size || all > size+1000 {
		t.Errorf("%d bytes", all)
	}
	mark := strings.Index(s.stdout, "[… ")
	if !strings.HasPrefix(s.stdout, "the beginning\n") || !strings.HasSuffix(s.stdout, "\nthe end\n") || mark < 0 {
		t.Fatalf("kept %.30q … %q", s.stdout, s.stdout[max0(len(s.stdout)-30):])
	}
	if kept := len(s.stdout); kept < 1<<20 || kept > 1<<20+100 {
		t.Errorf("kept %d", kept)
	}
}

func TestMuchTrace(t *testing.T) {
	p := tracedPlan(t, "endless")
	p.Limits.TraceBytes = 100 << 10
	p.RunTimeoutMs, p.ReadyTimeoutMs, p.StopTimeoutMs = 4000, 1500, 1000
	s := runAgent(t, p)
	s.wantReady("timeout", "")
	s.wantStop("quit")
	s.wantExit("exit 2")
	if s.result.TraceBytes > 100<<10 || s.result.TraceDropped == 0 {
		t.Errorf("kept %d, dropped %d", s.result.TraceBytes, s.result.TraceDropped)
	}
	s.wantWholeTrace()
	s.wantNothingLeft()
}

func TestChildrenThatOutliveTheArtifact(t *testing.T) {
	for name, p := range map[string]Plan{"traced": tracedPlan(t, "leave", "3"), "plain": plainPlan("leave", "3")} {
		t.Run(name, func(t *testing.T) {
			s := runAgent(t, p)
			s.wantClean()
			s.wantReady("ready", "exited")
			s.wantExit("exit 0")
			s.wantStop("exited")
			s.wantNothingLeft()
			if s.result.Strays != 3 {
				t.Errorf("strays %d", s.result.Strays)
			}
			if p.traced() {
				s.wantWholeTrace()
				if n := strings.Count(s.trace, "+++ killed by SIGKILL +++"); n < 3 {
					t.Errorf("the trace has %d ends of strays", n)
				}
			}
		})
	}
}

func TestDaemon(t *testing.T) {
	needPrivateNet(t)
	p := tracedPlan(t, "daemon", "127.0.0.1:18080")
	p.Ready.Kind = "exit" // for auto, the child that listens may be first
	s := runAgent(t, p)
	s.wantClean()
	s.wantStop("exited")
	s.wantExit("exit 0")
	s.wantNothingLeft()
	if s.result.Strays != 1 {
		t.Errorf("strays %d", s.result.Strays)
	}
}

func TestHang(t *testing.T) {
	for name, p := range map[string]Plan{"traced": tracedPlan(t, "sleep"), "plain": plainPlan("sleep")} {
		t.Run(name, func(t *testing.T) {
			p.Ready.Kind = "exit"
			p.RunTimeoutMs = 1000
			p.Exercises = []Exercise{{Line: "w", Kind: "wait", Ms: 1}}
			s := runAgent(t, p)
			s.wantReady("timeout", "")
			s.wantStop("quit")
			s.wantExit("exit 2")
			s.wantNothingLeft()
			s.wantExercise(0, false, "run-timeout")
			s.wantHang("run-timeout")
			if !s.result.TimedOut || len(s.result.Problems) > 0 || s.code != 0 {
				t.Errorf("code %d, result %+v", s.code, s.result)
			}
		})
	}
}

func TestForkBomb(t *testing.T) {
	needRoot(t) // to be another user: a limit of processes counts per user and does not bind root
	for name, p := range map[string]Plan{"traced": tracedPlan(t, "bomb"), "plain": plainPlan("bomb")} {
		t.Run(name, func(t *testing.T) {
			p.RunTimeoutMs, p.ReadyTimeoutMs = 3000, 2000
			p.Limits.Processes = 150
			p.Limits.TraceBytes = 1 << 20
			s := runAgent(t, p, asNobody(agentPath)...)
			if s.result.StartError != "" || s.code != 0 {
				t.Errorf("code %d, result %+v", s.code, s.result)
			}
			for _, problem := range s.result.Problems {
				t.Errorf("problem: %s", problem)
			}
			s.wantNothingLeft()
		})
	}
}

func TestOutputThatLooksLikeFrames(t *testing.T) {
	s := runAgent(t, tracedPlan(t, "frames"))
	s.wantClean()
	s.wantExit("exit 0")
	if s.stdout != "Z\x00\x00\x00\x00R\x00\x00\x00\x02{}\n" {
		t.Errorf("stdout %q", s.stdout)
	}
}

// kill(0, SIGKILL) must not reach the agent; that it takes strace along is the artifact's doing and is told.
func TestArtifactKillsItsProcessGroup(t *testing.T) {
	s := runAgent(t, tracedPlan(t, "killgroup"))
	s.wantNothingLeft()
	if s.exit != nil || !strings.Contains(strings.Join(s.result.Problems, "\n"), "tracer ended first") {
		// strace may have written the end before it died.
		s.wantExit("killed by SIGKILL")
	}
	s = runAgent(t, plainPlan("killgroup"))
	s.wantClean()
	s.wantExit("killed by SIGKILL")
}

func TestAgentIsToldToStop(t *testing.T) {
	p := tracedPlan(t, "sleep")
	p.Ready.Kind = "exit"
	text, _ := json.Marshal(p)
	cmd := exec.Command(agentPath)
	cmd.Stdin = bytes.NewReader(text)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 5)
	if _, err := io.ReadFull(pipe, first); err != nil {
		t.Fatal(err)
	}
	for victims() == 0 {
		time.Sleep(10 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(pipe)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	s := parseSession(t, append(first, rest...))
	s.wantStop("killed")
	s.wantExit("killed by SIGKILL")
	if s.result.TimedOut || len(s.result.Problems) != 1 || !strings.Contains(s.result.Problems[0], "SIGTERM") {
		t.Errorf("result %+v", s.result)
	}
	s.wantNothingLeft()
}

// victims counts running copies of the victim alone.
func victims() int {
	n := 0
	for _, link := range leftovers() {
		if to, err := os.Readlink(link); err == nil && to == victimPath {
			n++
		}
	}
	return n
}

// Nobody reads any more: everything must end all the same.
func TestBrokenStandardOutput(t *testing.T) {
	p := plainPlan("endless")
	p.Ready.Kind = "exit"
	text, _ := json.Marshal(p)
	cmd := exec.Command(agentPath)
	cmd.Stdin = bytes.NewReader(text)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	pipe.Close()
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != exitBrokenPipe {
		t.Errorf("exit code %d", code)
	}
	if left := leftovers(); len(left) > 0 {
		t.Errorf("still running: %v", left)
	}
}

// As process 1 of a sandbox it owes every orphan its reaping, and still must not lose the artifact's status.
func TestAsFirstProcess(t *testing.T) {
	needPrivateNet(t)
	dir := filepath.Dir(agentPath)
	sandbox := []string{"bwrap", "--unshare-all", "--as-pid-1", "--die-with-parent", "--ro-bind", "/", "/",
		"--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--ro-bind", dir, dir, agentPath}
	s := runAgent(t, tracedPlan(t, "leave", "5"), sandbox...)
	s.wantClean()
	s.wantExit("exit 0")
	s.wantWholeTrace()
	if s.result.Strays != 5 {
		t.Errorf("strays %d", s.result.Strays)
	}
	p := tracedPlan(t, "http", "127.0.0.1:18080")
	p.Exercises = []Exercise{{Kind: "exec", Argv: []string{"artifact", "hello"}}}
	s = runAgent(t, p, sandbox...)
	s.wantClean()
	s.wantReady("ready", "listens on 127.0.0.1:18080")
	s.wantExercise(0, true, "exit 0")
	s.wantStop("stopped")
	s.wantExit("killed by SIGTERM")
}
