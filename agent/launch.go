package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// launchFlag makes the agent's own binary the short step between fork and exec that sets limits: set on the agent, a
// process limit could cost it its own threads, and set from outside it could come after the program's first fork.
const launchFlag = "-launch"

const rlimitNproc = 6 // not in package syscall

// command is one program to start.
type command struct {
	argv   []string
	env    []string
	cwd    string
	limits Limits
	// surface is enforced on it; nil: nothing is.
	surface *surface
}

// launch starts a command with /dev/null as input and the given descriptors as output, in a session of its own so that
// a signal to its process group does not reach the agent. It returns once exec has succeeded or failed.
func launch(r *reaper, c command, stdout, stderr int) (*child, error) {
	enforced, err := newHandover(c.surface)
	if err != nil {
		return nil, err
	}
	defer enforced.end()
	var report [2]int
	if err := syscall.Pipe2(report[:], syscall.O_CLOEXEC); err != nil {
		return nil, err
	}
	answer := os.NewFile(uintptr(report[0]), "launch report")
	defer answer.Close()
	started, err := forkLaunched(r, c, append([]int{stdout, stderr, report[1]}, enforced.inherited()...))
	syscall.Close(report[1])
	if err != nil {
		return nil, fmt.Errorf("start a process: %w", err)
	}
	enforced.start()
	text, err := io.ReadAll(answer)
	if err != nil {
		return nil, err
	}
	if err := enforced.finish(string(text)); err != nil {
		<-started.done
		return nil, err
	}
	if len(text) > 0 {
		<-started.done
		return nil, errors.New(string(text))
	}
	return started, nil
}

// forkLaunched starts this program's other side of launch with the descriptors 0 (empty), 1 and so on.
func forkLaunched(r *reaper, c command, fds []int) (*child, error) {
	null, err := openNull()
	if err != nil {
		return nil, err
	}
	defer syscall.Close(null)
	files := []uintptr{uintptr(null)}
	for _, fd := range fds {
		files = append(files, uintptr(fd))
	}
	args := []string{
		"agent", launchFlag, c.cwd,
		strconv.FormatUint(c.limits.Processes, 10), strconv.FormatUint(c.limits.DataBytes, 10),
		strconv.FormatBool(c.surface != nil), strconv.Itoa(len(c.env)),
	}
	args = append(append(args, c.env...), c.argv...)
	return r.start(func() (int, error) {
		// No environment: GODEBUG and the like are meant for the artifact, not for this step.
		return syscall.ForkExec("/proc/self/exe", args, &syscall.ProcAttr{
			Env: []string{}, Files: files, Sys: &syscall.SysProcAttr{Setsid: true},
		})
	})
}

// openNull opens /dev/null, or where there is none the end of an empty pipe.
func openNull() (int, error) {
	fd, err := syscall.Open("/dev/null", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err == nil {
		return fd, nil
	}
	var p [2]int
	if err := syscall.Pipe2(p[:], syscall.O_CLOEXEC); err != nil {
		return -1, err
	}
	syscall.Close(p[1])
	return p[0], nil
}

// launched is the other side of launch, in the new process: cwd, processes, data bytes, whether it is enforced, number
// of variables, the variables, the command. Descriptor 3 takes the error and closes at exec.
func launched(args []string) {
	syscall.CloseOnExec(3)
	err := launchedExec(args)
	os.NewFile(3, "launch report").WriteString(err.Error())
	os.Exit(127)
}

func launchedExec(args []string) error {
	if len(args) < 6 {
		return errors.New("bad launch")
	}
	cwd := args[0]
	var limits Limits
	limits.Processes, _ = strconv.ParseUint(args[1], 10, 64)
	limits.DataBytes, _ = strconv.ParseUint(args[2], 10, 64)
	enforced, _ := strconv.ParseBool(args[3])
	n, _ := strconv.Atoi(args[4])
	rest := args[5:]
	if n < 0 || n >= len(rest) {
		return errors.New("bad launch")
	}
	env, argv := rest[:n], rest[n:]
	if cwd != "" {
		if err := syscall.Chdir(cwd); err != nil {
			return fmt.Errorf("change to folder %s: %w", cwd, err)
		}
	}
	path, err := lookPath(argv[0], env)
	if err != nil {
		return err
	}
	install := func() error { return nil }
	if enforced {
		if install, err = prepareSurface(); err != nil {
			return err
		}
	}
	if err := limits.apply(); err != nil {
		return err
	}
	if err := install(); err != nil {
		return err
	}
	return fmt.Errorf("start %s: %w", path, syscall.Exec(path, argv, env))
}

func (l Limits) apply() error {
	if err := lowerLimit(syscall.RLIMIT_DATA, l.DataBytes); err != nil {
		return fmt.Errorf("set RLIMIT_DATA: %w", err)
	}
	if err := lowerLimit(rlimitNproc, l.Processes); err != nil {
		return fmt.Errorf("set RLIMIT_NPROC: %w", err)
	}
	return nil
}

func lowerLimit(resource int, value uint64) error {
	if value == 0 {
		return nil
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(resource, &limit); err != nil {
		return err
	}
	if value < limit.Max {
		limit.Max = value
	}
	limit.Cur = limit.Max
	return syscall.Setrlimit(resource, &limit)
}

// lookPath finds a program by the PATH of the environment that it will get.
func lookPath(name string, env []string) (string, error) {
	if strings.Contains(name, "/") {
		return name, nil
	}
	for _, variable := range env {
		if !strings.HasPrefix(variable, "PATH=") {
			continue
		}
		for _, dir := range filepath.SplitList(variable[len("PATH="):]) {
			if path := filepath.Join(dir, name); checkProgram(path, "") == nil {
				return path, nil
			}
		}
	}
	return "", fmt.Errorf("start %s: not found in PATH", name)
}

// checkProgram tells what strace would only say in its own words: no such file, a folder, not executable.
func checkProgram(path, cwd string) error {
	if !filepath.IsAbs(path) {
		path = filepath.Join(cwd, path)
	}
	var st syscall.Stat_t
	if err := syscall.Stat(path, &st); err != nil {
		return fmt.Errorf("start %s: %w", path, err)
	}
	if st.Mode&syscall.S_IFMT == syscall.S_IFDIR {
		return fmt.Errorf("start %s: is a folder", path)
	}
	if err := syscall.Access(path, 1); err != nil {
		return fmt.Errorf("start %s: not executable: %w", path, err)
	}
	return nil
}
