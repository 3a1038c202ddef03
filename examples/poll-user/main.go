//go:build linux

// Command poll-user is a service that waits with poll(2) on sockets of its own and leaves Go's epoll aside: it runs on
// kernel 3.10, but every wait costs the kernel a walk over all its descriptors.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

const (
	pollIn     = 0x1
	pollMillis = 200
	reply      = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n"
)

// pollFd is struct pollfd of poll(2).
type pollFd struct {
	fd      int32
	events  int16
	revents int16
}

func main() {
	port := flag.Int("port", 8081, "TCP port on 127.0.0.1 to listen on")
	flag.Parse()
	if err := run(*port); err != nil {
		fmt.Fprintf(os.Stderr, "poll-user: %v\n", err)
		os.Exit(1)
	}
}

func run(port int) error {
	var stopping atomic.Bool
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, os.Interrupt)
	go func() {
		<-signals
		stopping.Store(true)
	}()

	listener, err := listen(port)
	if err != nil {
		return err
	}
	fmt.Printf("listening on 127.0.0.1:%d\n", port)
	watched := []pollFd{{fd: int32(listener), events: pollIn}}
	for !stopping.Load() {
		ready, errno := poll(watched, pollMillis)
		if errno == syscall.EINTR || ready == 0 {
			continue
		}
		if errno != 0 {
			return fmt.Errorf("poll: %w", errno)
		}
		watched = serve(watched, listener)
	}
	for _, one := range watched {
		_ = syscall.Close(int(one.fd))
	}
	return nil
}

func listen(port int) (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK, 0)
	if err != nil {
		return -1, fmt.Errorf("socket: %w", err)
	}
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1); err != nil {
		return -1, fmt.Errorf("setsockopt: %w", err)
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: port, Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return -1, fmt.Errorf("bind: %w", err)
	}
	if err := syscall.Listen(fd, 16); err != nil {
		return -1, fmt.Errorf("listen: %w", err)
	}
	return fd, nil
}

// serve handles every descriptor with news and returns those to watch next.
func serve(watched []pollFd, listener int) []pollFd {
	next := make([]pollFd, 0, len(watched)+1)
	for _, one := range watched {
		fd := int(one.fd)
		switch {
		case one.revents == 0:
			next = append(next, one)
		case fd == listener:
			next = append(next, pollFd{fd: one.fd, events: pollIn})
			if client, _, err := syscall.Accept4(fd, syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK); err == nil {
				next = append(next, pollFd{fd: int32(client), events: pollIn})
			}
		default:
			answer(fd)
		}
	}
	return next
}

// answer takes whatever has arrived as the request, replies and closes.
func answer(fd int) {
	request := make([]byte, 4096)
	if count, err := syscall.Read(fd, request); err == nil && count > 0 {
		_, _ = syscall.Write(fd, []byte(reply))
	}
	_ = syscall.Close(fd)
}
