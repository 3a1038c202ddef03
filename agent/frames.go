package main

import (
	"encoding/binary"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// A frame is one byte of type, four bytes of length (big-endian) and the payload. The first is frameHello, the last
// frameEnd: a stream without it was cut. Trace and output are bytes as they came, cut anywhere; the rest is JSON.
const (
	frameHello  = 'H'
	frameTrace  = 'T'
	frameStdout = 'O'
	frameStderr = 'E'
	frameStage  = 'S'
	frameResult = 'R'
	frameEnd    = 'Z'
)

const (
	frameMaxBytes = 256 << 10
	batchBytes    = 64 << 10
	batchTime     = 100 * time.Millisecond
)

type hello struct {
	Protocol int    `json:"protocol"`
	Kernel   string `json:"kernel"`
	Pid      int    `json:"pid"`
	Go       string `json:"go"`
	// OSRelease is /etc/os-release, empty where there is none: it tells whose userland this is.
	OSRelease string `json:"osRelease"`
}

type stage struct {
	Stage string `json:"stage"`
	Text  string `json:"text"`
}

// frameWriter writes whole frames from any goroutine. A slow reader blocks the writers, so that memory stays bounded.
type frameWriter struct {
	mu     sync.Mutex
	out    io.Writer
	buf    []byte
	failed bool
	// broken is closed at the first failed write; later frames go nowhere.
	broken chan struct{}
}

func newFrameWriter(out io.Writer) *frameWriter {
	return &frameWriter{out: out, broken: make(chan struct{})}
}

func (w *frameWriter) write(kind byte, payload []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for first := true; first || len(payload) > 0; first = false {
		part := payload
		// Only byte streams may be split; JSON stays one frame.
		if isStream(kind) && len(part) > frameMaxBytes {
			part = part[:frameMaxBytes]
		}
		payload = payload[len(part):]
		w.frame(kind, part)
	}
}

func isStream(kind byte) bool {
	return kind == frameTrace || kind == frameStdout || kind == frameStderr
}

func (w *frameWriter) frame(kind byte, part []byte) {
	if w.failed {
		return
	}
	w.buf = append(w.buf[:0], kind, 0, 0, 0, 0)
	binary.BigEndian.PutUint32(w.buf[1:], uint32(len(part)))
	w.buf = append(w.buf, part...)
	if _, err := w.out.Write(w.buf); err != nil {
		w.failed = true
		close(w.broken)
	}
}

func (w *frameWriter) json(kind byte, value any) {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err) // every value given here is of a plain struct type
	}
	w.write(kind, data)
}

func (w *frameWriter) isBroken() bool {
	select {
	case <-w.broken:
		return true
	default:
		return false
	}
}

// batch collects the bytes of one stream into frames of at least batchBytes, or of what came within batchTime.
type batch struct {
	mu   sync.Mutex
	kind byte
	w    *frameWriter
	buf  []byte
}

func (b *batch) add(p []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.buf = append(b.buf, p...)
	if len(b.buf) >= batchBytes {
		b.send()
	}
}

func (b *batch) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.send()
}

func (b *batch) send() {
	if len(b.buf) > 0 {
		b.w.write(b.kind, b.buf)
		b.buf = b.buf[:0]
	}
}

// flushEvery sends what the batches hold each batchTime until stop is closed.
func flushEvery(stop <-chan struct{}, batches ...*batch) {
	tick := time.NewTicker(batchTime)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			for _, b := range batches {
				b.flush()
			}
		}
	}
}
