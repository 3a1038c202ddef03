package main

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"time"
)

const gone = "the artifact has ended"

// runExercises does all of them in their order; one that fails does not keep the rest from being tried.
func (b *boot) runExercises(ctx context.Context, ready ReadyResult) []ExerciseResult {
	results := []ExerciseResult{}
	for _, e := range b.plan.Exercises {
		b.stage("exercise", e.Line)
		start := time.Now()
		ok, detail := b.exercise(ctx, e, ready)
		results = append(results, ExerciseResult{
			Line: e.Line, Ok: ok, Detail: detail, Ms: time.Since(start).Milliseconds(),
		})
	}
	return results
}

func (b *boot) exercise(ctx context.Context, e Exercise, ready ReadyResult) (bool, string) {
	// A CLI has ended when it is ready; more commands can still be run.
	isCLI := ready.State == "ready" && ready.By == "exited"
	needsArtifact := !isCLI || (e.Kind != "exec" && e.Kind != "wait")
	switch {
	case ready.State == "timeout" && ctx.Err() == nil:
		return false, "not tried: the artifact was not ready"
	case needsArtifact && b.main.hasEnded():
		return false, "not tried: " + gone
	case ctx.Err() != nil:
		return false, "not tried: " + b.why()
	}
	ok, detail := b.exerciseKind(ctx, e, needsArtifact)
	switch {
	case ok:
	case ctx.Err() != nil:
		detail += "; " + b.why()
	case needsArtifact && b.endsWithin(50*time.Millisecond) && !strings.HasPrefix(detail, gone):
		detail += "; " + gone
	}
	return ok, detail
}

func (b *boot) exerciseKind(ctx context.Context, e Exercise, needsArtifact bool) (bool, string) {
	switch e.Kind {
	case "http":
		return exerciseHTTP(ctx, e)
	case "socket":
		return exerciseSocket(ctx, e)
	case "exec":
		return b.exerciseExec(ctx, e)
	case "signal":
		return b.exerciseSignal(e)
	case "wait":
		return b.exerciseWait(ctx, e, needsArtifact)
	}
	return false, "unknown kind " + e.Kind
}

// endsWithin gives the trace a moment to tell of an end that the exercise has already felt.
func (b *boot) endsWithin(limit time.Duration) bool {
	select {
	case <-b.main.ended:
		return true
	case <-time.After(limit):
		return false
	}
}

// exerciseExec runs a command under the same tracer, into the same trace. It is over when the command ends; what the
// command leaves running ends with the artifact.
func (b *boot) exerciseExec(ctx context.Context, e Exercise) (bool, string) {
	argv := append([]string{}, e.Argv...)
	if argv[0] == "artifact" {
		argv[0] = b.plan.Argv[0]
	}
	said := &excerpt{}
	r, err := b.startRun(argv, said.write, said.write)
	if err != nil {
		return false, err.Error()
	}
	select {
	case <-r.ended:
	case <-ctx.Done():
		return false, "did not end"
	}
	// Normally all is read in a moment; a background process that holds the output is not waited for.
	select {
	case <-r.drained:
	case <-time.After(300 * time.Millisecond):
	}
	if failure := r.startFailure(argv[0], said.text()); failure != "" {
		return false, failure
	}
	exit := r.earlyExit()
	if exit == nil {
		return false, "its exit status was not seen"
	}
	if exit.Signal == "" && exit.Code == 0 {
		return true, exit.String()
	}
	return false, strings.TrimSuffix(exit.String()+": "+said.text(), ": ")
}

func (b *boot) exerciseSignal(e Exercise) (bool, string) {
	sig, _ := signalByName(e.Name)
	pid := b.main.programPid()
	if pid == 0 {
		return false, "the artifact's process is not known"
	}
	if err := syscall.Kill(pid, sig); err != nil {
		return false, fmt.Sprintf("%s: %s", signalName(sig), err)
	}
	return true, signalName(sig) + " sent"
}

func (b *boot) exerciseWait(ctx context.Context, e Exercise, needsArtifact bool) (bool, string) {
	ended := b.main.ended
	if !needsArtifact {
		ended = nil
	}
	select {
	case <-time.After(millis(e.Ms)):
		return true, fmt.Sprintf("%d ms", e.Ms)
	case <-ended:
		return false, gone + " meanwhile"
	case <-ctx.Done():
		return false, "cut short"
	}
}
