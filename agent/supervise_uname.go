package main

import (
	"syscall"
	"unsafe"
)

// unameLayout is one of the structs that uname(2) has had: fields of equal length, in the order sysname, nodename,
// release, version, machine, domainname.
type unameLayout struct{ fields, fieldBytes int }

var unameLayouts = map[callOf]unameLayout{
	{auditX8664, 63}:    {6, 65},
	{auditAarch64, 160}: {6, 65},
	{auditI386, 122}:    {6, 65},
	{auditI386, 109}:    {5, 65}, // struct old_utsname
	{auditI386, 59}:     {5, 9},  // struct oldold_utsname
}

// answerUname gives the target's release and version; the rest is what the agent's own uname says. A program that made
// itself a UTS namespace and named it is told the engine's node name, since only a member of it could ask.
func (s *surface) answerUname(q *question, layout unameLayout) answer {
	var host syscall.Utsname
	if err := syscall.Uname(&host); err != nil {
		return answer{}
	}
	setUtsField(&host.Release, s.plan.Uname.Release)
	setUtsField(&host.Version, s.plan.Uname.Version)
	told := layout.render(&host)
	switch errno := q.write(q.args[0], told); errno {
	case 0:
		return answer{kind: answered}
	case syscall.EFAULT:
		return refuseWith(syscall.EFAULT)
	case syscall.EPERM, syscall.EACCES:
		s.gap("uname told the truth to a program whose memory the agent may not write (it is not dumpable).")
	}
	return answer{}
}

// render cuts each field as the kernel does for its older structs.
func (l unameLayout) render(host *syscall.Utsname) []byte {
	const hostFieldBytes = 65
	all := (*[6 * hostFieldBytes]byte)(unsafe.Pointer(host))
	told := make([]byte, l.fields*l.fieldBytes)
	for i := 0; i < l.fields; i++ {
		to := told[i*l.fieldBytes : (i+1)*l.fieldBytes-1]
		copy(to, all[i*hostFieldBytes:(i+1)*hostFieldBytes-1])
	}
	return told
}

func setUtsField(field *[65]int8, text string) {
	*field = [65]int8{}
	for i := 0; i < len(text) && i < len(field)-1; i++ {
		field[i] = int8(text[i])
	}
}
