package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"time"
)

// A server has not accepted yet what its kernel has; this long, several connections are all just open.
const acceptTime = 200 * time.Millisecond

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
