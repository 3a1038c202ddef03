import { describe, expect, it } from '@jest/globals'
import { diagnoseHang, renderThread } from '../../src/trace/hang/diagnose.js'
import type { HangDiagnosis } from '../../src/trace/hang/diagnosis.js'
import { parseGoroutines, renderGoroutine } from '../../src/trace/hang/goroutines.js'
import { createLastCalls } from '../../src/trace/hang/last-calls.js'
import type { HangSnapshot, ThreadSnapshot } from '../../src/trace/hang/snapshot.js'
import { socketAddress } from '../../src/trace/hang/socket-address.js'

/** Numbers of x86_64. */
const NAMES: Readonly<Record<number, string>> = {
  ...{
    0: 'read',
    1: 'write',
    7: 'poll',
    35: 'nanosleep',
    42: 'connect',
    61: 'wait4',
    72: 'fcntl',
    73: 'flock',
  },
  ...{ 202: 'futex', 257: 'openat', 281: 'epoll_pwait', 318: 'getrandom' },
}
const nameOf = (number: number): string | undefined => NAMES[number]

function thread(change: Partial<ThreadSnapshot> = {}): ThreadSnapshot {
  return {
    ...{ pid: 7, tid: 7, comm: 'app', state: 'S', wchan: '', syscall: 202, args: ['0x5'], descriptor: '' },
    ...{ cpuMs: 0, recentCpuMs: 0 },
    ...change,
  }
}

/** The timeout passes at second 110. */
function diagnose(
  threads: readonly ThreadSnapshot[],
  trace: readonly string[] = [],
  change: Partial<HangSnapshot> = {},
): HangDiagnosis {
  const snapshot: HangSnapshot = {
    ...{
      why: 'run-timeout',
      at: 110,
      windowMs: 300,
      clocksource: 'tsc',
      threads,
      moreThreads: 0,
      goroutines: '',
    },
    ...change,
  }
  const reader = createLastCalls({ at: 110, windowSeconds: 2, nameOf })
  reader.write(Buffer.from(trace.map((line) => `${line}\n`).join('')))
  return diagnoseHang(snapshot, reader.end(), nameOf)
}

const many = (line: (time: string) => string, count = 400): string[] =>
  Array.from({ length: count }, (_, i) => line((109 + i / 1000).toFixed(6)))
const goroutine = (id: number, state: string, name = 'main.main'): string =>
  `SIGQUIT: quit\nPC=0x1\n\ngoroutine ${id} gp=0xc0 m=nil [${state}]:\nruntime.gopark(0x1?)\n\t/go/src/runtime/proc.go:1 +0x1\n${name}(...)\n\t/src/main.go:12 +0x2\nruntime.main()\n\t/go/src/runtime/proc.go:2 +0x3\n`

const TCP = '{sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("10.0.0.1")}, 16'
const DNS = '{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.1")}, 16'

