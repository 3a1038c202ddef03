package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"syscall"
	"unsafe"
)

// contentRule is a file that reads otherwise on the target.
type contentRule struct {
	SurfaceContent
	pattern pathPattern
}

// A file that is rewritten is one of /proc or /sys; those are small.
const contentMaxBytes = 1 << 20

// answerContent opens the rewritten file in the asker's stead.
func (s *surface) answerContent(q *question, call pathCall, rule *contentRule, place string) answer {
	flags, ok := q.openFlags(call)
	const oPath = 0x200000
	if !ok || flags&syscall.O_ACCMODE == syscall.O_WRONLY || flags&(syscall.O_DIRECTORY|oPath) != 0 {
		return answer{}
	}
	text := []byte(rule.Text)
	if rule.Kind == "without-lines" {
		original, err := q.readFile(place)
		if err != nil {
			return answer{} // the kernel tells why not
		}
		text = withoutLines(original, rule.Prefixes)
	}
	source, err := textFile(place, text)
	if err != nil {
		s.gap(fmt.Sprintf("%s was not rewritten: %s.", place, err))
		return answer{}
	}
	defer syscall.Close(source)
	return s.inject(q, source, uint32(flags&syscall.O_CLOEXEC), place)
}

// openFlags are those of open(2), also where openat2(2) has them in a struct.
func (q *question) openFlags(call pathCall) (int, bool) {
	if call.flags != flagsInStruct {
		return int(uint32(q.args[call.flags])), true
	}
	var how [8]byte
	if errno := q.read(q.args[2], how[:]); errno != 0 {
		return 0, false
	}
	return int(*(*uint32)(unsafe.Pointer(&how))), true
}

// readFile reads what the asker would. Its own /proc/self is not the agent's, and the number that it has in a pid
// namespace of its own means something else here.
func (q *question) readFile(place string) ([]byte, error) {
	name := fmt.Sprintf("/proc/%d/root%s", q.pid, place)
	for _, own := range []string{"/proc/self", "/proc/thread-self"} {
		if rest := strings.TrimPrefix(place, own); rest != place && strings.HasPrefix(rest, "/") {
			name = fmt.Sprintf("/proc/%d%s", q.pid, rest)
		}
	}
	// Never waits, whatever is there.
	fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil {
		return nil, err
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return nil, syscall.EINVAL
	}
	var all bytes.Buffer
	for chunk := make([]byte, 16<<10); all.Len() < contentMaxBytes; {
		n, err := syscall.Read(fd, chunk)
		if err == syscall.EINTR {
			continue
		}
		if err != nil || n == 0 {
			return all.Bytes(), err
		}
		all.Write(chunk[:n])
	}
	return nil, syscall.EFBIG
}

func withoutLines(text []byte, prefixes []string) []byte {
	var kept []byte
	for _, line := range bytes.SplitAfter(text, []byte{'\n'}) {
		if !hasAnyPrefix(line, prefixes) {
			kept = append(kept, line...)
		}
	}
	return kept
}

func hasAnyPrefix(line []byte, prefixes []string) bool {
	for _, prefix := range prefixes {
		if bytes.HasPrefix(line, []byte(prefix)) {
			return true
		}
	}
	return false
}

// textFile is a descriptor, open for reading, of a file that has this text and no name.
func textFile(place string, text []byte) (int, error) {
	writable, err := unnamedFile(place)
	if err != nil {
		return -1, err
	}
	defer writable.Close()
	if _, err := writable.Write(text); err != nil {
		return -1, err
	}
	return syscall.Open(fmt.Sprintf("/proc/self/fd/%d", writable.Fd()), syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
}

// unnamedFile needs memfd_create(2) (Linux 3.17, and a container may refuse it) or a folder to write to.
func unnamedFile(place string) (*os.File, error) {
	const mfdCloexec = 1
	if name, err := syscall.BytePtrFromString(strings.TrimPrefix(place, "/")); err == nil {
		fd, _, errno := syscall.Syscall(native.memfdCreate, uintptr(unsafe.Pointer(name)), mfdCloexec, 0)
		if errno == 0 {
			return os.NewFile(fd, place), nil
		}
	}
	file, err := os.CreateTemp("", ".content-")
	if err != nil {
		return nil, err
	}
	os.Remove(file.Name())
	return file, nil
}

// inject gives the asker the descriptor and answers with its number there: in one step where the kernel can, so that
// a call that is interrupted between the two does not leak a descriptor.
func (s *surface) inject(q *question, source int, cloexec uint32, place string) answer {
	_, errno := q.listener.addfd(q.id, source, addfdFlagSend, cloexec)
	if errno == 0 || errno == syscall.ENOENT {
		return answer{kind: alreadySent}
	}
	if errno == syscall.EMFILE || errno == syscall.ENFILE {
		return refuseWith(errno)
	}
	fd, errno := q.listener.addfd(q.id, source, 0, cloexec)
	switch errno {
	case 0:
		return answer{kind: answered, value: int64(fd)}
	case syscall.ENOENT:
		return answer{kind: alreadySent}
	}
	s.gap(fmt.Sprintf("%s was not rewritten: the host's kernel cannot hand over descriptors (%s).", place, errno))
	return answer{}
}
