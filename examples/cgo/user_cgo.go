//go:build cgo

package main

// #include <pwd.h>
// #include <sys/types.h>
import "C"

const source = "the C library (built with cgo)"

func userName(uid int) (string, bool) {
	entry := C.getpwuid(C.uid_t(uid))
	if entry == nil {
		return "", false
	}
	return C.GoString(entry.pw_name), true
}
