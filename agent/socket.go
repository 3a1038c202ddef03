package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"time"
)

// exerciseSocket connects, sends, and waits for an answer that contains the expected text.
func exerciseSocket(ctx context.Context, e Exercise) (bool, string) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	conn, err := dialLocal(ctx, e.Network, e.Address)
	if err != nil {
		return false, err.Error()
	}
	defer conn.Close()
	// The context ends before its deadline when the run is over.
	go func() {
		<-ctx.Done()
		conn.SetDeadline(time.Now())
	}()
	if e.Send != "" || e.Network == "udp" {
		if _, err := conn.Write([]byte(e.Send)); err != nil {
			return false, err.Error()
		}
	}
	if half, ok := conn.(interface{ CloseWrite() error }); ok && e.HalfClose {
		if err := half.CloseWrite(); err != nil {
			return false, err.Error()
		}
	}
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
