package main

import (
	"bytes"
	"fmt"
	"strings"
	"sync"
)

const (
	// Longest part of a line that the pattern of ready=log is tried on.
	matchLineBytes = 64 << 10
	// What is kept of the beginning for messages.
	excerptBytes = 300
)

// output keeps the first half and the last half of a stream within a limit: the first is sent as it comes, the last at
// the end, behind a line that says how much was left out.
type output struct {
	mu      sync.Mutex
	out     *batch
	head    int64 // bytes that may still be sent at once
	tail    ring
	total   int64
	endsNL  bool // the part that was sent ends with a line end
	excerpt []byte
	line    []byte
	onLine  func(line []byte)
	// diverted holds what comes after divert.
	diverting bool
	diverted  []byte
}

func newOutput(out *batch, limit int64) *output {
	return &output{out: out, head: limit - limit/2, tail: ring{limit: int(limit / 2)}, endsNL: true}
}

func (o *output) write(p []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.diverting {
		if room := dumpBytes - len(o.diverted); room > 0 {
			o.diverted = append(o.diverted, p[:minInt(room, len(p))]...)
		}
		return
	}
	o.keep(p)
}

func (o *output) keep(p []byte) {
	o.total += int64(len(p))
	if room := excerptBytes - len(o.excerpt); room > 0 {
		o.excerpt = append(o.excerpt, p[:minInt(room, len(p))]...)
	}
	if o.onLine != nil {
		o.lines(p)
	}
	if o.head > 0 && len(p) > 0 {
		n := minInt(len(p), int(o.head))
		o.out.add(p[:n])
		o.endsNL = p[n-1] == '\n'
		o.head -= int64(n)
		p = p[n:]
	}
	o.tail.write(p)
}

func (o *output) lines(p []byte) {
	for len(p) > 0 {
		part, rest, ended := bytes.Cut(p, []byte{'\n'})
		if room := matchLineBytes - len(o.line); room > 0 {
			o.line = append(o.line, part[:minInt(room, len(part))]...)
		}
		if ended {
			o.endLine()
		}
		p = rest
	}
}

func (o *output) endLine() {
	if o.onLine != nil {
		o.onLine(bytes.TrimSuffix(o.line, []byte{'\r'}))
	}
	o.line = o.line[:0]
}

// divert keeps what follows apart: it is what Go prints of its goroutines, and would push the program's own last words
// out of what is kept.
func (o *output) divert() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.diverting = true
}

// dumping says whether Go prints its goroutines.
func (o *output) dumping() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return bytes.Contains(o.diverted, dumpHead)
}

// goroutines ends the diversion: what Go printed of its goroutines is returned, and all before it is output.
func (o *output) goroutines() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.diverting = false
	before, dump, found := bytes.Cut(o.diverted, dumpHead)
	o.diverted = nil
	o.keep(before)
	if !found {
		return ""
	}
	return string(dumpHead) + strings.ToValidUTF8(string(dump), "?")
}

// finish sends the tail and looks at a last line without line end.
func (o *output) finish() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.line) > 0 {
		o.endLine()
	}
	if dropped := o.tail.dropped; dropped > 0 {
		mark := fmt.Sprintf("[… %d bytes left out …]\n", dropped)
		if !o.endsNL {
			mark = "\n" + mark
		}
		o.out.add([]byte(mark))
	}
	a, b := o.tail.parts()
	o.out.add(a)
	o.out.add(b)
	o.tail = ring{}
	o.out.flush()
}

func (o *output) bytes() int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.total
}

func (o *output) start() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return string(bytes.TrimSpace(o.excerpt))
}

// ring keeps the last `limit` bytes that were written to it.
type ring struct {
	limit   int
	buf     []byte
	next    int // where the oldest byte is, once buf is full
	dropped int64
}

func (r *ring) write(p []byte) {
	if over := len(p) - r.limit; over > 0 {
		r.dropped += int64(over)
		p = p[over:]
	}
	if room := r.limit - len(r.buf); room > 0 {
		n := minInt(room, len(p))
		r.buf = append(r.buf, p[:n]...)
		p = p[n:]
	}
	r.dropped += int64(len(p))
	for len(p) > 0 {
		n := copy(r.buf[r.next:], p)
		r.next = (r.next + n) % r.limit
		p = p[n:]
	}
}

// parts are the kept bytes in their order.
func (r *ring) parts() ([]byte, []byte) { return r.buf[r.next:], r.buf[:r.next] }

func minInt(a, b int) int {
	if a < b {
		return a
	}
	return b
}
