package main

import (
	"syscall"
)

// Two: one that is held up by the memory of a program (a page that another of its threads must provide) does not hold
// up that thread. A process blocks while it asks, so more would not help.
const supervisors = 2

// supervise answers what the filter of one start asks about until nothing is left that it applies to.
func supervise(s *surface, l *seccompListener) {
	left := make(chan struct{}, supervisors)
	for i := 0; i < supervisors; i++ {
		go func() {
			superviseLoop(s, l)
			left <- struct{}{}
		}()
	}
	go func() {
		for i := 0; i < supervisors; i++ {
			<-left
		}
		syscall.Close(l.fd)
	}()
}

func superviseLoop(s *surface, l *seccompListener) {
	receive, send := make([]uint64, (l.recvBytes+7)/8), make([]uint64, (l.sendBytes+7)/8)
	for l.wait() {
		n, errno := l.receive(receive)
		switch errno {
		case 0:
		case syscall.ENOENT, syscall.EINTR:
			continue // withdrawn, or taken by the other one
		default:
			s.gap("The supervisor ended: " + errno.Error() + ".")
			return
		}
		s.asked.Add(1)
		a := s.decide(&question{notification: *n, listener: l})
		if a.kind != passOn {
			s.answered.Add(1)
		}
		if a.kind == alreadySent {
			continue
		}
		if errno := l.send(a.wire(n.id), send); errno != 0 {
			s.gap("A call could not be answered: " + errno.Error() + ".")
		}
	}
}

type answerKind int

const (
	passOn answerKind = iota // the kernel does the call
	refused
	answered
	alreadySent
)

type answer struct {
	kind  answerKind
	errno syscall.Errno // of refused
	value int64         // of answered
}

func refuseWith(errno syscall.Errno) answer { return answer{kind: refused, errno: errno} }

func (a answer) wire(id uint64) notificationAnswer {
	switch a.kind {
	case refused:
		return notificationAnswer{id: id, errno: -int32(a.errno)}
	case answered:
		return notificationAnswer{id: id, value: a.value}
	}
	return notificationAnswer{id: id, flags: notifFlagContinue}
}

// question is one call that waits for its answer. What is read of the asker may be that of another process which got
// its number, but an answer never reaches it: the kernel takes answers for living notifications only.
type question struct {
	notification
	listener *seccompListener
}

// decide takes the target's order: bad flags are told before the path is looked up.
func (s *surface) decide(q *question) answer {
	if layout, ok := unameLayouts[callOf{q.arch, q.nr}]; ok {
		return s.answerUname(q, layout)
	}
	if q.arch == native.audit {
		if errno := s.refusedByMemory(q); errno != 0 {
			return refuseWith(errno)
		}
	}
	if call, ok := pathCalls[callOf{q.arch, q.nr}]; ok {
		return s.answerPath(q, call)
	}
	return answer{}
}

// callOf tells calls of different architectures apart.
type callOf struct {
	arch uint32
	nr   int32
}
