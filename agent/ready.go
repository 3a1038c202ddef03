package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"
)

const (
	pollFirst = 2 * time.Millisecond
	pollMost  = 50 * time.Millisecond
	// One connection attempt of ready=tcp; a new one follows.
	readyDialTimeout = time.Second
)

// waitReady waits until the artifact is ready, has ended, or time is over. A CLI (kind exit) has the whole run for it.
func (b *boot) waitReady(ctx context.Context) ReadyResult {
	if b.plan.Ready.Kind != "exit" {
		limited, cancel := context.WithTimeout(ctx, millis(b.plan.ReadyTimeoutMs))
		defer cancel()
		ctx = limited
	}
	result := func(state, by string) ReadyResult {
		return ReadyResult{State: state, AfterMs: b.sinceStart(), By: by}
	}
	for pause := pollFirst; ; pause = minDuration(pause*3/2, pollMost) {
		// Asked first: what ends after this and before the probe was still a try too late.
		ended := b.main.hasEnded()
		if by, ok := b.probe(ctx, ended); ok {
			return result("ready", by)
		}
		if ended {
			if kind := b.plan.Ready.Kind; kind == "auto" || kind == "exit" {
				return result("ready", "exited")
			}
			return result("exited", "")
		}
		select {
		case <-ctx.Done():
			return result("timeout", "")
		case <-b.main.ended:
		case <-b.logReady:
		case <-time.After(pause):
		}
	}
}

// probe asks once whether the artifact is ready, and by what.
func (b *boot) probe(ctx context.Context, ended bool) (string, bool) {
	switch r := b.plan.Ready; r.Kind {
	case "auto":
		if ended {
			return "", false
		}
		name, ok := newListener(b.listenersBefore, loadListeners())
		return "listens on " + name, ok
	case "tcp":
		if ended {
			return "", false
		}
		return probeTCP(ctx, net.JoinHostPort(r.Host, strconv.Itoa(r.Port)))
	case "http":
		if ended {
			return "", false
		}
		return probeHTTP(ctx, r.URL)
	case "log":
		if ended {
			// What it wrote last may not be read yet.
			b.finishLog()
		}
		select {
		case <-b.logReady:
			return "its output matches", true
		default:
		}
	}
	return "", false
}

func probeTCP(ctx context.Context, address string) (string, bool) {
	ctx, cancel := context.WithTimeout(ctx, readyDialTimeout)
	defer cancel()
	conn, err := dialLocal(ctx, "tcp", address)
	if err != nil {
		return "", false
	}
	conn.Close()
	return "accepts connections on " + address, true
}

func probeHTTP(ctx context.Context, url string) (string, bool) {
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	client := newHTTPClient(1)
	defer client.CloseIdleConnections()
	req, err := http.NewRequestWithContext(ctx, "GET", url, nil)
	if err != nil {
		return "", false
	}
	res, err := client.Do(req)
	if err != nil {
		return "", false
	}
	res.Body.Close()
	if res.StatusCode >= 500 {
		return "", false
	}
	return fmt.Sprintf("%s answers %d", url, res.StatusCode), true
}

func minDuration(a, b time.Duration) time.Duration {
	if a < b {
		return a
	}
	return b
}
