package main

import (
	"encoding/binary"
	"fmt"
	"syscall"
)

// MemoryRule mirrors the type of that name in src/surface/surface-plan.ts, which documents the fields.
type MemoryRule struct {
	ID       string          `json:"id"`
	Syscalls []int32         `json:"syscalls"`
	When     []MemoryWhen    `json:"when"`
	Source   MemorySource    `json:"source"`
	Kind     string          `json:"kind"`
	Mask     uint64          `json:"mask"`
	Refused  []MemoryOption  `json:"refused"`
	Unlisted *MemoryUnlisted `json:"unlisted"`
}

// MemoryOption is one thing that is refused, by its value or its name.
type MemoryOption struct {
	Name  string `json:"name"`
	Value uint64 `json:"value"`
	Errno int    `json:"errno"`
	Bytes *int   `json:"bytes"`
}

// MemoryUnlisted refuses whatever is not known.
type MemoryUnlisted struct {
	Known []uint64 `json:"known"`
	Errno int      `json:"errno"`
}

// MemoryWhen names values of an argument's low 32 bits.
type MemoryWhen struct {
	Arg    int      `json:"arg"`
	Values []uint32 `json:"values"`
}

// MemorySource is the union OptionSource of src/kernel/option-space.ts without `argument`: `kind` says which fields
// count.
type MemorySource struct {
	Kind   string `json:"kind"`
	Arg    int    `json:"arg"`
	Offset uint64 `json:"offset"`
	Bytes  int    `json:"bytes"`
}

func (r *MemoryRule) check() error {
	const args = 6
	for _, when := range r.When {
		if when.Arg < 0 || when.Arg >= args {
			return fmt.Errorf("argument %d", when.Arg)
		}
	}
	if r.Source.Arg < 0 || r.Source.Arg >= args {
		return fmt.Errorf("argument %d", r.Source.Arg)
	}
	switch r.Source.Kind {
	case "memory":
		if n := r.Source.Bytes; n != 1 && n != 2 && n != 4 && n != 8 {
			return fmt.Errorf("%d bytes", n)
		}
	case "string", "iocb-opcode", "control-message":
	default:
		return fmt.Errorf("source %q", r.Source.Kind)
	}
	if r.Kind != "value" && r.Kind != "bits" {
		return fmt.Errorf("kind %q", r.Kind)
	}
	return nil
}

// refusedByMemory asks the rules of a call in their order; 0: none refuses it, or the memory cannot be read.
func (s *surface) refusedByMemory(q *question) syscall.Errno {
	for _, rule := range s.rules[q.nr] {
		if !rule.applies(q) {
			continue
		}
		errno, failure := rule.judge(q)
		if failure != 0 {
			s.cannotRead(failure)
		} else if errno != 0 {
			return errno
		}
	}
	return 0
}

func (r *MemoryRule) applies(q *question) bool {
	for _, when := range r.When {
		if !hasValue(when.Values, uint32(q.args[when.Arg])) {
			return false
		}
	}
	return true
}

func hasValue(values []uint32, value uint32) bool {
	for _, v := range values {
		if v == value {
			return true
		}
	}
	return false
}

// judge returns the errno of the first refusal; failure is why the memory could not be read.
func (r *MemoryRule) judge(q *question) (errno, failure syscall.Errno) {
	if r.Source.Kind == "string" {
		text, failure := q.readString(q.args[r.Source.Arg], pathMax)
		return r.judgeName(text), failure
	}
	found, failure := r.options(q)
	for _, option := range found {
		if errno := r.judgeOption(option); errno != 0 {
			return errno, 0
		}
	}
	return 0, failure
}

// foundOption is what a program asks for; bytes is how much data a control message has.
type foundOption struct {
	value uint64
	bytes int
}

func (r *MemoryRule) options(q *question) ([]foundOption, syscall.Errno) {
	switch r.Source.Kind {
	case "iocb-opcode":
		return q.iocbOpcodes()
	case "control-message":
		return q.controlMessages()
	}
	var field [8]byte
	failure := q.read(q.args[r.Source.Arg]+r.Source.Offset, field[:r.Source.Bytes])
	if failure != 0 {
		return nil, failure
	}
	return []foundOption{{value: binary.LittleEndian.Uint64(field[:])}}, 0
}

func (r *MemoryRule) judgeName(text string) syscall.Errno {
	for _, option := range r.Refused {
		if option.Name == text {
			return syscall.Errno(option.Errno)
		}
	}
	return 0
}

func (r *MemoryRule) judgeOption(found foundOption) syscall.Errno {
	found.value &= r.Mask
	for _, option := range r.Refused {
		if option.is(found, r.Kind == "bits") {
			return syscall.Errno(option.Errno)
		}
	}
	if r.Unlisted == nil || r.Unlisted.knows(found.value, r.Kind == "bits") {
		return 0
	}
	return syscall.Errno(r.Unlisted.Errno)
}

// is wants all bits of an option that has several, such as O_TMPFILE, which has O_DIRECTORY's.
func (o MemoryOption) is(found foundOption, bits bool) bool {
	if o.Bytes != nil && *o.Bytes != found.bytes {
		return false
	}
	if bits {
		return o.Value != 0 && found.value&o.Value == o.Value
	}
	return found.value == o.Value
}

func (u *MemoryUnlisted) knows(value uint64, bits bool) bool {
	for _, known := range u.Known {
		if bits {
			value &^= known
		} else if value == known {
			return true
		}
	}
	return bits && value == 0
}
