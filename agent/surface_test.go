package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os/exec"
	"reflect"
	"strings"
	"syscall"
	"testing"
)

func TestPathPatterns(t *testing.T) {
	for _, c := range []struct {
		pattern, place string
		want           bool
	}{
		{"/proc/thread-self/**", "/proc/thread-self", true},
		{"/proc/thread-self/**", "/proc/thread-self/fd/3", true},
		{"/proc/thread-self/**", "/proc/thread-selfish", false},
		{"/proc/thread-self/**", "/proc/self", false},
		{"/proc/thread-self/**", "/proc", false},
		{"/proc/thread-self", "/proc/thread-self/fd", false},
		{"/proc/*/timens_offsets", "/proc/self/timens_offsets", true},
		{"/proc/*/timens_offsets", "/proc/17/timens_offsets", true},
		{"/proc/*/timens_offsets", "/proc/17/task/18/timens_offsets", true},
		{"/proc/*/timens_offsets", "/proc/17/task/x/timens_offsets", false},
		{"/proc/*/timens_offsets", "/proc/17/x/timens_offsets", false},
		{"/proc/self/smaps_rollup", "/proc/17/smaps_rollup", true},
		{"/proc/self/smaps_rollup", "/proc/thread-self/smaps_rollup", true},
		{"/proc/self/smaps_rollup", "/proc/sys/smaps_rollup", false},
		{"/sys/kernel/**", "/sys/kernel", true},
		{"/a/**/b", "/a/**/b", true},
		{"/a/**/b", "/a/x/b", false},
	} {
		if got := matchesAny(parsePathPattern(c.pattern), spellingsOf(c.place)); got != c.want {
			t.Errorf("%s matches %s: %v", c.pattern, c.place, got)
		}
	}
}

func TestEveryPathCallHasItsArguments(t *testing.T) {
	seen := map[callOf]string{}
	for _, row := range pathCallRows {
		if row.call.path < 0 || row.call.path > 4 || row.call.dirfd >= row.call.path {
			t.Errorf("%s: %+v", row.name, row.call)
		}
		for i, nr := range row.numbers {
			key := callOf{uint32(i), nr}
			if before := seen[key]; nr != absent && before != "" {
				t.Errorf("%s has the number of %s", row.name, before)
			}
			seen[key] = row.name
		}
	}
	for name, nr := range map[string]int32{"openat": syscall.SYS_OPENAT, "readlinkat": syscall.SYS_READLINKAT} {
		if call, ok := pathCalls[callOf{native.audit, nr}]; !ok || call.dirfd != 0 || call.path != 1 {
			t.Errorf("%s: %+v", name, call)
		}
	}
}

func TestUnameLayouts(t *testing.T) {
	var host syscall.Utsname
	for i, field := range []*[65]int8{&host.Sysname, &host.Nodename, &host.Release, &host.Version, &host.Machine, &host.Domainname} {
		setUtsField(field, strings.Repeat(string(rune('a'+i)), 70))
	}
	whole := func(fields, n int) (text string) {
		for i := 0; i < fields; i++ {
			text += strings.Repeat(string(rune('a'+i)), n) + "\x00"
		}
		return text
	}
	for layout, want := range map[unameLayout]string{{6, 65}: whole(6, 64), {5, 65}: whole(5, 64), {5, 9}: whole(5, 8)} {
		if got := string(layout.render(&host)); got != want {
			t.Errorf("%v: %q", layout, got)
		}
	}
}

func TestFilterWithoutNotifications(t *testing.T) {
	// A constant that is compared with, and so is no answer, stays.
	compare := make([]byte, 8)
	binary.LittleEndian.PutUint16(compare, 0x15)
	binary.LittleEndian.PutUint32(compare[4:], retUserNotif)
	before := append(filterOf(filterRule{1, nil, retUserNotif}, refusing(2, syscall.EPERM)), compare...)
	after := append(filterOf(filterRule{1, nil, retAllow}, refusing(2, syscall.EPERM)), compare...)
	if got := before.withoutNotifications(); !reflect.DeepEqual(got, after) {
		t.Errorf("% x", got)
	}
}

