package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// surfaceFd is the launched process's end of the socket on which it gets the filter and hands over the listener.
const surfaceFd = 4

const surfaceMessageMax = 64 << 10

// assumedKernel stands in for the host's release in tests of what old kernels lack (go build -ldflags "-X …").
var assumedKernel string

// installOutcome is what the launched process tells of its filter.
type installOutcome struct {
	Installed  bool   `json:"installed"`
	Supervised bool   `json:"supervised"`
	Gap        string `json:"gap"`
}

// handover is the agent's side of one enforced start; nil: nothing is enforced.
type handover struct {
	surface      *surface
	ours, theirs int
	done         chan struct{}
	told         bool
	outcome      installOutcome
}

func newHandover(s *surface) (*handover, error) {
	if s == nil {
		return nil, nil
	}
	pair, err := syscall.Socketpair(syscall.AF_UNIX, syscall.SOCK_SEQPACKET|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("make a socket for the filter: %w", err)
	}
	return &handover{surface: s, ours: pair[0], theirs: pair[1], done: make(chan struct{})}, nil
}

func (h *handover) inherited() []int {
	if h == nil {
		return nil
	}
	return []int{h.theirs}
}

// start serves the process, which has its own copy of the socket by now.
func (h *handover) start() {
	if h == nil {
		return
	}
	syscall.Close(h.theirs)
	h.theirs = -1
	go h.serve()
}

// serve gives the filter and takes the listener. It supervises before the start is complete: the exec that completes
// it may be a call that the filter asks about.
func (h *handover) serve() {
	defer close(h.done)
	const msgNosignal = 0x4000
	if _, err := syscall.SendmsgN(h.ours, h.surface.plan.Filter, nil, nil, msgNosignal); err != nil {
		return
	}
	message, oob := make([]byte, surfaceMessageMax), make([]byte, syscall.CmsgSpace(4))
	n, oobn, err := receiveMessage(h.ours, message, oob)
	if err != nil || json.Unmarshal(message[:n], &h.outcome) != nil {
		return
	}
	h.told = true
	if fd := passedFd(oob[:oobn]); fd >= 0 {
		supervise(h.surface, newSeccompListener(fd))
	} else if h.outcome.Supervised {
		h.outcome.Supervised, h.outcome.Gap = false, "The listener of the filter was lost."
	}
}

// finish counts the start once the process has exec'd or ended, with what it reported. The error wraps errNotEnforced
// when the filter is why it ended.
func (h *handover) finish(report string) error {
	if h == nil {
		return nil
	}
	<-h.done
	reason := strings.TrimPrefix(report, errNotEnforced.Error())
	refused := reason != report
	if h.told || refused {
		h.surface.count(h.outcome)
	}
	if refused {
		return fmt.Errorf("%w%s", errNotEnforced, reason)
	}
	return nil
}

func (h *handover) end() {
	if h == nil {
		return
	}
	syscall.Close(h.ours)
	if h.theirs >= 0 {
		syscall.Close(h.theirs)
	}
}

func receiveMessage(fd int, message, oob []byte) (n, oobn int, err error) {
	const msgCmsgCloexec = 0x40000000
	for {
		n, oobn, _, _, err = syscall.Recvmsg(fd, message, oob, msgCmsgCloexec)
		if err != syscall.EINTR {
			return n, oobn, err
		}
	}
}

func passedFd(oob []byte) int {
	messages, err := syscall.ParseSocketControlMessage(oob)
	if err != nil || len(messages) == 0 {
		return -1
	}
	fds, err := syscall.ParseUnixRights(&messages[0])
	if err != nil || len(fds) == 0 {
		return -1
	}
	return fds[0]
}

// prepareSurface reads the filter and returns the function that installs it on the calling goroutine's thread, the only
// one that is filtered, for the exec that follows on it. Another thread, made before, hands the listener over: the
// filter may ask about the very calls that this takes.
func prepareSurface() (install func() error, err error) {
	syscall.CloseOnExec(surfaceFd)
	message := make([]byte, surfaceMessageMax)
	n, _, err := receiveMessage(surfaceFd, message, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: reading the filter: %v", errNotEnforced, err)
	}
	program := filterProgram(message[:n])
	if err := program.check(); err != nil {
		return nil, fmt.Errorf("%w: %v", errNotEnforced, err)
	}
	tell := startTelling()
	runtime.LockOSThread()
	return func() error {
		fd, outcome, err := installFilter(program)
		if telling := tell(fd, outcome); err == nil && telling != nil {
			err = fmt.Errorf("handing over the listener: %v", telling)
		}
		if err != nil {
			return fmt.Errorf("%w: %v", errNotEnforced, err)
		}
		return nil
	}, nil
}

// startTelling returns a function that sends an outcome from a thread that was there before the filter.
func startTelling() func(fd int, outcome installOutcome) error {
	type message struct {
		fd      int
		outcome installOutcome
	}
	messages, sent, ready := make(chan message), make(chan error), make(chan struct{})
	go func() {
		runtime.LockOSThread()
		close(ready)
		m := <-messages
		var rights []byte
		if m.fd >= 0 {
			rights = syscall.UnixRights(m.fd)
		}
		text, err := json.Marshal(m.outcome)
		if err == nil {
			err = syscall.Sendmsg(surfaceFd, text, rights, nil, 0)
		}
		sent <- err
	}()
	<-ready
	return func(fd int, outcome installOutcome) error {
		messages <- message{fd, outcome}
		return <-sent
	}
}

// installFilter installs as much as the kernel can do. Without a listener, nothing may be asked: such calls would
// answer ENOSYS.
func installFilter(program filterProgram) (int, installOutcome, error) {
	const prSetNoNewPrivs = 38
	if err := prctl(prSetNoNewPrivs, 1); err != nil {
		return -1, installOutcome{Gap: "The kernel has no PR_SET_NO_NEW_PRIVS, so no filter can be installed."}, err
	}
	release := assumedKernel
	if release == "" {
		release = kernelRelease()
	}
	why := fmt.Sprintf("the host's kernel (%s) is older than 5.5", release)
	if kernelAtLeast(release, 5, 5) {
		fd, err := program.install(filterFlagNewListener | filterFlagWaitKillableRecv)
		if err == syscall.EINVAL {
			fd, err = program.install(filterFlagNewListener)
		}
		if err == nil {
			return fd, installOutcome{Installed: true, Supervised: true}, nil
		}
		why = "it refuses a listener (" + err.Error() + ")"
		if err == syscall.EBUSY {
			why = "another listener is there already"
		}
	}
	quiet := program.withoutNotifications()
	_, err := quiet.install(0)
	if err != nil {
		err = quiet.installOld()
	}
	if err != nil {
		return -1, installOutcome{Gap: "No filter was installed: " + err.Error() + "."},
			fmt.Errorf("the kernel takes no seccomp filter: %w", err)
	}
	return -1, installOutcome{Installed: true, Gap: "Calls whose paths or structs must be read were let through, and " +
		"uname told the truth: " + why + "."}, nil
}

// kernelAtLeast reads the two numbers that a release begins with.
func kernelAtLeast(release string, major, minor int) bool {
	numbers := strings.FieldsFunc(release, func(r rune) bool { return r < '0' || r > '9' })
	if len(numbers) < 2 {
		return false
	}
	a, errA := strconv.Atoi(numbers[0])
	b, errB := strconv.Atoi(numbers[1])
	return errA == nil && errB == nil && (a > major || a == major && b >= minor)
}
