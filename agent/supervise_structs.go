package main

import (
	"encoding/binary"
	"syscall"
)

// Bounds on what is looked at; a call that has more is passed on from there.
const (
	vectorMax  = 1024
	controlMax = 64 << 10
)

// iocbOpcodes are the aio_lio_opcode of each struct iocb of io_submit(ctx, nr, iocbpp).
func (q *question) iocbOpcodes() ([]foundOption, syscall.Errno) {
	if q.nr != native.ioSubmit || int64(q.args[1]) <= 0 {
		return nil, 0
	}
	n := q.args[1]
	if n > vectorMax {
		n = vectorMax
	}
	pointers := make([]byte, 8*n)
	if errno := q.read(q.args[2], pointers); errno != 0 {
		return nil, errno
	}
	var opcodes []foundOption
	for ; len(pointers) > 0; pointers = pointers[8:] {
		const opcodeOffset = 16
		var opcode [2]byte
		if errno := q.read(binary.LittleEndian.Uint64(pointers)+opcodeOffset, opcode[:]); errno != 0 {
			return opcodes, errno
		}
		opcodes = append(opcodes, foundOption{value: uint64(binary.LittleEndian.Uint16(opcode[:]))})
	}
	return opcodes, 0
}

// struct msghdr and struct mmsghdr of 64-bit Linux.
const (
	mmsghdrBytes     = 64
	msgControlOffset = 32
	cmsghdrBytes     = 16
	cmsgAlign        = 8
)

// controlMessages are the messages (level<<16|type) of all that sendmsg(fd, msg, flags) or sendmmsg(fd, vector, n, flags) would send.
func (q *question) controlMessages() ([]foundOption, syscall.Errno) {
	n := uint64(1)
	switch q.nr {
	case native.sendmsg:
	case native.sendmmsg:
		if n = uint64(uint32(q.args[2])); n > vectorMax {
			n = vectorMax
		}
	default:
		return nil, 0
	}
	var found []foundOption
	for i := uint64(0); i < n; i++ {
		more, errno := q.controlMessagesOf(q.args[1] + i*mmsghdrBytes)
		found = append(found, more...)
		if errno != 0 {
			return found, errno
		}
	}
	return found, 0
}

func (q *question) controlMessagesOf(msghdr uint64) ([]foundOption, syscall.Errno) {
	var control [16]byte // msg_control, msg_controllen
	if errno := q.read(msghdr+msgControlOffset, control[:]); errno != 0 {
		return nil, errno
	}
	address, length := binary.LittleEndian.Uint64(control[:]), binary.LittleEndian.Uint64(control[8:])
	if length > controlMax {
		length = controlMax
	}
	list := make([]byte, length)
	if errno := q.read(address, list); errno != 0 {
		return nil, errno
	}
	return parseControlMessages(list), 0
}

// parseControlMessages walks a list as CMSG_NXTHDR does.
func parseControlMessages(list []byte) []foundOption {
	var found []foundOption
	for len(list) >= cmsghdrBytes {
		length := binary.LittleEndian.Uint64(list)
		if length < cmsghdrBytes || length > uint64(len(list)) {
			break
		}
		level, kind := binary.LittleEndian.Uint32(list[8:]), binary.LittleEndian.Uint32(list[12:])
		found = append(found, foundOption{uint64(level<<16 | kind), int(length) - cmsghdrBytes})
		next := (length + cmsgAlign - 1) &^ (cmsgAlign - 1)
		if next > uint64(len(list)) {
			break
		}
		list = list[next:]
	}
	return found
}
