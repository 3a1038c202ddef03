package main

import (
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// reaper collects the status of every child: of those that were started through it, and of orphans that came to the
// agent as process 1 or as subreaper.
type reaper struct {
	// mu is held while a child is started, so that its status cannot be collected before it is known.
	mu    sync.Mutex
	known map[int]*child
}

// child is a process that the agent started. status counts once done is closed.
type child struct {
	pid    int
	status syscall.WaitStatus
	done   chan struct{}
}

func (c *child) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

func newReaper() *reaper {
	r := &reaper{known: map[int]*child{}}
	woken := make(chan os.Signal, 1)
	signal.Notify(woken, syscall.SIGCHLD)
	go func() {
		// The tick is for a signal that was lost.
		tick := time.NewTicker(200 * time.Millisecond)
		for {
			select {
			case <-woken:
			case <-tick.C:
			}
			for r.reapOne() {
			}
		}
	}()
	return r
}

// start runs a function that makes one child and returns its pid.
func (r *reaper) start(fork func() (int, error)) (*child, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	pid, err := fork()
	if err != nil {
		return nil, err
	}
	c := &child{pid: pid, done: make(chan struct{})}
	r.known[pid] = c
	return c, nil
}

func (r *reaper) reapOne() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ws syscall.WaitStatus
	pid, err := syscall.Wait4(-1, &ws, syscall.WNOHANG, nil)
	if err == syscall.EINTR {
		return true
	}
	if err != nil || pid <= 0 {
		return false
	}
	if c := r.known[pid]; c != nil {
		c.status = ws
		delete(r.known, pid)
		close(c.done)
	}
	return true
}
