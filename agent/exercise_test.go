package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

func TestRequestHeaders(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Host, " ", r.Header["X-Two"], " ", r.Header.Get("Range"))
	}))
	defer server.Close()
	e := Exercise{Method: "GET", URL: server.URL, Times: 1, Concurrency: 1,
		Headers: []string{"host: example.test", "X-Two:a", "X-Two: b", "Range: bytes=10-19"}}
	e.Contains = "example.test [a b] bytes=10-19"
	if ok, detail := exerciseHTTP(context.Background(), e); !ok {
		t.Error(detail)
	}
}

// A server that answers only when two are connected.
func TestConnectionsAtTheSameTime(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		var waiting []net.Conn
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			if waiting = append(waiting, conn); len(waiting) == 2 {
				for _, conn := range waiting {
					fmt.Fprint(conn, "both here")
				}
			}
		}
	}()
	e := Exercise{Network: "tcp", Address: listener.Addr().String(), Concurrency: 2, Send: "hi", Expect: "both here"}
	if ok, detail := exerciseSocket(context.Background(), e); !ok {
		t.Error(detail)
	}
}

// A slow server takes its time to accept, and then forgets whoever spoke before all were there.
func TestSpeaksOnlyWhenAllAreAccepted(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		time.Sleep(2 * acceptTime)
		first, err := listener.Accept()
		if err != nil {
			return
		}
		time.Sleep(2 * acceptTime)
		second, err := listener.Accept()
		if err != nil {
			return
		}
		first.SetReadDeadline(time.Now().Add(time.Millisecond))
		if n, _ := first.Read(make([]byte, 2)); n > 0 {
			first.Close()
			second.Close()
			return
		}
		for _, conn := range []net.Conn{first, second} {
			fmt.Fprint(conn, "both here")
		}
	}()
	e := Exercise{Network: "tcp", Address: listener.Addr().String(), Concurrency: 2, Send: "hi", Expect: "both here"}
	if ok, detail := exerciseSocket(context.Background(), e); !ok {
		t.Error(detail)
	}
}
