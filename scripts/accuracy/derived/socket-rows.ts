import { BOTH, type DerivedRow, NEITHER, ONLY_EL7 } from './derived-row.js'

const SOCK = 'net/core/sock.c sock_setsockopt()/sock_getsockopt()'
const TCP = 'net/ipv4/tcp.c do_tcp_setsockopt()'
const IP = 'net/ipv4/ip_sockglue.c do_ip_setsockopt()'

const [INET, STREAM, DATAGRAM] = ['syscall.AF_INET', 'syscall.SOCK_STREAM', 'syscall.SOCK_DGRAM'] as const
const socketOption = (name: number, value = 1): string =>
  `return set(${INET}, ${STREAM}, 0, 1, ${name}, ${value})`
const socketAnswer = (name: number, size = 4): string => `return get(${INET}, ${STREAM}, 1, ${name}, ${size})`
const tcpOption = (name: number, value = 1): string =>
  `return set(${INET}, ${STREAM}, 0, 6, ${name}, ${value})`
const udpOption = (name: number): string => `return set(${INET}, ${DATAGRAM}, 0, 17, ${name}, 1)`
const netlinkOption = (name: number): string => `return set(16, 3, 0, 270, ${name}, 1)`

/** Sends one datagram to itself with one control message; `data` are Go bytes. */
const controlMessage = (level: number, type: number, data: string): string => `
fd, err := syscall.Socket(${INET}, ${DATAGRAM}, 0)
if err != nil {
	return err
}
if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
	return err
}
to, err := syscall.Getsockname(fd)
if err != nil {
	return err
}
data := []byte{${data}}
oob := make([]byte, syscall.CmsgSpace(len(data)))
h := (*syscall.Cmsghdr)(unsafe.Pointer(&oob[0]))
h.Level, h.Type = ${level}, ${type}
h.SetLen(syscall.CmsgLen(len(data)))
copy(oob[syscall.CmsgLen(0):], data)
if err := syscall.Sendmsg(fd, []byte("abcdefgh"), oob, to, 0); err != nil {
	return err
}
n, _, err := syscall.Recvfrom(fd, make([]byte, 64), 0)
if err == nil && n != received {
	err = fmt.Errorf("%d bytes in the first datagram", n)
}
return err`

