import { argument, argumentIs, bits, IGNORED, refused, type SpaceFrame, values } from './space-frame.js'

const CALLS = ['setsockopt', 'getsockopt']
const ENOPROTOOPT = refused('ENOPROTOOPT')

function options(id: string, level: Readonly<Record<string, number>>): SpaceFrame {
  return values({
    id,
    syscalls: CALLS,
    when: [argumentIs(1, level)],
    source: argument(2),
    absence: ENOPROTOOPT,
  })
}

function messageFlags(id: string, syscalls: readonly string[], arg: number): SpaceFrame {
  return bits({ id, syscalls, source: argument(arg), absence: IGNORED, unlisted: 'offered' })
}

/** Sockets. Errors: net/socket.c, net/ipv4/af_inet.c and the setsockopt functions of Linux 3.10. */
export const SOCKET_SPACES: readonly SpaceFrame[] = [
  values({
    id: 'socket-family',
    syscalls: ['socket', 'socketpair'],
    source: argument(0),
    absence: refused('EAFNOSUPPORT'),
  }),
  values({
    id: 'inet-protocol',
    syscalls: ['socket'],
    when: [argumentIs(0, { AF_INET: 2, AF_INET6: 10 })],
    source: argument(2),
    absence: refused('EINVAL'),
    unlisted: 'offered',
  }),
  values({
    id: 'netlink-protocol',
    syscalls: ['socket'],
    when: [argumentIs(0, { AF_NETLINK: 16 })],
    source: argument(2),
    absence: refused('EPROTONOSUPPORT'),
  }),
  values({ id: 'sockopt-level', syscalls: CALLS, source: argument(1), absence: ENOPROTOOPT }),
  options('sockopt-socket', { SOL_SOCKET: 1 }),
  options('sockopt-ip', { SOL_IP: 0 }),
  options('sockopt-ipv6', { SOL_IPV6: 41 }),
  options('sockopt-tcp', { SOL_TCP: 6 }),
  options('sockopt-udp', { SOL_UDP: 17 }),
  options('sockopt-packet', { SOL_PACKET: 263 }),
  options('sockopt-netlink', { SOL_NETLINK: 270 }),
  messageFlags('sendto-flags', ['sendto'], 3),
  messageFlags('sendmsg-flags', ['sendmsg'], 2),
  messageFlags('sendmmsg-flags', ['sendmmsg'], 3),
  messageFlags('recvmsg-flags', ['recvmsg'], 2),
  // A socket passes over messages of a level that is not its own, and refuses a type that it does not know.
  values({
    id: 'control-message',
    syscalls: ['sendmsg', 'sendmmsg'],
    source: { kind: 'control-message' },
    absence: refused('EINVAL'),
    unlisted: 'offered',
  }),
]
