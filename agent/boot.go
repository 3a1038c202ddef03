package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// watchdogGrace is what all bounded steps after the run take together at most.
const watchdogGrace = 45 * time.Second

// boot is one run of the artifact, from its start to the last frame before the result.
type boot struct {
	plan    *Plan
	frames  *frameWriter
	reaper  *reaper
	surface *surface
	start   time.Time

	sink           *traceSink
	stdout, stderr *output
	batches        []*batch

	main            *run
	hang            *HangResult
	listenersBefore map[string]bool
	logReady        chan struct{}
	logOnce         sync.Once

	interrupted   chan struct{}
	interruptOnce sync.Once

	mu       sync.Mutex
	runs     []*run
	problems []string
	reason   string
}

func newBoot(plan *Plan, frames *frameWriter) *boot {
	b := &boot{
		plan: plan, frames: frames, reaper: newReaper(), start: time.Now(), surface: newSurface(plan.Surface),
		logReady: make(chan struct{}), interrupted: make(chan struct{}),
	}
	for _, kind := range []byte{frameTrace, frameStdout, frameStderr} {
		b.batches = append(b.batches, &batch{kind: kind, w: frames})
	}
	b.sink = &traceSink{out: b.batches[0], limit: plan.Limits.TraceBytes}
	b.stdout = newOutput(b.batches[1], plan.Limits.LogBytes)
	b.stderr = newOutput(b.batches[2], plan.Limits.LogBytes)
	if plan.Ready.Kind == "log" {
		match := func(line []byte) {
			if plan.Ready.pattern.Match(line) {
				b.logOnce.Do(func() { close(b.logReady) })
			}
		}
		b.stdout.onLine, b.stderr.onLine = match, match
	}
	return b
}

// run does the whole plan. It always returns a result.
func (b *boot) run() Result {
	result := newResult()
	stopFlush := make(chan struct{})
	go flushEvery(stopFlush, b.batches...)

	b.listenersBefore = inodes(loadListeners())
	main, err := b.startRun(b.plan.Argv, b.stdout.write, b.stderr.write)
	if err != nil {
		// That the gate could not enforce is no fault of the artifact, which startError would say.
		if errors.Is(err, errNotEnforced) {
			b.problem("Nothing was run: " + err.Error() + ".")
		} else {
			result.StartError = err.Error()
		}
		for _, e := range b.plan.Exercises {
			result.Exercises = append(result.Exercises, ExerciseResult{Line: e.Line, Detail: "not tried: nothing was started"})
		}
	} else {
		b.main = main
		b.stage("started", b.plan.Argv[0])
		b.course(&result)
		b.finish(&result)
	}

	close(stopFlush)
	b.stdout.finish()
	if result.Hang = b.hang; b.hang != nil {
		b.hang.Goroutines = b.stderr.goroutines()
	}
	b.stderr.finish()
	b.batches[0].flush()
	result.StdoutBytes, result.StderrBytes = b.stdout.bytes(), b.stderr.bytes()
	result.TraceBytes, result.TraceDropped = b.sink.counts()
	result.Surface = b.surface.result()
	result.Problems = b.allProblems()
	b.stage("done", "")
	return result
}

// course is what happens while the artifact lives.
func (b *boot) course(result *Result) {
	ctx, cancel := context.WithTimeout(context.Background(), millis(b.plan.RunTimeoutMs))
	defer cancel()
	go func() {
		select {
		case <-b.interrupted:
			cancel()
		case <-ctx.Done():
		}
	}()

	result.Ready = b.waitReady(ctx)
	if result.Ready.State == "ready" {
		b.stage("ready", result.Ready.By)
	}
	if b.main.hasEnded() {
		result.Strays += b.killStrays()
	}
	if result.Ready.State == "timeout" {
		why := "ready-timeout"
		if ctx.Err() != nil {
			why = "run-timeout"
		}
		b.lookAtHang(why)
	}
	result.Exercises = b.runExercises(ctx, result.Ready)

	over := ctx.Err()
	if over == context.DeadlineExceeded {
		b.lookAtHang("run-timeout")
	}
	result.TimedOut = over == context.DeadlineExceeded
	if over == nil && result.Ready.State == "ready" && b.plan.ObserveMs > 0 {
		select {
		case <-time.After(millis(b.plan.ObserveMs)):
		case <-b.main.ended:
		case <-b.interrupted:
		}
	}
	// Known by now if ever: strace has written more than its first line, or the artifact is about to be killed.
	result.ArtifactPid = b.main.programPid()
	b.stage("stopping", "")
	hurry := over != nil || b.isInterrupted()
	result.Stop = b.stop(hurry)
	if hurry {
		// What is killed because the run is over has not outlived the artifact.
		b.killAll()
	} else {
		result.Strays += b.killStrays()
	}
}