func TestFilterSizes(t *testing.T) {
	for size, good := range map[int]bool{0: false, 7: false, 8: true, 12: false, 8 * 4096: true, 8 * 4097: false} {
		if err := make(filterProgram, size).check(); (err == nil) != good {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

func TestKernelAtLeast(t *testing.T) {
	for release, want := range map[string]bool{
		"5.5.0": true, "5.4.302-generic": false, "6.0": true, "10.1.2": true, "4.18.0-553.el8": false, "5.10.0+": true,
		"5": false, "": false, "x": false,
	} {
		if got := kernelAtLeast(release, 5, 5); got != want {
			t.Errorf("%q: %v", release, got)
		}
	}
}

func controlMessage(level, kind uint32, data int) []byte {
	m := make([]byte, (cmsghdrBytes+data+7)&^7)
	binary.LittleEndian.PutUint64(m, uint64(cmsghdrBytes+data))
	binary.LittleEndian.PutUint32(m[8:], level)
	binary.LittleEndian.PutUint32(m[12:], kind)
	return m
}

func TestControlMessages(t *testing.T) {
	two := append(controlMessage(1, 2, 4), controlMessage(0, 1, 1)...)
	want := []foundOption{{1<<16 | 2, 4}, {1, 1}}
	for name, c := range map[string]struct {
		list []byte
		want []foundOption
	}{
		"two":              {two, want},
		"unaligned end":    {two[:len(two)-7], want},
		"second cut":       {two[:len(two)-8], want[:1]},
		"header cut":       {two[:30], want[:1]},
		"empty":            {nil, nil},
		"length of 0":      {make([]byte, 32), nil},
		"length too large": {append([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, make([]byte, 24)...), nil},
	} {
		if got := parseControlMessages(c.list); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestMemoryRuleJudges(t *testing.T) {
	one := 1
	for i, c := range []struct {
		kind  string
		rule  MemoryRule
		found foundOption
		want  syscall.Errno
	}{
		{"value", MemoryRule{Mask: 0x7f, Refused: []MemoryOption{{Value: 13, Errno: 38}}}, foundOption{value: 128 | 13}, 38},
		{"value", MemoryRule{Mask: 0xff, Refused: []MemoryOption{{Value: 13, Errno: 38}}}, foundOption{value: 128 | 13}, 0},
		{"bits", MemoryRule{Mask: 0xff, Refused: []MemoryOption{{Value: 6, Errno: 22}}}, foundOption{value: 4}, 0},
		{"bits", MemoryRule{Mask: 0xff, Refused: []MemoryOption{{Value: 6, Errno: 22}}}, foundOption{value: 7}, 22},
		{"bits", MemoryRule{Mask: 0xf, Unlisted: &MemoryUnlisted{[]uint64{1, 2}, 7}}, foundOption{value: 3}, 0},
		{"bits", MemoryRule{Mask: 0xf, Unlisted: &MemoryUnlisted{[]uint64{1, 2}, 7}}, foundOption{value: 5}, 7},
		{"bits", MemoryRule{Mask: 0xf, Unlisted: &MemoryUnlisted{[]uint64{1, 2}, 7}}, foundOption{value: 1 << 40}, 0},
		{"value", MemoryRule{Mask: 0xf, Unlisted: &MemoryUnlisted{[]uint64{1, 2}, 7}}, foundOption{value: 2}, 0},
		{"value", MemoryRule{Mask: 0xf, Unlisted: &MemoryUnlisted{[]uint64{1, 2}, 7}}, foundOption{value: 3}, 7},
		{"value", MemoryRule{Mask: 0xf, Refused: []MemoryOption{{Value: 1, Errno: 9, Bytes: &one}}}, foundOption{1, 1}, 9},
		{"value", MemoryRule{Mask: 0xf, Refused: []MemoryOption{{Value: 1, Errno: 9, Bytes: &one}}}, foundOption{1, 4}, 0},
		{"value", MemoryRule{Mask: 0xf, Refused: []MemoryOption{{Value: 1, Errno: 9}, {Value: 1, Errno: 8}}}, foundOption{value: 1}, 9},
	} {
		c.rule.Kind = c.kind
		if got := c.rule.judgeOption(c.found); got != c.want {
			t.Errorf("%d: %v", i, got)
		}
	}
}

func TestSurfaceOfAPlan(t *testing.T) {
	filter := base64.StdEncoding.EncodeToString(asking(native.uname))
	plan := func(surface string) string {
		return `{"protocol":1,"argv":["x"],"readyTimeoutMs":1,"runTimeoutMs":1,"ready":{"kind":"auto"},"surface":` + surface + `}`
	}
	whole := `{"filter":"` + filter + `","uname":{"release":"3.10.0","version":"#1"},"absentPaths":["/proc/thread-self/**"],
		"contents":[{"path":"/proc/meminfo","kind":"without-lines","prefixes":["MemAvailable:"]}],
		"memory":[{"id":"x","syscalls":[1,2],"when":[{"arg":0,"values":[4294967295]}],
			"source":{"kind":"memory","arg":1,"offset":8,"bytes":4},"kind":"bits","mask":4294967295,
			"refused":[{"name":"A","value":4294967295,"errno":22,"bytes":1}],"unlisted":{"known":[1],"errno":22}},
			{"id":"y","syscalls":[],"when":[],"source":{"kind":"iocb-opcode"},"kind":"value","mask":1,"refused":[],"unlisted":null}]}`
	p, err := parsePlan([]byte(plan(whole)))
	if err != nil {
		t.Fatal(err)
	}
	if s := newSurface(p.Surface); len(s.rules[2]) != 1 || len(s.absent) != 1 || s.plan.Uname.Release != "3.10.0" {
		t.Errorf("%+v", s)
	}
	if p, err = parsePlan([]byte(plan("null"))); err != nil || newSurface(p.Surface).result() != nil {
		t.Errorf("no surface: %v", err)
	}
	for from, c := range map[string]struct{ to, want string }{
		filter:                   {"AAAA", "the filter has 3 bytes"},
		`"3.10.0"`:               {`"` + strings.Repeat("3", 65) + `"`, "longer than 64 bytes"},
		`"/proc/thread-self/**"`: {`"proc"`, "not absolute"},
		`without-lines`:          {"nonsense", `kind "nonsense"`},
		`"bytes":4`:              {`"bytes":3`, "memory rule x: 3 bytes"},
		`"arg":0`:                {`"arg":6`, "memory rule x: argument 6"},
		`iocb-opcode`:            {"argument", `memory rule y: source "argument"`},
	} {
		_, err := parsePlan([]byte(plan(strings.Replace(whole, from, c.to, 1))))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s for %.40s: %v", c.to, from, err)
		}
	}
}

func TestCanary(t *testing.T) {
	run := func(argument string) (CanaryAnswer, string) {
		var answer CanaryAnswer
		out, err := exec.Command(agentPath, canaryFlag, argument).Output()
		if err != nil || strings.Count(string(out), "\n") != 1 || json.Unmarshal(out, &answer) != nil {
			t.Fatalf("%q: %v", out, err)
		}
		return answer, string(out)
	}
	close := fmt.Sprint(syscall.SYS_CLOSE)
	answer, text := run(`{"calls":[{"number":` + close + `,"args":[4294967295]},{"number":` +
		fmt.Sprint(syscall.SYS_GETPPID) + `,"args":[]},{"number":100000,"args":[-1,2,3,4,5,6]}],"paths":["/proc/self/comm","/no/such"]}`)
	want := []CanaryCall{{syscall.SYS_CLOSE, int(syscall.EBADF)}, {syscall.SYS_GETPPID, 0}, {100000, int(syscall.ENOSYS)}}
	if !reflect.DeepEqual(answer.Calls, want) || answer.Release != kernelRelease() || answer.Version == "" {
		t.Errorf("%+v", answer)
	}
	if !reflect.DeepEqual(answer.Paths, []CanaryPath{{"/proc/self/comm", 0}, {"/no/such", int(syscall.ENOENT)}}) {
		t.Errorf("%+v", answer.Paths)
	}
	if _, text = run(`{"calls":[],"paths":[]}`); !strings.Contains(text, `"calls":[],"paths":[]`) {
		t.Errorf("%s", text)
	}
	for _, args := range [][]string{{canaryFlag}, {canaryFlag, "nonsense"}, {canaryFlag, "{}", "x"}} {
		cmd := exec.Command(agentPath, args...)
		if cmd.Run() == nil || cmd.ProcessState.ExitCode() != exitBadPlan {
			t.Errorf("%q: %v", args, cmd.ProcessState)
		}
	}
}

// As the gate runs it: the agent's own program as the artifact, in the trace.
func TestCanaryUnderASurface(t *testing.T) {
	p := surfacePlan(tracedPlan(t))
	p.Argv = []string{agentPath, canaryFlag,
		`{"calls":[{"number":` + fmt.Sprint(syscall.SYS_GETPPID) + `,"args":[]}],"paths":["/proc/thread-self/comm"]}`}
	p.Surface.AbsentPaths = []string{"/proc/thread-self/**"}
	s := runAgent(t, p)
	s.wantClean()
	s.wantEnforced()
	s.wantExit("exit 0")
	s.wantStdout(fmt.Sprintf(`{"release":%q,"version":%q,"calls":[{"number":%d,"errno":38}],"paths":[{"path":"/proc/thread-self/comm","errno":2}]}`,
		targetUname.Release, targetUname.Version, syscall.SYS_GETPPID) + "\n")
}
