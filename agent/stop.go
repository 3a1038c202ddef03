package main

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

const (
	// How long processes that outlive the artifact may take to end by themselves.
	strayGrace = 500 * time.Millisecond
	// How long killing may take. Processes die in milliseconds; under strace and by the thousand they need seconds.
	killTimeout = 8 * time.Second
	// How long strace may take to write the ends of what was killed.
	tracerTimeout = 4 * time.Second
	// How long reading what is still in the pipes may take.
	drainTimeout = 5 * time.Second
)

// stop ends the artifact: by SIGTERM, or at once when the run is over already.
func (b *boot) stop(hurry bool) StopResult {
	start := time.Now()
	result := func(state string) StopResult {
		return StopResult{State: state, AfterMs: time.Since(start).Milliseconds()}
	}
	if b.main.hasEnded() {
		return StopResult{State: "exited"}
	}
	pid := b.main.programPid()
	if b.quit(pid) {
		return result("quit")
	}
	if !hurry && pid != 0 && syscall.Kill(pid, syscall.SIGTERM) == nil {
		select {
		case <-b.main.ended:
			return result("stopped")
		case <-time.After(millis(b.plan.StopTimeoutMs)):
			b.lookAtHang("stop-timeout")
		case <-b.interrupted:
		}
	}
	b.killAll()
	if !b.endsWithin(tracerTimeout) {
		b.problem("the artifact's end was not seen after SIGKILL")
	}
	return result("killed")
}

// killStrays waits a little for what has outlived the artifact, then ends it and counts it.
func (b *boot) killStrays() int {
	for waited := time.Duration(0); waited < strayGrace; waited += 20 * time.Millisecond {
		if len(b.alive()) == 0 {
			return 0
		}
		select {
		case <-b.interrupted:
			waited = strayGrace
		case <-time.After(20 * time.Millisecond):
		}
	}
	return b.killAll()
}

// killAll ends every descendant but the tracers, so that strace can still write how they ended.
func (b *boot) killAll() int {
	killed, left := killUntilGone(b.alive, killTimeout)
	if left > 0 {
		b.problem(fmt.Sprintf("%d processes could not be killed", left))
	}
	return killed
}

// alive lists the living descendants without the tracers.
func (b *boot) alive() []proc {
	tracers := b.tracers()
	var found []proc
	for _, p := range descendantsOf(os.Getpid(), loadProcs()) {
		if !p.dead() && !tracers[p.pid] {
			found = append(found, p)
		}
	}
	return found
}

// killUntilGone kills what list names until it is empty twice in a row: a process may be missed while its parent dies
// and it gets a new one. It returns how many different processes were killed and how many are left.
func killUntilGone(list func() []proc, limit time.Duration) (killed, left int) {
	seen := map[int]bool{}
	deadline := time.Now().Add(limit)
	for empty, pass := 0, 0; empty < 2; pass++ {
		found := list()
		if len(found) == 0 {
			empty++
			continue
		}
		empty = 0
		if time.Now().After(deadline) {
			return len(seen), len(found)
		}
		if pass > 2 {
			// They multiply faster than they die: stop all, then kill.
			found = freeze(list, found)
		}
		for _, p := range found {
			if syscall.Kill(p.pid, syscall.SIGKILL) == nil {
				seen[p.pid] = true
			}
		}
		time.Sleep(time.Duration(minInt(5+pass*5, 50)) * time.Millisecond)
	}
	return len(seen), 0
}

// freeze sends SIGSTOP until no new process appears.
func freeze(list func() []proc, found []proc) []proc {
	stopped := map[int]bool{}
	for sweep := 0; sweep < 20; sweep++ {
		grown := false
		for _, p := range found {
			if !stopped[p.pid] {
				stopped[p.pid] = true
				grown = true
				syscall.Kill(p.pid, syscall.SIGSTOP)
			}
		}
		if !grown {
			break
		}
		found = list()
	}
	return found
}

// finishTracers waits for the tracers, whose last tracee is gone, and kills those that do not end.
func (b *boot) finishTracers() {
	deadline := time.After(tracerTimeout)
	for _, r := range b.allRuns() {
		select {
		case <-r.child.done:
			continue
		case <-deadline:
		}
		b.problem("the tracer did not end by itself and was killed")
		killEverything()
		return
	}
}

// killEverything spares nothing, not even the tracers.
func killEverything() {
	self := os.Getpid()
	list := func() []proc {
		var found []proc
		for _, p := range descendantsOf(self, loadProcs()) {
			if !p.dead() {
				found = append(found, p)
			}
		}
		return found
	}
	if _, left := killUntilGone(list, 2*time.Second); left > 0 && self == 1 {
		// As process 1 this is everything in the pid namespace, in one step that no fork can outrun. Anywhere else
		// it would be the whole machine.
		syscall.Kill(-1, syscall.SIGKILL)
	}
}