// finish collects what is left when nothing but tracers lives.
func (b *boot) finish(result *Result) {
	b.finishTracers()
	deadline := time.Now().Add(drainTimeout)
	var rest []byte
	for _, r := range b.allRuns() {
		if !r.finishReading(time.Until(deadline)) {
			b.problem("reading the artifact's output or trace did not come to an end")
		} else if r == b.main {
			rest = r.rest
		} else if len(r.rest) > 0 {
			b.problem("the trace of an exercise was cut")
		}
		r.close()
	}
	if result.ArtifactPid == 0 {
		result.ArtifactPid = b.main.programPid()
	}
	// Last of all, so that no line of another tracer follows it on the same line.
	b.sink.add(rest)
	if result.StartError = b.main.startFailure(b.plan.Argv[0], b.stderr.start()); result.StartError != "" {
		result.ArtifactPid = 0
		result.Ready.State, result.Ready.By = "exited", ""
		return
	}
	exit, err := b.main.exit()
	result.Exit = exit
	if err != nil {
		b.problem("the artifact's exit is unknown: " + err.Error())
	}
}

// finishLog reads the output of an ended artifact to its end, so that its last line counts.
func (b *boot) finishLog() {
	select {
	case <-b.main.drained:
	case <-time.After(strayGrace):
	}
	for _, o := range []*output{b.stdout, b.stderr} {
		o.mu.Lock()
		if len(o.line) > 0 {
			o.endLine()
		}
		o.mu.Unlock()
	}
}

// watchdog ends the agent when its own bounded steps were not bounded, for example because nobody reads its output.
func (b *boot) watchdog() {
	p := b.plan
	time.Sleep(millis(p.RunTimeoutMs+p.ObserveMs+p.StopTimeoutMs) + watchdogGrace)
	killEverything()
	time.Sleep(2 * time.Second)
	os.Exit(exitDeadline)
}

// interrupt ends the run at once, for a reason that the result will name.
func (b *boot) interrupt(why string) {
	b.interruptOnce.Do(func() {
		b.mu.Lock()
		b.reason = why
		b.mu.Unlock()
		b.problem(why)
		close(b.interrupted)
	})
}

func (b *boot) isInterrupted() bool {
	select {
	case <-b.interrupted:
		return true
	default:
		return false
	}
}

// why says what ended the run early.
func (b *boot) why() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.reason != "" {
		return b.reason
	}
	return fmt.Sprintf("run-timeout (%d ms) has passed", b.plan.RunTimeoutMs)
}

func (b *boot) stage(name, text string) {
	b.frames.json(frameStage, stage{name, strings.ToValidUTF8(text, "?")})
}

func (b *boot) sinceStart() int64 { return time.Since(b.start).Milliseconds() }

func (b *boot) problem(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, text)
}

func (b *boot) allProblems() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string{}, b.problems...)
}

func (b *boot) addRun(r *run) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.runs = append(b.runs, r)
}

func (b *boot) allRuns() []*run {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]*run{}, b.runs...)
}

// tracers are the processes that must outlive the others.
func (b *boot) tracers() map[int]bool {
	pids := map[int]bool{}
	for _, r := range b.allRuns() {
		if r.traced {
			pids[r.child.pid] = true
		}
	}
	return pids
}
