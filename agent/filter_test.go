package main

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"syscall"
)

// filterRule is an action for a number, where arg0 is set only for that first argument.
type filterRule struct {
	nr     uintptr
	arg0   []uint32
	action uint32
}

// filterOf is a filter for the machine's own architecture; what no rule names is allowed.
func filterOf(rules ...filterRule) filterProgram { return filterOfArch(native.audit, rules...) }

func filterOfArch(arch uint32, rules ...filterRule) filterProgram {
	const loadWord, jumpEqual, ret = 0x20, 0x15, 0x06
	const dataNr, dataArch, dataArg0 = 0, 4, 16
	var program filterProgram
	add := func(code uint16, jt, jf uint8, k uint32) {
		var raw [8]byte
		binary.LittleEndian.PutUint16(raw[:], code)
		raw[2], raw[3] = jt, jf
		binary.LittleEndian.PutUint32(raw[4:], k)
		program = append(program, raw[:]...)
	}
	add(loadWord, 0, 0, dataArch)
	add(jumpEqual, 1, 0, arch)
	add(ret, 0, 0, retAllow)
	for _, rule := range rules {
		add(loadWord, 0, 0, dataNr)
		if rule.arg0 == nil {
			add(jumpEqual, 0, 1, uint32(rule.nr))
			add(ret, 0, 0, rule.action)
			continue
		}
		for _, value := range rule.arg0 {
			add(loadWord, 0, 0, dataNr)
			add(jumpEqual, 0, 3, uint32(rule.nr))
			add(loadWord, 0, 0, dataArg0)
			add(jumpEqual, 0, 1, value)
			add(ret, 0, 0, rule.action)
		}
	}
	add(ret, 0, 0, retAllow)
	return program
}

func refusing(nr uintptr, errno syscall.Errno, arg0 ...uint32) filterRule {
	return filterRule{nr, arg0, 0x00050000 | uint32(errno)}
}

// asking is a filter that refuses getppid and asks about the numbers.
func asking(numbers ...int32) filterProgram {
	rules := []filterRule{refusing(syscall.SYS_GETPPID, syscall.ENOSYS)}
	for _, nr := range numbers {
		rules = append(rules, filterRule{uintptr(nr), nil, retUserNotif})
	}
	return filterOf(rules...)
}

// pathNumbers are the native numbers of calls with a path.
func pathNumbers() []int32 {
	var numbers []int32
	for call := range pathCalls {
		if call.arch == native.audit {
			numbers = append(numbers, call.nr)
		}
	}
	return numbers
}

// behind is the agent within another filter, as a container's.
func behind(filter filterProgram, flags int) []string {
	return []string{victimPath, "wall", base64.StdEncoding.EncodeToString(filter), strconv.Itoa(flags), agentPath}
}
