package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	requestTimeout = 10 * time.Second
	// How much of an answer is read, and searched for the expected text.
	answerMaxBytes = 1 << 20
)

// newHTTPClient speaks to the artifact on loopback: no proxy, any certificate, no redirect followed.
func newHTTPClient(connections int) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:         dialLocal,
			TLSClientConfig:     &tls.Config{InsecureSkipVerify: true},
			MaxIdleConnsPerHost: connections,
			ForceAttemptHTTP2:   true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// dialLocal knows localhost without /etc/hosts and without a resolver.
func dialLocal(ctx context.Context, network, address string) (net.Conn, error) {
	var d net.Dialer
	if host, port, err := net.SplitHostPort(address); err == nil && host == "localhost" {
		conn, err := d.DialContext(ctx, network, net.JoinHostPort("127.0.0.1", port))
		if err == nil {
			return conn, nil
		}
		if conn, err6 := d.DialContext(ctx, network, net.JoinHostPort("::1", port)); err6 == nil {
			return conn, nil
		}
		return nil, err
	}
	return d.DialContext(ctx, network, address)
}

// exerciseHTTP sends the request as often as asked and sums up.
func exerciseHTTP(ctx context.Context, e Exercise) (bool, string) {
	workers := minInt(e.Concurrency, e.Times)
	client := newHTTPClient(workers)
	defer client.CloseIdleConnections()

	jobs := make(chan struct{}, e.Times)
	for i := 0; i < e.Times; i++ {
		jobs <- struct{}{}
	}
	close(jobs)

	var mu sync.Mutex
	var good, status int
	var failure string
	var all sync.WaitGroup
	for i := 0; i < workers; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for range jobs {
				got, why := requestOnce(ctx, client, e)
				mu.Lock()
				if why == "" {
					good, status = good+1, got
				} else if failure == "" {
					failure = why
				}
				mu.Unlock()
				if ctx.Err() != nil {
					return
				}
			}
		}()
	}
	all.Wait()
	switch {
	case good == e.Times:
		return true, fmt.Sprintf("%d (%d of %d)", status, good, e.Times)
	case e.Times == 1:
		return false, failure
	}
	return false, fmt.Sprintf("%d of %d; first failure: %s", good, e.Times, failure)
}

// requestOnce returns the status, and why the answer is not the expected one.
func requestOnce(ctx context.Context, client *http.Client, e Exercise) (int, string) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	var body io.Reader
	if e.Body != "" {
		body = strings.NewReader(e.Body)
	}
	req, err := http.NewRequestWithContext(ctx, e.Method, e.URL, body)
	if err != nil {
		return 0, err.Error()
	}
	for _, header := range e.Headers {
		name, value, _ := strings.Cut(header, ":")
		setHeader(req, name, strings.TrimSpace(value))
	}
	res, err := client.Do(req)
	if err != nil {
		return 0, err.Error()
	}
	defer res.Body.Close()
	if !expectedStatus(e.Status, res.StatusCode) {
		want := "below 400"
		if e.Status != 0 {
			want = fmt.Sprint(e.Status)
		}
		return 0, fmt.Sprintf("got %d, expected %s", res.StatusCode, want)
	}
	found, err := readUntil(res.Body, e.Contains)
	if found {
		return res.StatusCode, ""
	}
	if err != nil {
		return 0, fmt.Sprintf("got %d, then the answer broke off: %s", res.StatusCode, err)
	}
	return 0, fmt.Sprintf("got %d, but the answer does not contain %q", res.StatusCode, e.Contains)
}

// setHeader knows that net/http takes the Host header from the request itself.
func setHeader(req *http.Request, name, value string) {
	if strings.EqualFold(name, "host") {
		req.Host = value
		return
	}
	req.Header.Add(name, value)
}

func expectedStatus(want, got int) bool {
	if want == 0 {
		return got < 400
	}
	return got == want
}

// readUntil reads up to answerMaxBytes, until text was seen; with no text to the end.
func readUntil(r io.Reader, text string) (bool, error) {
	var got []byte
	chunk := make([]byte, 16<<10)
	for len(got) < answerMaxBytes {
		n, err := r.Read(chunk)
		got = append(got, chunk[:n]...)
		if text != "" && bytes.Contains(got, []byte(text)) {
			return true, nil
		}
		if err == io.EOF {
			return text == "", nil
		}
		if err != nil {
			return false, err
		}
	}
	return text == "", nil
}