/** Socket options, families, protocols and control messages. */
export const SOCKET_ROWS: readonly DerivedRow[] = [
  {
    name: 'so-bpf-extensions',
    attempt: socketAnswer(48),
    works: ONLY_EL7,
    source: `${SOCK}: SO_BPF_EXTENSIONS (3.14)`,
  },
  {
    name: 'so-max-pacing-rate',
    attempt: socketOption(47, 1_000_000),
    works: ONLY_EL7,
    source: `${SOCK}: SO_MAX_PACING_RATE (3.13)`,
    fallback: true,
  },
  {
    name: 'so-select-err-queue',
    attempt: socketOption(45),
    works: BOTH,
    source: `${SOCK}: SO_SELECT_ERR_QUEUE (3.10)`,
  },
  { name: 'so-meminfo', attempt: socketAnswer(55, 36), works: NEITHER, source: `${SOCK}: SO_MEMINFO (4.12)` },
  {
    name: 'so-incoming-napi-id',
    attempt: socketAnswer(56),
    works: NEITHER,
    source: `${SOCK}: SO_INCOMING_NAPI_ID (4.12)`,
  },
  {
    name: 'so-peergroups',
    attempt: `
fds, err := syscall.Socketpair(1, 1, 0)
if err != nil {
	return err
}
_, err = call(syscall.SYS_GETSOCKOPT, uintptr(fds[0]), 1, 59, buffer(4096), word(4096))
return err`,
    works: NEITHER,
    source: `${SOCK}: SO_PEERGROUPS (4.13)`,
  },
  {
    name: 'so-txtime',
    attempt: `
fd, err := syscall.Socket(${INET}, ${DATAGRAM}, 0)
if err != nil {
	return err
}
config := [2]uint32{1, 0}
_, err = call(syscall.SYS_SETSOCKOPT, uintptr(fd), 1, 61, uintptr(unsafe.Pointer(&config)), 8)
return err`,
    works: NEITHER,
    source: `${SOCK}: SO_TXTIME (4.19)`,
    fallback: true,
  },
  {
    name: 'so-bindtoifindex',
    attempt: socketOption(62),
    works: NEITHER,
    source: `${SOCK}: SO_BINDTOIFINDEX (5.0)`,
  },
  {
    name: 'so-timestamp-new',
    attempt: socketOption(63),
    works: NEITHER,
    source: `${SOCK}: SO_TIMESTAMP_NEW (5.1)`,
  },
  {
    name: 'so-prefer-busy-poll',
    attempt: socketOption(69, 0),
    works: NEITHER,
    source: `${SOCK}: SO_PREFER_BUSY_POLL (5.11)`,
    fallback: true,
  },
  {
    name: 'so-netns-cookie',
    attempt: socketAnswer(71, 8),
    works: NEITHER,
    source: `${SOCK}: SO_NETNS_COOKIE (5.14)`,
  },
  {
    name: 'so-buf-lock',
    attempt: socketOption(72, 0),
    works: NEITHER,
    source: `${SOCK}: SO_BUF_LOCK (5.15)`,
  },
  {
    name: 'ip-bind-address-no-port',
    attempt: `return set(${INET}, ${STREAM}, 0, 0, 24, 1)`,
    works: ONLY_EL7,
    source: `${IP}: IP_BIND_ADDRESS_NO_PORT (4.2)`,
    fallback: true,
  },
  {
    name: 'ip-recvfragsize',
    attempt: `return set(${INET}, ${DATAGRAM}, 0, 0, 25, 1)`,
    works: NEITHER,
    source: `${IP}: IP_RECVFRAGSIZE (4.9)`,
  },
  {
    name: 'ip-local-port-range',
    attempt: `return set(${INET}, ${STREAM}, 0, 0, 51, 0)`,
    works: NEITHER,
    source: `${IP}: IP_LOCAL_PORT_RANGE (6.3)`,
  },
  {
    name: 'ipv6-freebind',
    attempt: `return set(syscall.AF_INET6, ${STREAM}, 0, 41, 78, 1)`,
    works: NEITHER,
    source: 'net/ipv6/ipv6_sockglue.c: IPV6_FREEBIND (4.15)',
  },
  {
    name: 'tcp-notsent-lowat',
    attempt: tcpOption(25, 16384),
    works: ONLY_EL7,
    source: `${TCP}: TCP_NOTSENT_LOWAT (3.12)`,
    fallback: true,
  },
  { name: 'tcp-save-syn', attempt: tcpOption(27), works: NEITHER, source: `${TCP}: TCP_SAVE_SYN (4.2)` },
  {
    name: 'tcp-fastopen-connect',
    attempt: tcpOption(30),
    works: NEITHER,
    source: `${TCP}: TCP_FASTOPEN_CONNECT (4.11)`,
    fallback: true,
  },
  { name: 'tcp-inq', attempt: tcpOption(36), works: NEITHER, source: `${TCP}: TCP_INQ (4.18)` },
  {
    name: 'tcp-user-timeout',
    attempt: tcpOption(18, 5000),
    works: BOTH,
    source: `${TCP}: TCP_USER_TIMEOUT (2.6.37)`,
  },
  {
    name: 'udp-gro',
    attempt: udpOption(104),
    works: NEITHER,
    source: 'net/ipv4/udp.c udp_lib_setsockopt(): UDP_GRO (5.0)',
    fallback: true,
  },
  {
    name: 'udp-no-check6-tx',
    attempt: udpOption(101),
    works: ONLY_EL7,
    source: 'net/ipv4/udp.c udp_lib_setsockopt(): UDP_NO_CHECK6_TX (3.16)',
  },
  {
    name: 'netlink-ext-ack',
    attempt: netlinkOption(11),
    works: NEITHER,
    source: 'net/netlink/af_netlink.c: NETLINK_EXT_ACK (4.12)',
    fallback: true,
  },
  {
    name: 'netlink-no-enobufs',
    attempt: netlinkOption(5),
    works: BOTH,
    source: 'net/netlink/af_netlink.c: NETLINK_NO_ENOBUFS (2.6.30)',
  },
  {
    name: 'mptcp-socket',
    attempt: `_, err := syscall.Socket(${INET}, ${STREAM}, 262)\nreturn err`,
    works: NEITHER,
    source: 'net/ipv4/af_inet.c inet_create(): protocol >= IPPROTO_MAX is EINVAL; seen on both',
  },
  {
    name: 'tos-message-int',
    attempt: `received := 8\n${controlMessage(0, 1, '32, 0, 0, 0')}`,
    works: ONLY_EL7,
    source: 'net/ipv4/ip_sockglue.c ip_cmsg_send(): IP_TOS with 4 bytes only; seen on el7',
  },
  {
    name: 'tos-message-byte',
    attempt: `received := 8\n${controlMessage(0, 1, '32')}`,
    works: NEITHER,
    source: 'net/ipv4/ip_sockglue.c ip_cmsg_send(): EINVAL; seen on el7',
    fallback: true,
  },
  {
    name: 'udp-segment-message',
    attempt: `received := 4\n${controlMessage(17, 103, '4, 0')}`,
    works: NEITHER,
    source: 'net/ipv4/ip_sockglue.c ip_cmsg_send(): other levels are skipped, so one long datagram is sent',
  },
]
