package main

import (
	"fmt"
	"os"
	"path"
	"strings"
	"syscall"
)

const pathMax = 4096 // PATH_MAX, with the final 0

// pathPattern is a path in components; `*` stands for one, a last `**` for the place itself and all below it.
type pathPattern []string

func parsePathPattern(text string) pathPattern {
	return strings.Split(strings.Trim(text, "/"), "/")
}

func (p pathPattern) matches(components []string) bool {
	for i, want := range p {
		if want == "**" && i == len(p)-1 {
			return true
		}
		if i >= len(components) || want != "*" && want != components[i] {
			return false
		}
	}
	return len(p) == len(components)
}

// answerPath says that what the target lacks is not there, and gives the target's version of files.
func (s *surface) answerPath(q *question, call pathCall) answer {
	if len(s.absent) == 0 && len(s.contents) == 0 {
		return answer{}
	}
	text, errno := q.readString(q.args[call.path], pathMax)
	if errno != 0 {
		s.cannotRead(errno)
		return answer{}
	}
	place, ok := q.absolute(text, call.dirfd)
	if !ok {
		return answer{}
	}
	spellings := spellingsOf(place)
	for _, pattern := range s.absent {
		if matchesAny(pattern, spellings) {
			return refuseWith(syscall.ENOENT)
		}
	}
	if call.flags == noFlags {
		return answer{}
	}
	for i := range s.contents {
		if matchesAny(s.contents[i].pattern, spellings) {
			return s.answerContent(q, call, &s.contents[i], place)
		}
	}
	return answer{}
}

func matchesAny(pattern pathPattern, spellings [][]string) bool {
	for _, components := range spellings {
		if pattern.matches(components) {
			return true
		}
	}
	return false
}

// absolute is the cleaned path, without its symbolic links. An empty path means the descriptor itself.
func (q *question) absolute(text string, dirfd int) (string, bool) {
	if text == "" {
		return "", false
	}
	if strings.HasPrefix(text, "/") {
		return path.Clean(text), true
	}
	base := fmt.Sprintf("/proc/%d/cwd", q.pid)
	const atFdcwd = -100
	if dirfd >= 0 && int32(q.args[dirfd]) != atFdcwd {
		base = fmt.Sprintf("/proc/%d/fd/%d", q.pid, int32(q.args[dirfd]))
	}
	folder, err := os.Readlink(base)
	if err != nil || !strings.HasPrefix(folder, "/") {
		return "", false
	}
	return path.Join(folder, text), true
}

// spellingsOf lists the ways in which patterns may name a place. One that names /proc/self means every process, and its
// threads, whichever way they are named.
func spellingsOf(place string) [][]string {
	literal := strings.Split(strings.TrimPrefix(place, "/"), "/")
	all := [][]string{literal}
	if len(literal) < 2 || literal[0] != "proc" {
		return all
	}
	self := func(rest []string) []string { return append([]string{"proc", "self"}, rest...) }
	rest := literal[2:]
	if isNumber(literal[1]) || literal[1] == "thread-self" {
		all = append(all, self(rest))
	} else if literal[1] != "self" {
		return all
	}
	if len(rest) > 2 && rest[0] == "task" && isNumber(rest[1]) {
		all = append(all, self(rest[2:]))
	}
	return all
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
