// Command victim is the artifact of the agent's tests. Its first argument says what it does.
package main

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

func main() {
	mode := os.Args[1]
	act, ok := modes[mode]
	if !ok {
		fmt.Println("unknown mode", mode)
		os.Exit(99)
	}
	act(os.Args[2:])
}

var modes map[string]func(args []string)

func init() {
	modes = map[string]func([]string){
		"hello":     func([]string) { fmt.Println("hello"); fmt.Fprintln(os.Stderr, "to stderr") },
		"exit":      func(args []string) { n, _ := strconv.Atoi(args[0]); fmt.Println("leaving with", n); os.Exit(n) },
		"http":      serveHTTP,
		"unix":      serveUnix,
		"udp":       serveUDP,
		"tcp":       serveTCP,
		"stubborn":  func(args []string) { signal.Ignore(syscall.SIGTERM); serveHTTP(args) },
		"print":     printMuch,
		"endless":   func([]string) { printEndless() },
		"segv":      func([]string) { segv() },
		"sleep":     func([]string) { time.Sleep(time.Hour) },
		"leave":     leave,
		"daemon":    daemon,
		"bomb":      bomb,
		"frames":    func([]string) { os.Stdout.WriteString("Z\x00\x00\x00\x00R\x00\x00\x00\x02{}\n") },
		"log":       func(args []string) { fmt.Print(strings.Join(args, "\n")); time.Sleep(time.Hour) },
		"say":       func(args []string) { fmt.Print(strings.Join(args, "\n")) },
		"fds":       fds,
		"limits":    limits,
		"env":       func([]string) { wd, _ := os.Getwd(); fmt.Println(os.Environ(), wd) },
		"spy":       spy,
		"killgroup": func([]string) { syscall.Kill(0, syscall.SIGKILL) },
	}
}

func serveHTTP(args []string) {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, r.Method, "hello") })
	http.HandleFunc("/bad", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(502) })
	http.HandleFunc("/die", func(w http.ResponseWriter, r *http.Request) { os.Exit(7) })
	listener, err := net.Listen("tcp", args[0])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("listening on", listener.Addr())
	hup := make(chan os.Signal, 1)
	signal.Notify(hup, syscall.SIGHUP)
	go func() {
		for range hup {
			fmt.Println("reloaded")
		}
	}()
	http.Serve(listener, nil)
}

func serveTCP(args []string) { serve("tcp", args[0]) }

func serveUnix(args []string) { serve("unix", args[0]) }

// serve echoes each line in capitals.
func serve(network, address string) {
	listener, err := net.Listen(network, address)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go func(conn net.Conn) {
			defer conn.Close()
			for lines := bufio.NewScanner(conn); lines.Scan(); {
				fmt.Fprintln(conn, strings.ToUpper(lines.Text()))
			}
		}(conn)
	}
}

func serveUDP(args []string) {
	conn, err := net.ListenPacket("udp", args[0])
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("bound")
	buf := make([]byte, 2000)
	for {
		n, from, err := conn.ReadFrom(buf)
		if err != nil {
			return
		}
		conn.WriteTo([]byte(strings.ToUpper(string(buf[:n]))), from)
	}
}

func printMuch(args []string) {
	n, _ := strconv.Atoi(args[0])
	out := bufio.NewWriterSize(os.Stdout, 64<<10)
	fmt.Fprintln(out, "the beginning")
	line := strings.Repeat("x", 99) + "\n"
	for i := 0; i < n; i += len(line) {
		out.WriteString(line)
	}
	fmt.Fprintln(out, "the end")
	out.Flush()
}

func printEndless() {
	for {
		fmt.Println("again and again")
	}
}

// segv dies of SIGSEGV as a C program does: Go's own handler, which would print and exit 2, is taken away.
func segv() {
	var defaultAction [4]uintptr
	syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(syscall.SIGSEGV),
		uintptr(unsafe.Pointer(&defaultAction)), 0, 8, 0, 0)
	syscall.Kill(os.Getpid(), syscall.SIGSEGV)
	time.Sleep(time.Hour)
}

func self(args ...string) *exec.Cmd {
	cmd := exec.Command("/proc/self/exe", args...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd
}

// leave starts children that outlive it.
func leave(args []string) {
	n, _ := strconv.Atoi(args[0])
	for i := 0; i < n; i++ {
		if err := self("sleep").Start(); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println("left", n)
}

func daemon(args []string) {
	cmd := exec.Command("/proc/self/exe", "http", args[0])
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		fmt.Println(err)
	}
}

func bomb([]string) {
	for {
		self("bomb").Start()
	}
}

func fds([]string) {
	links, _ := filepath.Glob("/proc/self/fd/*")
	sort.Strings(links)
	for _, link := range links {
		if to, err := os.Readlink(link); err == nil {
			fmt.Println(filepath.Base(link), to)
		}
	}
}

func limits([]string) {
	text, _ := os.ReadFile("/proc/self/limits")
	os.Stdout.Write(text)
}

// spy tries what the agent must not allow: to open a descriptor of the agent, its grandparent or parent.
func spy([]string) {
	for pid := os.Getppid(); pid > 1; pid = parent(pid) {
		links, err := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
		exe, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
		fmt.Println("process", filepath.Base(exe), "descriptors", len(links), err)
	}
}

func parent(pid int) int {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	n, _ := strconv.Atoi(f[1])
	return n
}
