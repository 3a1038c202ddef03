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

/** Open files and file systems. Errors: the checks of the calls in Linux 3.10. */
export const FILE_SPACES: readonly SpaceFrame[] = [
  // open(2) takes bits that it does not know.
  bits({
    id: 'open-flags',
    syscalls: ['open'],
    source: argument(1),
    absence: IGNORED,
    unlisted: 'offered',
  }),
  bits({
    id: 'openat-flags',
    syscalls: ['openat'],
    source: argument(2),
    absence: IGNORED,
    unlisted: 'offered',
  }),
  values({ id: 'fcntl-command', syscalls: ['fcntl', 'fcntl64'], source: argument(1), absence: EINVAL }),
  bits({
    id: 'fcntl-seals',
    syscalls: ['fcntl', 'fcntl64'],
    when: [argumentIs(1, { F_ADD_SEALS: 1033 })],
    source: argument(2),
    absence: EINVAL,
  }),
  values({ id: 'lseek-whence', syscalls: ['lseek'], source: argument(2), absence: EINVAL }),
  bits({ id: 'pipe2-flags', syscalls: ['pipe2'], source: argument(1), absence: EINVAL }),
  bits({
    id: 'fallocate-mode',
    syscalls: ['fallocate'],
    source: argument(1),
    absence: refused('EOPNOTSUPP'),
  }),
  // EL7 has the call, but of its file systems only NFS and cifs have the operation.
  values({
    id: 'copy-file-range-flags',
    syscalls: ['copy_file_range'],
    source: argument(5),
    absence: refused('ENOSYS'),
  }),
  bits({ id: 'renameat2-flags', syscalls: ['renameat2'], source: argument(4), absence: EINVAL }),
  bits({ id: 'fstatat-flags', syscalls: ['newfstatat', 'fstatat64'], source: argument(3), absence: EINVAL }),
  bits({ id: 'linkat-flags', syscalls: ['linkat'], source: argument(4), absence: EINVAL }),
  bits({ id: 'unlinkat-flags', syscalls: ['unlinkat'], source: argument(2), absence: EINVAL }),
  bits({ id: 'fchownat-flags', syscalls: ['fchownat'], source: argument(4), absence: EINVAL }),
  bits({ id: 'utimensat-flags', syscalls: ['utimensat'], source: argument(3), absence: EINVAL }),
  bits({ id: 'file-handle-flags', syscalls: ['name_to_handle_at'], source: argument(4), absence: EINVAL }),
  bits({
    id: 'rwf-flags',
    syscalls: ['preadv2', 'pwritev2'],
    source: argument(5),
    absence: refused('EOPNOTSUPP'),
  }),
  values({ id: 'iocb-opcode', syscalls: ['io_submit'], source: { kind: 'iocb-opcode' }, absence: EINVAL }),
  // Only requests that came later are listed: what a descriptor answers to others is the driver's business.
  values({
    id: 'ioctl-request',
    syscalls: ['ioctl'],
    source: argument(1),
    absence: refused('ENOTTY'),
    unlisted: 'offered',
  }),
]

/** Mounts and watches. */
export const MOUNT_SPACES: readonly SpaceFrame[] = [
  bits({
    id: 'mount-flags',
    syscalls: ['mount'],
    source: argument(3),
    absence: IGNORED,
    unlisted: 'offered',
  }),
  values({
    id: 'mount-filesystem',
    syscalls: ['mount'],
    source: { kind: 'string', arg: 2 },
    absence: refused('ENODEV'),
    unlisted: 'offered',
  }),
  bits({ id: 'umount-flags', syscalls: ['umount2'], source: argument(1), absence: EINVAL }),
  // inotify_add_watch(2) takes bits that it does not know, as long as it knows one.
  bits({
    id: 'inotify-mask',
    syscalls: ['inotify_add_watch'],
    source: argument(2),
    absence: IGNORED,
    unlisted: 'offered',
  }),
  bits({ id: 'fanotify-init-flags', syscalls: ['fanotify_init'], source: argument(0), absence: EINVAL }),
  bits({ id: 'fanotify-mark-flags', syscalls: ['fanotify_mark'], source: argument(1), absence: EINVAL }),
  bits({ id: 'fanotify-mark-mask', syscalls: ['fanotify_mark'], source: argument(2), absence: EINVAL }),
  // struct epoll_event begins with the events; bits that epoll does not know never happen.
  bits({
    id: 'epoll-events',
    syscalls: ['epoll_ctl'],
    source: memory(3, 0, 4),
    absence: IGNORED,
    unlisted: 'offered',
  }),
]
