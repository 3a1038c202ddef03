package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
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
