import {
  argument,
  argumentIs,
  bits,
  IGNORED,
  memory,
  refused,
  type SpaceFrame,
  values,
} from './space-frame.js'

const EINVAL = refused('EINVAL')

/** Processes, namespaces, scheduling, keys, tracing. Errors: the default branches of the calls in Linux 3.10. */
export const PROCESS_SPACES: readonly SpaceFrame[] = [
  values({ id: 'prctl-option', syscalls: ['prctl'], source: argument(0), absence: EINVAL }),
  values({
    id: 'prctl-mm',
    syscalls: ['prctl'],
    when: [argumentIs(0, { PR_SET_MM: 35 })],
    source: argument(1),
    absence: EINVAL,
  }),
  values({
    id: 'prctl-capability',
    syscalls: ['prctl'],
    when: [argumentIs(0, { PR_CAPBSET_READ: 23, PR_CAPBSET_DROP: 24 })],
    source: argument(1),
    absence: EINVAL,
  }),
  values({ id: 'arch-prctl-code', syscalls: ['arch_prctl'], source: argument(0), absence: EINVAL }),
  // The low byte is the signal that the parent gets. clone(2) takes bits that it does not know.
  bits({
    id: 'clone-flags',
    syscalls: ['clone'],
    source: argument(0),
    mask: 0xffff_ff00,
    absence: IGNORED,
    unlisted: 'offered',
  }),
  bits({ id: 'unshare-flags', syscalls: ['unshare'], source: argument(0), absence: EINVAL }),
  values({ id: 'setns-type', syscalls: ['setns'], source: argument(1), absence: EINVAL }),
  values({ id: 'waitid-idtype', syscalls: ['waitid'], source: argument(0), absence: EINVAL }),
  bits({ id: 'waitid-options', syscalls: ['waitid'], source: argument(3), absence: EINVAL }),
  values({ id: 'kcmp-type', syscalls: ['kcmp'], source: argument(2), absence: EINVAL }),
  // SCHED_RESET_ON_FORK (0x40000000) is a flag beside the policy.
  values({
    id: 'sched-policy',
    syscalls: ['sched_setscheduler'],
    source: argument(1),
    mask: 0xbfff_ffff,
    absence: EINVAL,
  }),
  // struct sched_attr: u32 size, u32 sched_policy, u64 sched_flags
  values({ id: 'sched-attr-policy', syscalls: ['sched_setattr'], source: memory(1, 4, 4), absence: EINVAL }),
  bits({ id: 'sched-attr-flags', syscalls: ['sched_setattr'], source: memory(1, 8, 8), absence: EINVAL }),
  values({
    id: 'keyctl-operation',
    syscalls: ['keyctl'],
    source: argument(0),
    absence: refused('EOPNOTSUPP'),
  }),
  values({ id: 'membarrier-command', syscalls: ['membarrier'], source: argument(0), absence: EINVAL }),
  bits({ id: 'membarrier-flags', syscalls: ['membarrier'], source: argument(1), absence: EINVAL }),
  bits({ id: 'getrandom-flags', syscalls: ['getrandom'], source: argument(2), absence: EINVAL }),
  bits({ id: 'perf-event-flags', syscalls: ['perf_event_open'], source: argument(4), absence: EINVAL }),
]

/** Filters and programs that the kernel runs for others. */
export const FILTER_SPACES: readonly SpaceFrame[] = [
  values({ id: 'seccomp-operation', syscalls: ['seccomp'], source: argument(0), absence: EINVAL }),
  bits({
    id: 'seccomp-flags',
    syscalls: ['seccomp'],
    when: [argumentIs(0, { SECCOMP_SET_MODE_FILTER: 1 })],
    source: argument(1),
    absence: EINVAL,
  }),
  values({
    id: 'seccomp-action',
    syscalls: ['seccomp'],
    when: [argumentIs(0, { SECCOMP_GET_ACTION_AVAIL: 2 })],
    source: memory(2, 0, 4),
    absence: refused('EOPNOTSUPP'),
  }),
  values({ id: 'bpf-command', syscalls: ['bpf'], source: argument(0), absence: EINVAL }),
  // union bpf_attr begins with the type of the map or program.
  values({
    id: 'bpf-map-type',
    syscalls: ['bpf'],
    when: [argumentIs(0, { BPF_MAP_CREATE: 0 })],
    source: memory(1, 0, 4),
    absence: EINVAL,
  }),
  values({
    id: 'bpf-program-type',
    syscalls: ['bpf'],
    when: [argumentIs(0, { BPF_PROG_LOAD: 5 })],
    source: memory(1, 0, 4),
    absence: EINVAL,
  }),
]
