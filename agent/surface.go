package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
)

// SurfacePlan mirrors the type of that name in src/surface/surface-plan.ts, which documents the fields.
type SurfacePlan struct {
	Filter      filterProgram    `json:"filter"`
	Uname       SurfaceUname     `json:"uname"`
	AbsentPaths []string         `json:"absentPaths"`
	Contents    []SurfaceContent `json:"contents"`
	Memory      []MemoryRule     `json:"memory"`
}

// SurfaceUname is what uname(2) says instead.
type SurfaceUname struct {
	Release string `json:"release"`
	Version string `json:"version"`
}

// SurfaceContent is the union of that name: `kind` says which fields count.
type SurfaceContent struct {
	Path     string   `json:"path"`
	Kind     string   `json:"kind"`
	Text     string   `json:"text"`
	Prefixes []string `json:"prefixes"`
}

// SurfaceResult mirrors the type of that name in src/surface/surface-plan.ts, which documents the fields.
type SurfaceResult struct {
	Installed  bool     `json:"installed"`
	Supervised bool     `json:"supervised"`
	Gaps       []string `json:"gaps"`
	Asked      int64    `json:"asked"`
	Answered   int64    `json:"answered"`
}

func (p *SurfacePlan) check() error {
	if err := p.Filter.check(); err != nil {
		return err
	}
	const fieldMax = 64 // struct utsname: 65 bytes with the final 0
	if len(p.Uname.Release) > fieldMax || len(p.Uname.Version) > fieldMax {
		return fmt.Errorf("uname: longer than %d bytes", fieldMax)
	}
	for _, pattern := range p.AbsentPaths {
		if !strings.HasPrefix(pattern, "/") {
			return fmt.Errorf("absent path %q is not absolute", pattern)
		}
	}
	for _, c := range p.Contents {
		if !strings.HasPrefix(c.Path, "/") {
			return fmt.Errorf("content of %q: not absolute", c.Path)
		}
		if c.Kind != "replaced" && c.Kind != "without-lines" {
			return fmt.Errorf("content of %s: kind %q", c.Path, c.Kind)
		}
	}
	for i := range p.Memory {
		if err := p.Memory[i].check(); err != nil {
			return fmt.Errorf("memory rule %s: %w", p.Memory[i].ID, err)
		}
	}
	return nil
}

// surface is what is enforced on every run of a boot, and the tally of it.
type surface struct {
	plan     *SurfacePlan
	absent   []pathPattern
	contents []contentRule
	rules    map[int32][]*MemoryRule

	asked, answered atomic.Int64

	mu                                sync.Mutex
	gaps                              []string
	installed, failed, unsupervisable int
}

// newSurface returns nil for a plan that enforces nothing.
func newSurface(plan *SurfacePlan) *surface {
	if plan == nil {
		return nil
	}
	s := &surface{plan: plan, rules: map[int32][]*MemoryRule{}}
	for _, pattern := range plan.AbsentPaths {
		s.absent = append(s.absent, parsePathPattern(pattern))
	}
	for _, c := range plan.Contents {
		s.contents = append(s.contents, contentRule{pattern: parsePathPattern(c.Path), SurfaceContent: c})
	}
	for i := range plan.Memory {
		rule := &plan.Memory[i]
		for _, nr := range rule.Syscalls {
			s.rules[nr] = append(s.rules[nr], rule)
		}
	}
	return s
}

// gap notes, once, what is not enforced.
func (s *surface) gap(sentence string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, known := range s.gaps {
		if known == sentence {
			return
		}
	}
	const gapsMax = 20
	if len(s.gaps) < gapsMax {
		s.gaps = append(s.gaps, sentence)
	}
}

// count takes the outcome of one start.
func (s *surface) count(o installOutcome) {
	s.mu.Lock()
	switch {
	case !o.Installed:
		s.failed++
	case !o.Supervised:
		s.installed++
		s.unsupervisable++
	default:
		s.installed++
	}
	s.mu.Unlock()
	if o.Gap != "" {
		s.gap(o.Gap)
	}
}

func (s *surface) result() *SurfaceResult {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	installed := s.installed > 0 && s.failed == 0
	return &SurfaceResult{
		Installed: installed, Supervised: installed && s.unsupervisable == 0,
		Gaps:  append([]string{}, s.gaps...),
		Asked: s.asked.Load(), Answered: s.answered.Load(),
	}
}

// errNotEnforced wraps the reason why a program was not started: without the surface its run would prove nothing.
var errNotEnforced = errors.New("the old kernel's surface cannot be enforced here")
