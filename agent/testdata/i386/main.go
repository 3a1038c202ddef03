// Command i386 is built for GOARCH=386: its system calls have other numbers than the agent's own.
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	var u syscall.Utsname
	err := syscall.Uname(&u)
	var release []byte
	for _, c := range u.Release {
		if c == 0 {
			break
		}
		release = append(release, byte(c))
	}
	_, opened := os.Open("/proc/thread-self")
	text, read := os.ReadFile("/proc/version")
	fmt.Printf("%s %v %v %q %v\n", release, err, opened, text, read)
}
