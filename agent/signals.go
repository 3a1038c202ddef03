package main

import (
	"fmt"
	"strings"
	"syscall"
)

// Numbers of linux/amd64 and linux/arm64; index is number. Names as strace prints them.
var signalNames = [...]string{
	"", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
	"SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
	"SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR",
	"SIGSYS",
}

func signalName(s syscall.Signal) string {
	n := int(s)
	switch {
	case n > 0 && n < len(signalNames):
		return signalNames[n]
	case n == 32:
		return "SIGRTMIN"
	case n > 32:
		return fmt.Sprintf("SIGRT_%d", n-32)
	}
	return fmt.Sprintf("SIG_%d", n)
}

// signalByName takes `HUP` and `SIGHUP`.
func signalByName(name string) (syscall.Signal, bool) {
	name = strings.ToUpper(name)
	if !strings.HasPrefix(name, "SIG") {
		name = "SIG" + name
	}
	for n, known := range signalNames {
		if n > 0 && known == name {
			return syscall.Signal(n), true
		}
	}
	return 0, false
}
