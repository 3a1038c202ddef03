package main

import (
	"encoding/json"
	"fmt"
	"syscall"
)

// Result mirrors AgentResult in src/boot/agent-result.ts; that file documents the fields.
type Result struct {
	Protocol     int              `json:"protocol"`
	StartError   string           `json:"startError"`
	ArtifactPid  int              `json:"artifactPid"`
	Ready        ReadyResult      `json:"ready"`
	Exercises    []ExerciseResult `json:"exercises"`
	Stop         StopResult       `json:"stop"`
	TimedOut     bool             `json:"timedOut"`
	Exit         *ProcessExit     `json:"exit"`
	Strays       int              `json:"strays"`
	StdoutBytes  int64            `json:"stdoutBytes"`
	StderrBytes  int64            `json:"stderrBytes"`
	TraceBytes   int64            `json:"traceBytes"`
	TraceDropped int64            `json:"traceDropped"`
	Surface      *SurfaceResult   `json:"surface"`
	Hang         *HangResult      `json:"hang"`
	Problems     []string         `json:"problems"`
}

// ReadyResult says how waiting for readiness ended: `ready`, `timeout` or `exited`.
type ReadyResult struct {
	State   string `json:"state"`
	AfterMs int64  `json:"afterMs"`
	By      string `json:"by"`
}

// ExerciseResult is the outcome of one exercise.
type ExerciseResult struct {
	Line   string `json:"line"`
	Ok     bool   `json:"ok"`
	Detail string `json:"detail"`
	Ms     int64  `json:"ms"`
}

// StopResult says how the artifact came to its end: `exited`, `stopped`, `quit` or `killed`.
type StopResult struct {
	State   string `json:"state"`
	AfterMs int64  `json:"afterMs"`
}

// ProcessExit mirrors the union ProcessExit in src/trace/trace-summary.ts. An empty signal means that it exited.
type ProcessExit struct {
	Code       int
	Signal     string
	CoreDumped bool
}

// MarshalJSON writes the form of the union that applies.
func (e ProcessExit) MarshalJSON() ([]byte, error) {
	if e.Signal == "" {
		return json.Marshal(struct {
			Kind string `json:"kind"`
			Code int    `json:"code"`
		}{"exited", e.Code})
	}
	return json.Marshal(struct {
		Kind       string `json:"kind"`
		Signal     string `json:"signal"`
		CoreDumped bool   `json:"coreDumped"`
	}{"killed", e.Signal, e.CoreDumped})
}

func (e ProcessExit) String() string {
	if e.Signal == "" {
		return fmt.Sprintf("exit %d", e.Code)
	}
	return "killed by " + e.Signal
}

func exitOf(ws syscall.WaitStatus) ProcessExit {
	if ws.Signaled() {
		return ProcessExit{Signal: signalName(ws.Signal()), CoreDumped: ws.CoreDump()}
	}
	return ProcessExit{Code: ws.ExitStatus()}
}

// newResult has every list in place: null would break the reader's type.
func newResult() Result {
	return Result{
		Protocol:  protocol,
		Ready:     ReadyResult{State: "exited"},
		Exercises: []ExerciseResult{},
		Stop:      StopResult{State: "exited"},
		Problems:  []string{},
	}
}