const CASES: readonly (readonly [string, HangDiagnosis['kind'], HangDiagnosis, RegExp])[] = [
  ['stopped', 'stopped', diagnose([thread({ state: 'T' })]), /stopped by a signal/],
  [
    'stopped under strace',
    'stopped',
    diagnose(
      [thread({ state: 't' })],
      ['7 100.5 kill(7, SIGTTIN) = 0', '7 100.6 --- stopped by SIGTTIN ---'],
    ),
    /stopped by SIGTTIN/,
  ],
  [
    'EINTR',
    'eintr-loop',
    diagnose(
      [thread({ syscall: 0 })],
      many((t) => `7 ${t} read(3, 0x1, 5) = ? ERESTARTSYS (To be restarted)`),
    ),
    /calls read again and again.*400 times in the last 2 s/,
  ],
  [
    'interrupted, and the handlers that end',
    'eintr-loop',
    diagnose(
      [thread({ syscall: 7 })],
      [
        ...many((t) => `7 ${t} rt_sigreturn({mask=[]}) = -1 EINTR (Interrupted system call)`, 391),
        ...many((t) => `7 ${t} poll(0x1, 0, -1) = ? ERESTARTNOHAND (To be restarted if no handler)`, 390),
      ],
    ),
    /calls poll again and again.*390 times in the last 2 s/,
  ],
  ['getrandom', 'entropy', diagnose([thread({ syscall: 318 })]), /entropy/],
  ['/dev/random', 'entropy', diagnose([thread({ syscall: 0, descriptor: '/dev/random' })]), /entropy/],
  [
    'flock',
    'file-lock',
    diagnose([thread({ syscall: 73, descriptor: '/tmp/x' })], ['7 100.0 flock(3, LOCK_EX <unfinished ...>']),
    /for 10\.0 s for a lock on \/tmp\/x \(flock\)/,
  ],
  [
    'fcntl',
    'file-lock',
    diagnose([thread({ syscall: 72 })], ['7 100.0 fcntl(3, F_OFD_SETLKW, {l_type=F_WRLCK} <unfinished ...>']),
    /\(fcntl\)/,
  ],
  ['fifo', 'fifo-open', diagnose([thread({ syscall: 257, wchan: 'wait_for_partner' })]), /named pipe/],
  [
    'connect in progress',
    'connect',
    diagnose(
      [thread({ syscall: 281 })],
      [`7 81.0 connect(3, ${TCP}) = -1 EINPROGRESS (Operation now in progress)`],
    ),
    /connecting to 10\.0\.0\.1:443 for 29\.0 s.*no network/,
  ],
  [
    'connect that blocks',
    'connect',
    diagnose([thread({ syscall: 42 })], [`7 81.0 connect(3, ${TCP} <unfinished ...>`]),
    /443/,
  ],
  [
    'refused',
    'connect-retry',
    diagnose(
      [thread()],
      [1, 2].flatMap((i) => [
        `7 10${i}.0 connect(3, ${TCP}) = -1 EINPROGRESS (Operation now in progress)`,
        `7 10${i}.1 getsockopt(3, SOL_SOCKET, SO_ERROR, [ECONNREFUSED], [4]) = 0`,
      ]),
    ),
    /10\.0\.0\.1:443 again and again \(2 times\) and gets ECONNREFUSED/,
  ],
  [
    'given up',
    'connect-retry',
    diagnose(
      [thread()],
      [1, 2].flatMap((i) => [
        `7 10${i}.0 connect(3, ${TCP}) = -1 EINPROGRESS (x)`,
        `7 10${i}.5 close(3) = 0`,
      ]),
    ),
    /gets no answer/,
  ],
  [
    'name lookup',
    'connect-retry',
    diagnose([thread()], [`7 109.0 connect(3, ${DNS}) = -1 ENETUNREACH (Network is unreachable)`]),
    /no name server/,
  ],
  [
    'child of a child',
    'child',
    diagnose([
      thread({ syscall: 61 }),
      thread({ pid: 8, tid: 8, comm: 'sh', syscall: 61 }),
      thread({ pid: 9, tid: 9, comm: 'cat', syscall: 0, descriptor: 'pipe:[3]' }),
    ]),
    /for sh \(process 8\) to end, of which is seen: .* for cat \(process 9\) to end, of which is seen: .*read on pipe/,
  ],
  [
    'clock without vDSO',
    'clock-loop',
    diagnose(
      [thread({ state: 'R', syscall: null })],
      many((t) => `7 ${t} clock_gettime(CLOCK_MONOTONIC, {}) = 0`),
      {
        clocksource: 'xen',
      },
    ),
    /clocksource here is xen.*every look at the time is a system call/,
  ],
  [
    'yield',
    'yield-loop',
    diagnose(
      [thread({ state: 'R', syscall: null })],
      many((t) => `7 ${t} sched_yield() = 0`),
    ),
    /sched_yield/,
  ],
  [
    'sleep loop',
    'sleep-loop',
    diagnose(
      [thread({ syscall: 35 })],
      many((t) => `7 ${t} nanosleep({tv_sec=0, tv_nsec=50000000}, NULL) = 0`, 5),
    ),
    /sleeps and looks again \(5 times/,
  ],
  [
    'spin beside sysmon',
    'spin',
    diagnose(
      [thread({ state: 'R', syscall: null, recentCpuMs: 290 }), thread({ tid: 8, syscall: 35 })],
      many((t) => `8 ${t} nanosleep({tv_sec=0, tv_nsec=10000000}, NULL) = 0`),
    ),
    /97 % of a processor and makes no system calls/,
  ],
  [
    'spin that gets no processor',
    'spin',
    diagnose(
      [thread({ state: 't', syscall: null }), thread({ tid: 8, syscall: 35 })],
      many((t) => `8 ${t} nanosleep({tv_sec=0, tv_nsec=10000000}, NULL) = 0`),
      { goroutines: goroutine(1, 'running, locked to thread') },
    ),
    /0 % of a processor and makes no system calls/,
  ],
  [
    'busy',
    'busy',
    diagnose(
      [thread({ state: 'R', syscall: null, recentCpuMs: 290 })],
      many((t) => `7 ${t} stat("/x", 0x1) = -1 ENOENT (x)`),
    ),
    /calls stat \(400 times in the last 2 s, answered with ENOENT each time\)/,
  ],
  ['read', 'read', diagnose([thread({ syscall: 0, descriptor: 'pipe:[3]' })]), /read on pipe:\[3\]/],
  ['write', 'write', diagnose([thread({ syscall: 1, descriptor: 'pipe:[3]' })]), /nobody reads/],
  ['disk', 'disk', diagnose([thread({ state: 'D', syscall: null, wchan: 'nfs_wait' })]), /\(nfs_wait\)/],
  [
    'sleep',
    'sleep',
    diagnose([thread()], [], { goroutines: goroutine(1, 'sleep') }),
    /at main\.main \(main\.go:12\)/,
  ],
  [
    'idle',
    'network-idle',
    diagnose([thread({ syscall: 281 })], [], { goroutines: goroutine(1, 'IO wait, 3 minutes') }),
    /event loop is idle/,
  ],
  [
    'deadlock',
    'deadlock',
    diagnose([thread(), thread({ tid: 8 })], [], { goroutines: goroutine(1, 'sync.Mutex.Lock') }),
    /All threads wait in futex: .* main waits in sync\.Mutex\.Lock at main\.main \(main\.go:12\)/,
  ],
  ['no word', 'unknown', diagnose([thread({ state: 'R', syscall: null })]), /not plain/],
  ['nothing known', 'unknown', diagnose([]), /not plain/],
]

it.each(CASES)('%s is %s', (_, kind, diagnosis, sentence) => {
  expect([diagnosis.kind, diagnosis.sentence]).toEqual([kind, expect.stringMatching(sentence)])
})

describe('what is not the cause', () => {
  it.each([
    [
      'a connect that was answered',
      [
        `7 101.0 connect(3, ${TCP}) = -1 EINPROGRESS (x)`,
        '7 101.1 getsockopt(3, SOL_SOCKET, SO_ERROR, [0], [4]) = 0',
      ],
    ],
    ['what comes after the timeout', many((t) => `7 1${t} read(3, 0x1, 5) = -1 EINTR (x)`)],
    [
      'what was long before',
      many((t) => `7 ${t} sched_yield() = 0`).map((line) => line.replace(' 109.', ' 101.')),
    ],
    [
      "interruptions by Go's scheduler",
      many((t) => `7 ${t} futex(0x5, FUTEX_WAIT_PRIVATE, 0, NULL) = 0`).map((line, i) =>
        i % 5 === 0 ? line.replace('= 0', '= ? ERESTARTSYS (x)') : line,
      ),
    ],
  ])('%s', (_, trace) => {
    expect(diagnose([thread()], trace).kind).toBe('deadlock')
  })
})

it('shows the thread that tells most first, and sysmon last', () => {
  const { threads } = diagnose(
    [
      thread(),
      thread({ tid: 9, syscall: 35 }),
      thread({ tid: 8, syscall: 0, descriptor: 'pipe:[1]', wchan: 'pipe_read' }),
    ],
    [
      '7 100.0 futex(0x5, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>',
      '8 107.1 read(3,  <unfinished ...>',
      '9 109.0 nanosleep({tv_sec=0, tv_nsec=20000}, NULL) = 0',
    ],
  )
  expect(threads.map(renderThread)).toEqual([
    'thread 8 (app): in read(3, … for 2.9 s, on pipe:[1], kernel: pipe_read',
    'thread 7 (app): in futex(0x5, FUTEX_WAIT_PRIVATE, 0, NULL, … for 10.0 s',
    'thread 9 (app): in nanosleep({tv_sec=0, tv_nsec=20000}, NULL) for 1.0 s',
  ])
})

it('is bounded', () => {
  const threads = Array.from({ length: 64 }, (_, i) => thread({ tid: 7 + i }))
  const goroutines = Array.from({ length: 500 }, (_, i) =>
    goroutine(i + 1, 'select').replace('runtime.main()', 'main.start()'),
  ).join('\n')
  const diagnosis = diagnose(threads, [], { moreThreads: 3, goroutines })
  expect([diagnosis.threads.length, diagnosis.moreThreads, diagnosis.goroutines.length]).toEqual([20, 47, 10])
})

describe('goroutines', () => {
  it('are read as Go prints them, those of the runtime left out', () => {
    const text = [
      'SIGQUIT: quit\nPC=0x48 m=0 sigcode=0\n',
      'goroutine 0 gp=0x9 m=0 mp=0x9 [idle]:\nruntime.futex(0x1, 0x80)\n\t/go/src/runtime/sys.s:5 +0x21\n',
      'goroutine 18 [chan receive, 2 minutes, locked to thread]:\nexample.com/a/b.(*T).Run(0x1, {0x2, 0x3})\n\t/src/b.go:7 +0x1\ncreated by main.main in goroutine 1\n\t/src/main.go:3 +0x1\n',
      'goroutine 2 gp=0x1 m=nil [force gc (idle)]:\nruntime.gopark(0x0?)\n\t/go/src/runtime/proc.go:4 +0xce\nruntime.goexit({})\n\t/go/src/runtime/asm.s:1 +0x1\n',
      'goroutine 5 [syscall]:\nos/signal.signal_recv()\n\t/go/src/runtime/sigqueue.go:1 +0x1\nos/signal.loop()\n\t/go/src/os/signal/signal_unix.go:23 +0x1\n',
      'goroutine 1 [select (no cases)]:\nmain.main()\n\t/src/main.go:9 +0x1\nruntime.main()\n\t/go/src/runtime/proc.go:2 +0x1\n',
      'rax    0xca\nrbx    0x0',
    ].join('\n')
    expect(parseGoroutines(text).map(renderGoroutine)).toEqual([
      'goroutine 1 [select (no cases)]: main.main (main.go:9)',
      'goroutine 18 [chan receive, 2 min]: example.com/a/b.(*T).Run (b.go:7)',
    ])
  })

  it('any cut of them is read', () => {
    const text = goroutine(1, 'sleep')
    for (let end = 0; end <= text.length; end++)
      expect(parseGoroutines(text.slice(0, end)).length).toBeLessThan(2)
  })
})

it.each([
  [`3, ${TCP}`, '10.0.0.1:443'],
  [
    '3, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28',
    '[::1]:53',
  ],
  ['3, {sa_family=AF_UNIX, sun_path="/run/x.sock"}, 13', 'unix /run/x.sock'],
  ['3, {sa_family=AF_UNIX, sun_path=@"x"}, 13', 'unix @x'],
  ['3, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12', null],
])('the address in %s', (args, address) => expect(socketAddress(args)).toBe(address))
