package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"os"
	"time"
)

const (
	// A server has not accepted yet what its kernel has, and has not noted yet what it has accepted: this long, several
	// connections are all just open, once the kernel has handed them all over.
	acceptTime = 200 * time.Millisecond
	// A server that accepts one connection at a time never takes the others: then the first is spoken to all the same.
	acceptMax = 3 * time.Second
)

// exerciseSocket opens its connections, all of them before the first word is said, then speaks and listens on each.
func exerciseSocket(ctx context.Context, e Exercise) (bool, string) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	conns := make([]net.Conn, maxInt(e.Concurrency, 1))
	for i := range conns {
		conn, err := dialLocal(ctx, e.Network, e.Address)
		if err != nil {
			return false, err.Error()
		}
		defer conn.Close()
		conns[i] = conn
	}
	// The context ends before its deadline when the run is over.
	go func() {
		<-ctx.Done()
		for _, conn := range conns {
			conn.SetDeadline(time.Now())
		}
	}()
	if len(conns) > 1 {
		awaitAccepted(ctx, e)
		sleep(ctx, acceptTime)
	}
	for _, conn := range conns {
		if err := speak(conn, e); err != nil {
			return false, err.Error()
		}
	}
	detail := ""
	for _, conn := range conns {
		var ok bool
		if ok, detail = listen(conn, e); !ok {
			return false, detail
		}
	}
	return true, detail
}

// awaitAccepted waits until the server has accepted what is open. Only of TCP does the kernel tell.
func awaitAccepted(ctx context.Context, e Exercise) {
	_, port, err := net.SplitHostPort(e.Address)
	if e.Network != "tcp" || err != nil {
		return
	}
	for end := time.Now().Add(acceptMax); ctx.Err() == nil && time.Now().Before(end); sleep(ctx, 20*time.Millisecond) {
		waiting := 0
		for _, path := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
			if text, err := os.ReadFile(path); err == nil {
				waiting += parseBacklog(text, port)
			}
		}
		if waiting == 0 {
			return
		}
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

func speak(conn net.Conn, e Exercise) error {
	if e.Send != "" || e.Network == "udp" {
		if _, err := conn.Write([]byte(e.Send)); err != nil {
			return err
		}
	}
	if half, ok := conn.(interface{ CloseWrite() error }); ok && e.HalfClose {
		return half.CloseWrite()
	}
	return nil
}

func listen(conn net.Conn, e Exercise) (bool, string) {
	if e.Expect == "" {
		if e.Network == "udp" {
			return true, fmt.Sprintf("%d bytes sent", len(e.Send))
		}
		return true, "accepted"
	}
	found, err := readUntil(answersOf(conn), e.Expect)
	switch {
	case found:
		return true, "answered as expected"
	case err != nil:
		return false, fmt.Sprintf("no %q in the answer: %s", e.Expect, err)
	}
	return false, fmt.Sprintf("no %q in the answer", e.Expect)
}

// answersOf reads a connection; an empty datagram is no end of it.
func answersOf(conn net.Conn) io.Reader {
	if _, ok := conn.(*net.UDPConn); ok {
		return datagrams{conn}
	}
	return conn
}

type datagrams struct{ net.Conn }

func (d datagrams) Read(p []byte) (int, error) {
	n, err := d.Conn.Read(p)
	if err == io.EOF {
		err = nil
	}
	return n, err
}
