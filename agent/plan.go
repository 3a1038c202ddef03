package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"
)

// protocol is the only version of the plan that this agent understands.
const protocol = 1

// Plan mirrors AgentPlan in src/boot/boot-plan.ts; that file documents the fields.
type Plan struct {
	Protocol       int          `json:"protocol"`
	Argv           []string     `json:"argv"`
	Env            []string     `json:"env"`
	Cwd            string       `json:"cwd"`
	Tracer         []string     `json:"tracer"`
	Surface        *SurfacePlan `json:"surface"`
	Ready          Ready        `json:"ready"`
	Exercises      []Exercise   `json:"exercises"`
	ReadyTimeoutMs int64        `json:"readyTimeoutMs"`
	RunTimeoutMs   int64        `json:"runTimeoutMs"`
	StopTimeoutMs  int64        `json:"stopTimeoutMs"`
	ObserveMs      int64        `json:"observeMs"`
	Limits         Limits       `json:"limits"`
}

// Ready is the union Ready of boot-plan.ts: `kind` says which fields count.
type Ready struct {
	Kind    string `json:"kind"`
	Host    string `json:"host"`
	Port    int    `json:"port"`
	URL     string `json:"url"`
	Pattern string `json:"pattern"`

	pattern *regexp.Regexp
}

// Exercise is the union Exercise of boot-plan.ts: `kind` says which fields count.
type Exercise struct {
	Line string `json:"line"`
	Kind string `json:"kind"`

	Method   string   `json:"method"`
	URL      string   `json:"url"`
	Headers  []string `json:"headers"`
	Body     string   `json:"body"`
	Status   int      `json:"status"`
	Contains string   `json:"contains"`
	Times    int      `json:"times"`
	// Requests at the same time; for a socket: connections that are open at the same time.
	Concurrency int `json:"concurrency"`

	Network   string `json:"network"`
	Address   string `json:"address"`
	Send      string `json:"send"`
	HalfClose bool   `json:"halfClose"`
	Expect    string `json:"expect"`

	Argv []string `json:"argv"`
	Name string   `json:"name"`
	Ms   int64    `json:"ms"`
}

// Limits bound what the artifact may take and what is kept of its output. 0 processes or data bytes: no limit.
type Limits struct {
	Processes  uint64 `json:"processes"`
	DataBytes  uint64 `json:"dataBytes"`
	TraceBytes int64  `json:"traceBytes"`
	LogBytes   int64  `json:"logBytes"`
}

func (p *Plan) traced() bool { return len(p.Tracer) > 0 }

func millis(ms int64) time.Duration { return time.Duration(ms) * time.Millisecond }

// parsePlan decodes a plan and refuses one that cannot be followed to its end.
func parsePlan(data []byte) (*Plan, error) {
	var version struct {
		Protocol int `json:"protocol"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return nil, fmt.Errorf("bad plan: %w", err)
	}
	if version.Protocol != protocol {
		return nil, fmt.Errorf("bad plan: protocol %d, this agent speaks %d", version.Protocol, protocol)
	}
	p := &Plan{}
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("bad plan: %w", err)
	}
	if err := p.check(); err != nil {
		return nil, fmt.Errorf("bad plan: %w", err)
	}
	return p, nil
}

func (p *Plan) check() error {
	if len(p.Argv) == 0 || p.Argv[0] == "" {
		return errors.New("argv is empty")
	}
	if p.ReadyTimeoutMs <= 0 || p.RunTimeoutMs <= 0 || p.StopTimeoutMs < 0 || p.ObserveMs < 0 {
		return errors.New("a timeout is missing or negative")
	}
	const day = 24 * 60 * 60 * 1000
	if p.ReadyTimeoutMs > day || p.RunTimeoutMs > day || p.StopTimeoutMs > day || p.ObserveMs > day {
		return errors.New("a timeout is longer than a day")
	}
	if p.Limits.TraceBytes < 0 || p.Limits.LogBytes < 0 {
		return errors.New("a limit is negative")
	}
	if p.Surface != nil {
		if err := p.Surface.check(); err != nil {
			return fmt.Errorf("surface: %w", err)
		}
	}
	if err := p.Ready.check(); err != nil {
		return err
	}
	for i := range p.Exercises {
		if err := p.Exercises[i].check(); err != nil {
			return fmt.Errorf("exercise %d: %w", i+1, err)
		}
	}
	return nil
}

func (r *Ready) check() error {
	switch r.Kind {
	case "auto", "exit":
		return nil
	case "tcp":
		if r.Port < 1 || r.Port > 65535 {
			return fmt.Errorf("ready: port %d", r.Port)
		}
		return nil
	case "http":
		if r.URL == "" {
			return errors.New("ready: url is empty")
		}
		return nil
	case "log":
		pattern, err := regexp.Compile(r.Pattern)
		if err != nil {
			return fmt.Errorf("ready: %w", err)
		}
		r.pattern = pattern
		return nil
	}
	return fmt.Errorf("ready: kind %q", r.Kind)
}

func (e *Exercise) check() error {
	switch e.Kind {
	case "http":
		if e.Method == "" {
			e.Method = "GET"
		}
		if e.Times < 1 {
			e.Times = 1
		}
		if e.Concurrency < 1 {
			e.Concurrency = 1
		}
		return nil
	case "socket":
		if e.Network != "tcp" && e.Network != "udp" && e.Network != "unix" {
			return fmt.Errorf("network %q", e.Network)
		}
		return nil
	case "exec":
		if len(e.Argv) == 0 || e.Argv[0] == "" {
			return errors.New("argv is empty")
		}
		return nil
	case "signal":
		if _, ok := signalByName(e.Name); !ok {
			return fmt.Errorf("signal %q", e.Name)
		}
		return nil
	case "wait":
		return nil
	}
	return fmt.Errorf("kind %q", e.Kind)
}
