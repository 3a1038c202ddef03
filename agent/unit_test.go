package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"syscall"
	"testing"
)

func framesOf(t *testing.T, write func(w *frameWriter)) []string {
	t.Helper()
	var out bytes.Buffer
	write(newFrameWriter(&out))
	var frames []string
	for data := out.Bytes(); len(data) > 0; {
		n := int(data[1])<<24 | int(data[2])<<16 | int(data[3])<<8 | int(data[4])
		frames = append(frames, fmt.Sprintf("%c%s", data[0], data[5:5+n]))
		data = data[5+n:]
	}
	return frames
}

func TestFrames(t *testing.T) {
	long := strings.Repeat("y", frameMaxBytes+10)
	frames := framesOf(t, func(w *frameWriter) {
		w.json(frameStage, stage{"ready", "x"})
		w.write(frameTrace, []byte(long))
		w.write(frameResult, []byte(long))
		w.write(frameEnd, nil)
	})
	want := []string{`S{"stage":"ready","text":"x"}`, "T" + long[10:], "T" + long[:10], "R" + long, "Z"}
	if len(frames) != len(want) {
		t.Fatalf("%d frames", len(frames))
	}
	for i := range want {
		if frames[i] != want[i] {
			t.Errorf("frame %d is %.40q", i, frames[i])
		}
	}
}

type failing struct{ calls int }

func (f *failing) Write([]byte) (int, error) { f.calls++; return 0, syscall.EPIPE }

func TestBrokenWriterIsLeftAlone(t *testing.T) {
	out := &failing{}
	w := newFrameWriter(out)
	w.write(frameEnd, nil)
	w.write(frameEnd, nil)
	if !w.isBroken() || out.calls != 1 {
		t.Errorf("broken %v after %d calls", w.isBroken(), out.calls)
	}
}

func TestOutputKeepsBothEnds(t *testing.T) {
	for _, c := range []struct {
		limit int64
		parts []string
		want  string
	}{
		{10, []string{"short"}, "short"},
		{10, []string{"0123456789"}, "0123456789"},
		{10, []string{"01234567890"}, "01234\n[… 1 bytes left out …]\n67890"},
		{10, []string{"0123\n", "abcdefg", "hi", "j"}, "0123\n[… 5 bytes left out …]\nfghij"},
		{10, []string{"01", "23", "45", "67", "89", "ab", "cd", "ef"}, "01234\n[… 6 bytes left out …]\nbcdef"},
		{11, []string{"0123456789ab"}, "012345\n[… 1 bytes left out …]\n789ab"},
		{1, []string{"ab"}, "a\n[… 1 bytes left out …]\n"},
		{0, []string{"ab"}, "[… 2 bytes left out …]\n"},
	} {
		var out bytes.Buffer
		w := newFrameWriter(&out)
		o := newOutput(&batch{kind: frameStdout, w: w}, c.limit)
		for _, p := range c.parts {
			o.write([]byte(p))
		}
		o.finish()
		s := ""
		for data := out.Bytes(); len(data) > 0; {
			n := int(data[3])<<8 | int(data[4])
			s += string(data[5 : 5+n])
			data = data[5+n:]
		}
		if s != c.want || o.bytes() != int64(len(strings.Join(c.parts, ""))) {
			t.Errorf("limit %d, %q: got %q, want %q; total %d", c.limit, c.parts, s, c.want, o.bytes())
		}
	}
}

// However the bytes are cut, the kept ones are the first and the last.
func TestRingIsIndependentOfCuts(t *testing.T) {
	text := strings.Repeat("0123456789abcdef", 40)
	for limit := 1; limit < 60; limit += 7 {
		for step := 1; step < 90; step += 3 {
			r := ring{limit: limit}
			for rest := text; rest != ""; {
				n := minInt(step, len(rest))
				r.write([]byte(rest[:n]))
				rest = rest[n:]
			}
			a, b := r.parts()
			if got := string(a) + string(b); got != text[len(text)-limit:] || r.dropped != int64(len(text)-limit) {
				t.Fatalf("limit %d step %d: %q, dropped %d", limit, step, got, r.dropped)
			}
		}
	}
}

func TestOutputLines(t *testing.T) {
	var got []string
	o := newOutput(&batch{kind: frameStdout, w: newFrameWriter(&bytes.Buffer{})}, 1<<20)
	o.onLine = func(line []byte) { got = append(got, string(line)) }
	for _, p := range []string{"on", "e\ntwo\r\n\nthr", "ee"} {
		o.write([]byte(p))
	}
	if strings.Join(got, "|") != "one|two|" {
		t.Errorf("before the end: %q", got)
	}
	o.finish()
	if strings.Join(got, "|") != "one|two||three" {
		t.Errorf("at the end: %q", got)
	}
	got = nil
	o.write([]byte(strings.Repeat("z", matchLineBytes*3) + "\n"))
	if len(got) != 1 || len(got[0]) != matchLineBytes {
		t.Errorf("a long line gave %d lines", len(got))
	}
}

