import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of programs built for a test from the sources below. */
export interface Workshop {
  readonly folder: string
  /** Builds the Go program and returns its path. `variables` are added to the environment. */
  go(name: string, flags?: readonly string[], variables?: Readonly<Record<string, string>>): string
  /** Builds the C program (or another source) and returns its path. */
  c(name: string, flags?: readonly string[], source?: string): string
}

const MAIN = `package main

import "example.com/dep"

func main() { println(dep.Word) }
`

const CGO = `package main

/*
#include <stdlib.h>
#include <pthread.h>
static int word(void) { return (int)pthread_self() ^ atoi("7"); }
*/
import "C"

func main() { println(C.word()) }
`

const C = `#include <stdio.h>
#include <math.h>
int main(int argc, char **argv) { printf("%f\\n", pow(argc, 0.5)); return 0; }
`

/** A module with a replaced dependency; its main package has a cgo sibling in ./withcgo. */
const FILES: Readonly<Record<string, string>> = {
  'go.mod': `module example.com/hello

go 1.21

require example.com/dep v1.2.3

replace example.com/dep v1.2.3 => ./dep
`,
  'main.go': MAIN,
  'withcgo/main.go': CGO,
  'dep/go.mod': 'module example.com/dep\n\ngo 1.21\n',
  'dep/dep.go': 'package dep\n\nconst Word = "hello"\n',
  'main.c': C,
}

export function openWorkshop(): Workshop {
  const folder = mkdtempSync(join(tmpdir(), 'inspect-test-'))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return {
    folder,
    go(name, flags = [], variables = {}) {
      const target = join(folder, name)
      const cgo = variables.CGO_ENABLED === '1'
      execFileSync('go', ['build', '-o', target, ...flags, cgo ? './withcgo' : '.'], {
        cwd: folder,
        env: {
          ...process.env,
          GOFLAGS: '-buildvcs=false',
          GOTOOLCHAIN: 'local',
          GOPROXY: 'off',
          GOWORK: 'off',
          GOOS: 'linux',
          CGO_ENABLED: '0',
          ...variables,
        },
      })
      return target
    },
    c(name, flags = [], source = 'main.c') {
      const target = join(folder, name)
      execFileSync('gcc', ['-o', target, source, ...flags, '-lm'], { cwd: folder })
      return target
    },
  }
}
