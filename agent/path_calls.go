package main

// pathCall says which arguments of a call are its path, the descriptor that a relative path starts at (cwd: none) and
// the flags of open(2).
type pathCall struct{ dirfd, path, flags int }

const (
	cwd           = -1
	noFlags       = -1
	flagsInStruct = -2 // struct open_how, argument 2 of openat2(2)
	absent        = -1
)

// pathCalls are the calls with a path whose answer can depend on whether it is there. The kernel's tables are the
// source of the numbers (arch/x86/entry/syscalls, include/uapi/asm-generic/unistd.h); `absent`: not of this architecture.
var pathCalls = func() map[callOf]pathCall {
	calls := map[callOf]pathCall{}
	for _, row := range pathCallRows {
		for i, arch := range []uint32{auditX8664, auditAarch64, auditI386} {
			if nr := row.numbers[i]; nr != absent {
				calls[callOf{arch, nr}] = row.call
			}
		}
	}
	return calls
}()

var pathCallRows = []struct {
	name    string
	numbers [3]int32 // x86_64, arm64, i386
	call    pathCall
}{
	{"open", [3]int32{2, absent, 5}, pathCall{cwd, 0, 1}},
	{"openat", [3]int32{257, 56, 295}, pathCall{0, 1, 2}},
	{"openat2", [3]int32{437, 437, 437}, pathCall{0, 1, flagsInStruct}},
	{"creat", [3]int32{85, absent, 8}, pathCall{cwd, 0, noFlags}},
	{"stat", [3]int32{4, absent, 106}, pathCall{cwd, 0, noFlags}},
	{"lstat", [3]int32{6, absent, 107}, pathCall{cwd, 0, noFlags}},
	{"newfstatat", [3]int32{262, 79, absent}, pathCall{0, 1, noFlags}},
	{"stat64", [3]int32{absent, absent, 195}, pathCall{cwd, 0, noFlags}},
	{"lstat64", [3]int32{absent, absent, 196}, pathCall{cwd, 0, noFlags}},
	{"fstatat64", [3]int32{absent, absent, 300}, pathCall{0, 1, noFlags}},
	{"oldstat", [3]int32{absent, absent, 18}, pathCall{cwd, 0, noFlags}},
	{"oldlstat", [3]int32{absent, absent, 84}, pathCall{cwd, 0, noFlags}},
	{"statx", [3]int32{332, 291, 383}, pathCall{0, 1, noFlags}},
	{"access", [3]int32{21, absent, 33}, pathCall{cwd, 0, noFlags}},
	{"faccessat", [3]int32{269, 48, 307}, pathCall{0, 1, noFlags}},
	{"faccessat2", [3]int32{439, 439, 439}, pathCall{0, 1, noFlags}},
	{"readlink", [3]int32{89, absent, 85}, pathCall{cwd, 0, noFlags}},
	{"readlinkat", [3]int32{267, 78, 305}, pathCall{0, 1, noFlags}},
	{"chdir", [3]int32{80, 49, 12}, pathCall{cwd, 0, noFlags}},
	{"chroot", [3]int32{161, 51, 61}, pathCall{cwd, 0, noFlags}},
	{"execve", [3]int32{59, 221, 11}, pathCall{cwd, 0, noFlags}},
	{"execveat", [3]int32{322, 281, 358}, pathCall{0, 1, noFlags}},
	{"statfs", [3]int32{137, 43, 99}, pathCall{cwd, 0, noFlags}},
	{"statfs64", [3]int32{absent, absent, 268}, pathCall{cwd, 0, noFlags}},
	{"truncate", [3]int32{76, 45, 92}, pathCall{cwd, 0, noFlags}},
	{"truncate64", [3]int32{absent, absent, 193}, pathCall{cwd, 0, noFlags}},
	{"getxattr", [3]int32{191, 8, 229}, pathCall{cwd, 0, noFlags}},
	{"lgetxattr", [3]int32{192, 9, 230}, pathCall{cwd, 0, noFlags}},
	{"setxattr", [3]int32{188, 5, 226}, pathCall{cwd, 0, noFlags}},
	{"lsetxattr", [3]int32{189, 6, 227}, pathCall{cwd, 0, noFlags}},
	{"listxattr", [3]int32{194, 11, 232}, pathCall{cwd, 0, noFlags}},
	{"llistxattr", [3]int32{195, 12, 233}, pathCall{cwd, 0, noFlags}},
	{"removexattr", [3]int32{197, 14, 235}, pathCall{cwd, 0, noFlags}},
	{"lremovexattr", [3]int32{198, 15, 236}, pathCall{cwd, 0, noFlags}},
	{"inotify_add_watch", [3]int32{254, 27, 292}, pathCall{cwd, 1, noFlags}},
	{"name_to_handle_at", [3]int32{303, 264, 341}, pathCall{0, 1, noFlags}},
	{"chmod", [3]int32{90, absent, 15}, pathCall{cwd, 0, noFlags}},
	{"fchmodat", [3]int32{268, 53, 306}, pathCall{0, 1, noFlags}},
	{"fchmodat2", [3]int32{452, 452, 452}, pathCall{0, 1, noFlags}},
	{"chown", [3]int32{92, absent, 182}, pathCall{cwd, 0, noFlags}},
	{"lchown", [3]int32{94, absent, 16}, pathCall{cwd, 0, noFlags}},
	{"fchownat", [3]int32{260, 54, 298}, pathCall{0, 1, noFlags}},
	{"utime", [3]int32{132, absent, 30}, pathCall{cwd, 0, noFlags}},
	{"utimes", [3]int32{235, absent, 271}, pathCall{cwd, 0, noFlags}},
	{"futimesat", [3]int32{261, absent, 299}, pathCall{0, 1, noFlags}},
	{"utimensat", [3]int32{280, 88, 320}, pathCall{0, 1, noFlags}},
	{"unlink", [3]int32{87, absent, 10}, pathCall{cwd, 0, noFlags}},
	{"unlinkat", [3]int32{263, 35, 301}, pathCall{0, 1, noFlags}},
	{"mkdir", [3]int32{83, absent, 39}, pathCall{cwd, 0, noFlags}},
	{"mkdirat", [3]int32{258, 34, 296}, pathCall{0, 1, noFlags}},
	{"rmdir", [3]int32{84, absent, 40}, pathCall{cwd, 0, noFlags}},
	{"mount", [3]int32{165, 40, 21}, pathCall{cwd, 1, noFlags}},
	{"umount2", [3]int32{166, 39, 52}, pathCall{cwd, 0, noFlags}},
	{"open_tree", [3]int32{428, 428, 428}, pathCall{0, 1, noFlags}},
}
