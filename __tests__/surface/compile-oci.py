"""Compiles the OCI seccomp profile on standard input as runc and crun do (libseccomp), to BPF on standard output."""
import ctypes
import ctypes.util
import json
import sys

lib = ctypes.CDLL(ctypes.util.find_library("seccomp") or "libseccomp.so.2")


class Compare(ctypes.Structure):
    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


ALLOW, ERRNO, OPTIMIZE = 0x7FFF0000, 0x00050000, 8
OPERATORS = {"SCMP_CMP_GT": 6, "SCMP_CMP_MASKED_EQ": 7}
lib.seccomp_init.restype = ctypes.c_void_p
lib.seccomp_arch_resolve_name.restype = ctypes.c_uint32


def action(rule):
    return ALLOW if rule["action"] == "SCMP_ACT_ALLOW" else ERRNO | rule.get("errnoRet", 1)


def check(result, what):
    if result < 0:
        sys.exit(f"{what}: {-result}")


profile = json.load(sys.stdin)
default = ERRNO | profile["defaultErrnoRet"]
context = ctypes.c_void_p(lib.seccomp_init(ctypes.c_uint32(default)))
for name in profile["architectures"]:
    token = lib.seccomp_arch_resolve_name(name.removeprefix("SCMP_ARCH_").lower().encode())
    result = lib.seccomp_arch_add(context, ctypes.c_uint32(token))
    if result != -17:
        check(result, name)
check(lib.seccomp_attr_set(context, OPTIMIZE, ctypes.c_uint32(2)), "binary tree")
for rule in profile["syscalls"]:
    if action(rule) == default:
        continue
    for name in rule["names"]:
        number = lib.seccomp_syscall_resolve_name(name.encode())
        if number == -1:
            continue
        args = [
            Compare(a["index"], OPERATORS[a["op"]], a["value"], a.get("valueTwo", 0)) for a in rule.get("args", [])
        ]
        array = (Compare * max(len(args), 1))(*args)
        result = lib.seccomp_rule_add_array(context, ctypes.c_uint32(action(rule)), number, len(args), array)
        check(result, json.dumps({**rule, "names": [name]}))
check(lib.seccomp_export_bpf(context, 1), "export")
