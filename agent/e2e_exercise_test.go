package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestExercises(t *testing.T) {
	needPrivateNet(t)
	const url = "http://127.0.0.1:18080"
	p := tracedPlan(t, "http", "127.0.0.1:18080")
	p.Exercises = []Exercise{
		{Line: "0", Kind: "http", Method: "GET", URL: url, Times: 1, Concurrency: 1},
		{Line: "1", Kind: "http", Method: "POST", URL: url, Body: "x", Contains: "POST hello", Times: 20, Concurrency: 4},
		{Line: "2", Kind: "http", Method: "GET", URL: url + "/bad", Times: 2, Concurrency: 1},
		{Line: "3", Kind: "http", Method: "GET", URL: url + "/bad", Status: 502, Times: 1, Concurrency: 1},
		{Line: "4", Kind: "http", Method: "GET", URL: url, Contains: "absent", Times: 1, Concurrency: 1},
		{Line: "5", Kind: "exec", Argv: []string{"artifact", "exit", "0"}},
		{Line: "6", Kind: "exec", Argv: []string{"artifact", "exit", "4"}},
		{Line: "7", Kind: "exec", Argv: []string{"true"}},
		{Line: "8", Kind: "exec", Argv: []string{"no-such-program"}},
		{Line: "9", Kind: "signal", Name: "HUP"},
		{Line: "10", Kind: "wait", Ms: 300},
		{Line: "11", Kind: "socket", Network: "tcp", Address: "127.0.0.1:18080", Send: "GET / HTTP/1.0\r\n\r\n",
			HalfClose: true, Expect: "200 OK"},
		{Line: "12", Kind: "http", Method: "GET", URL: url + "/die", Times: 1, Concurrency: 1},
		{Line: "13", Kind: "wait", Ms: 10},
		{Line: "14", Kind: "exec", Argv: []string{"artifact", "exit", "0"}},
	}
	s := runAgent(t, p)
	s.wantClean()
	for i, want := range []struct {
		ok     bool
		detail string
	}{
		{true, "200 (1 of 1)"}, {true, "200 (20 of 20)"}, {false, "0 of 2; first failure: got 502, expected below 400"},
		{true, "502 (1 of 1)"}, {false, `does not contain "absent"`}, {true, "exit 0"},
		{false, "exit 4: leaving with 4"}, {true, "exit 0"}, {false, "not found in PATH"}, {true, "SIGHUP sent"},
		{true, "300 ms"}, {true, "answered"}, {false, "; the artifact has ended"},
		{false, "not tried: the artifact has ended"}, {false, "not tried: the artifact has ended"},
	} {
		s.wantExercise(i, want.ok, want.detail)
	}
	s.wantStop("exited")
	s.wantExit("exit 7")
	s.wantWholeTrace()
	s.wantNothingLeft()
	if !strings.Contains(s.stdout, "reloaded") {
		t.Errorf("stdout %q", s.stdout)
	}
	if n := strings.Count(s.trace, " execve("); n != 4 {
		t.Errorf("%d programs in the trace, want artifact, twice itself and true", n)
	}
}

func TestSocketExercises(t *testing.T) {
	needPrivateNet(t)
	path := filepath.Join(t.TempDir(), "s.sock")
	for _, c := range []struct{ network, address string }{
		{"tcp", "127.0.0.1:18081"}, {"udp", "127.0.0.1:18081"}, {"unix", path}, {"unix", "@victim"},
	} {
		t.Run(c.network+" "+c.address, func(t *testing.T) {
			p := tracedPlan(t, c.network, c.address)
			if c.network == "udp" {
				p.Ready = Ready{Kind: "log", Pattern: "bound"}
			}
			exercise := Exercise{Kind: "socket", Network: c.network, Address: c.address}
			quiet, asked := exercise, exercise
			asked.Send, asked.Expect = "ping\n", "PING"
			p.Exercises = []Exercise{quiet, asked}
			s := runAgent(t, p)
			s.wantClean()
			s.wantExercise(0, true, "")
			s.wantExercise(1, true, "answered")
			s.wantStop("stopped")
		})
	}
}

func TestExerciseOnNothing(t *testing.T) {
	needPrivateNet(t)
	p := tracedPlan(t, "http", "127.0.0.1:18080")
	p.Exercises = []Exercise{
		{Kind: "socket", Network: "tcp", Address: "127.0.0.1:1"},
		{Kind: "socket", Network: "unix", Address: "/no/such.sock"},
		{Kind: "socket", Network: "tcp", Address: "127.0.0.1:18080", Send: "x\r\n\r\n", Expect: "nonsense"},
		{Kind: "http", URL: "http://127.0.0.1:1/", Times: 3, Concurrency: 3},
	}
	s := runAgent(t, p)
	s.wantClean()
	s.wantExercise(0, false, "refused")
	s.wantExercise(1, false, "no such file")
	s.wantExercise(2, false, `no "nonsense" in the answer`)
	s.wantExercise(3, false, "0 of 3")
}

// More commands of a CLI that has ended; a socket needs the artifact alive.
func TestExercisesOfACLI(t *testing.T) {
	p := tracedPlan(t, "exit", "0")
	p.Exercises = []Exercise{
		{Kind: "exec", Argv: []string{"artifact", "hello"}},
		{Kind: "wait", Ms: 1},
		{Kind: "signal", Name: "SIGUSR1"},
		{Kind: "exec", Argv: []string{"artifact", "leave", "2"}},
	}
	s := runAgent(t, p)
	s.wantClean()
	s.wantExercise(0, true, "exit 0")
	s.wantExercise(1, true, "")
	s.wantExercise(2, false, "has ended")
	s.wantExercise(3, true, "exit 0")
	s.wantExit("exit 0")
	s.wantWholeTrace()
	s.wantNothingLeft()
	if s.result.Strays != 2 {
		t.Errorf("strays %d", s.result.Strays)
	}
	if s.stdout != "leaving with 0\n" {
		t.Errorf("stdout %q is not the artifact's alone", s.stdout)
	}
}

func TestExecThatHangs(t *testing.T) {
	p := tracedPlan(t, "exit", "0")
	p.RunTimeoutMs = 2000
	p.Exercises = []Exercise{{Kind: "exec", Argv: []string{"artifact", "sleep"}}, {Kind: "wait", Ms: 1}}
	s := runAgent(t, p)
	s.wantExercise(0, false, "did not end; run-timeout")
	s.wantExercise(1, false, "run-timeout")
	s.wantExit("exit 0")
	s.wantNothingLeft()
	if !s.result.TimedOut || s.result.Strays != 0 || len(s.result.Problems) > 0 {
		t.Errorf("result %+v", s.result)
	}
}