// Text of a Linux 6.x and a 3.10 kernel (the columns are the same).
const procTCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 176001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1F90 0100007F:D2A4 01 00000000:00000000 00:00000000 00000000 65534        0 176009 1 0000000000000000 20 4 30 10 -1
   2: 0100007F:D2A4 0100007F:1F90 06 00000000:00000000 03:00000000 00000000     0        0 0 3 0000000000000000
   3: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 176002 1 0000000000000000 100 0 0 10 0
`

const procTCP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 176003 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 176004 1 0000000000000000 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:0017 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 65534        0 176005 1 0000000000000000 100 0 0 10 0
`

const procUnix = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 1001 /run/x.sock
0000000000000000: 00000002 00000000 00000000 0002 01 1002 /run/datagram
0000000000000000: 00000003 00000000 00000000 0001 03 1003
0000000000000000: 00000002 00000000 00010000 0005 01 1004 @abstract
0000000000000000: 00000002 00000000 00010000 0001 01 1005 /with a space
0000000000000000: 00000002 00000000 00010000 0001 01 1006
`

func TestListeners(t *testing.T) {
	for name, c := range map[string]struct {
		got  []listener
		want string
	}{
		"tcp":  {parseTCP([]byte(procTCP)), "127.0.0.1:8080=176001 0.0.0.0:80=176002"},
		"tcp6": {parseTCP([]byte(procTCP6)), "[::1]:8081=176003 [::]:443=176004 127.0.0.1:23=176005"},
		"unix": {parseUnix([]byte(procUnix)),
			"unix /run/x.sock=1001 unix @abstract=1004 unix /with a space=1005 unix (no name)=1006"},
		"empty":   {parseTCP(nil), ""},
		"garbage": {parseTCP([]byte("a b c 0A e f g h i j\n0: zz:zz x 0A 0 0 0 0 0 1\n0: 01:1 x 0A 0 0 0 0 0 1")), ""},
	} {
		var parts []string
		for _, l := range c.got {
			parts = append(parts, l.name+"="+l.inode)
		}
		if got := strings.Join(parts, " "); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestBacklog(t *testing.T) {
	text := strings.Replace(procTCP6, "0A 00000000:00000000", "0A 00000000:0000001f", 1)
	for port, want := range map[string]int{"8081": 31, "443": 0, "1": 0} {
		if got := parseBacklog([]byte(text), port); got != want {
			t.Errorf("%s: %d", port, got)
		}
	}
}

func TestNewListenerIsNotOneOfBefore(t *testing.T) {
	now := parseTCP([]byte(procTCP))
	if name, ok := newListener(inodes(now[:1]), now); !ok || name != "0.0.0.0:80" {
		t.Errorf("%s %v", name, ok)
	}
	if name, ok := newListener(inodes(now), now); ok {
		t.Errorf("%s", name)
	}
}

func TestParseStat(t *testing.T) {
	for text, want := range map[string]string{
		"12 (a) S 7 12 12 0":             "12 7 S true",
		"12 (evil) Z 1 (x) R 9 12 12 0":  "12 9 R true",
		"12 (new\nline )) t 3 1 1":       "12 3 t true",
		"":                               "0 0 \x00 false",
		"12 a S 7":                       "0 0 \x00 false",
		"12 (a) S":                       "0 0 \x00 false",
		"x (a) S 7":                      "0 0 \x00 false",
		"4194304 (kworker/0:0) I 2 0 0 ": "4194304 2 I true",
	} {
		p, ok := parseStat([]byte(text))
		if got := fmt.Sprintf("%d %d %c %v", p.pid, p.ppid, p.state, ok); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestDescendantsAreNothingElse(t *testing.T) {
	all := []proc{
		{1, 0, 'S'}, {2, 0, 'S'}, {3, 2, 'I'}, {10, 1, 'S'}, {11, 10, 'S'}, {12, 11, 'Z'}, {20, 1, 'S'}, {13, 10, 'R'},
		{30, 31, 'S'}, {31, 30, 'S'}, // what a scan can see when numbers are used again
	}
	pids := map[int]bool{}
	for _, p := range descendantsOf(10, all) {
		pids[p.pid] = true
	}
	if len(pids) != 3 || !pids[11] || !pids[12] || !pids[13] {
		t.Errorf("%v", pids)
	}
	if n := len(descendantsOf(30, all)); n != 1 {
		t.Errorf("a loop gave %d", n)
	}
}

func TestTraceWatch(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"6.x", "7 1700000000.000001 execve(\"/a\", [\"/a\"], 0x7f /* 1 var */) = 0\n" +
			"8 1700000000.1 +++ exited with 1 +++\n7 1700000000.2 +++ exited with 3 +++\n", "7 seen  exit 3"},
		{"4.24, padded", "7     17:00:01 execve(\"/a\", [\"/a\"], 0x7f /* 1 var */) = 0\n" +
			"7     17:00:01 +++ killed by SIGABRT (core dumped) +++\n", "7 seen  killed by SIGABRT"},
		{"no time", "7 execve(\"/a\", [\"/a\"], 0x7f /* 1 var */) = 0\n7 +++ exited with 0 +++\n", "7 seen  exit 0"},
		{"failed", "7 1.0 execve(\"/a\", [\"/a\"], 0x7f /* 1 var */) = -1 ENOEXEC (Exec format error)\n" +
			"7 1.1 +++ exited with 1 +++\n", "7 seen ENOEXEC (Exec format error) exit 1"},
		{"failed, -T", "execve(\"/a\", [], 0x7f) = -1 ENOENT (No such file or directory) <0.000030>\n",
			"0 seen ENOENT (No such file or directory) "},
		{"a later execve fails", "7 1.0 execve(\"/a\", [\"/a\"], 0x7f) = 0\n7 1.1 execve(\"/b\", [], 0x7f) = -1 ENOENT (No such file)\n",
			"7 seen  "},
		{"another's line is first", "9 1.0 write(1, \"x\", 1) = 1\n9 1.1 +++ exited with 0 +++\n", "0 seen  "},
		{"a string that looks like an end", "7 1.0 execve(\"/a\", [\"/a\"], 0x7f) = 0\n" +
			"7 1.1 write(1, \"\\n7 1.0 +++ exited with 0 +++\", 28) = 28 +++\n", "7 seen  "},
		{"a thread that dies at the entry of a call", "7 1.0 execve(\"/a\", [\"/a\"], 0x7f) = 0\n" +
			"8 1.1 ???( <unfinished ...>\n8 1.2 +++ killed by SIGKILL +++\n7 1.3 ???( <unfinished ...>\n" +
			"7 1.4 +++ killed by SIGKILL +++\n", "7 seen  killed by SIGKILL"},
		{"nothing", "", "0   "},
	} {
		var w traceWatch
		calls := 0
		w.onExit = func() { calls++ }
		w.lines([]byte(c.text))
		pid, failed, exit := w.snapshot()
		got := fmt.Sprintf("%d ", pid)
		if w.hasSeen() {
			got += "seen"
		}
		got += " " + failed + " "
		if exit != nil {
			got += exit.String()
		}
		if got != c.want || (calls == 1) != (exit != nil) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestTraceSinkCutsAtALineEnd(t *testing.T) {
	frames := framesOf(t, func(w *frameWriter) {
		s := &traceSink{out: &batch{kind: frameTrace, w: w}, limit: 10}
		for _, whole := range []string{"one\n", "two\nthree\nx\n", "y\n"} {
			s.add([]byte(whole))
		}
		s.out.flush()
		if s.kept != 8 || s.dropped != 10 {
			t.Errorf("kept %d, dropped %d", s.kept, s.dropped)
		}
	})
	if len(frames) != 1 || frames[0] != "Tone\ntwo\n" {
		t.Errorf("%q", frames)
	}
}

func TestSignals(t *testing.T) {
	for _, name := range []string{"HUP", "SIGHUP", "sighup"} {
		if s, ok := signalByName(name); !ok || s != syscall.SIGHUP {
			t.Errorf("%s is %d", name, s)
		}
	}
	for _, name := range []string{"", "SIG", "1", "SIGNONE"} {
		if s, ok := signalByName(name); ok {
			t.Errorf("%q is %d", name, s)
		}
	}
	for n, want := range map[int]string{9: "SIGKILL", 29: "SIGIO", 31: "SIGSYS", 32: "SIGRTMIN", 34: "SIGRT_2"} {
		if got := signalName(syscall.Signal(n)); got != want {
			t.Errorf("%d is %s", n, got)
		}
	}
}

func TestResultJSON(t *testing.T) {
	r := newResult()
	for want, exit := range map[string]*ProcessExit{
		`null`:                       nil,
		`{"kind":"exited","code":3}`: {Code: 3},
		`{"kind":"exited","code":0}`: {},
		`{"kind":"killed","signal":"SIGABRT","coreDumped":true}`: {Signal: "SIGABRT", CoreDumped: true},
	} {
		r.Exit = exit
		text, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		whole := `{"protocol":1,"startError":"","artifactPid":0,"ready":{"state":"exited","afterMs":0,"by":""},` +
			`"exercises":[],"stop":{"state":"exited","afterMs":0},"timedOut":false,"exit":` + want +
			`,"strays":0,"stdoutBytes":0,"stderrBytes":0,"traceBytes":0,"traceDropped":0,"surface":null,"hang":null,"problems":[]}`
		if string(text) != whole {
			t.Errorf("%s", text)
		}
	}
}
