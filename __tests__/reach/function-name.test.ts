import { describe, expect, it } from '@jest/globals'
import { packageOf, readableName } from '../../src/reach/function-name.js'

describe('the package of a function', () => {
  it.each([
    ['main.main', 'main'],
    ['main.main.func1.2', 'main'],
    ['runtime.gcStart.func2', 'runtime'],
    ['internal/runtime/syscall.Syscall6', 'internal/runtime/syscall'],
    ['net/http.(*Server).Serve', 'net/http'],
    ['golang.org/x/sys/unix.Openat2', 'golang.org/x/sys/unix'],
    ['gopkg.in/yaml%2ev3.(*Node).Decode', 'gopkg.in/yaml.v3'],
    ['example.com/a.b/c%22d.F', 'example.com/a.b/c"d'],
    ['example.com/%c3%bc.F', 'example.com/ü'],
    ['vendor/golang.org/x/net/idna.ToASCII', 'vendor/golang.org/x/net/idna'],
    ['slices.SortFunc[...]', 'slices'],
    ['slices.SortFunc[go.shape.*example.com/x/y.T].func1', 'slices'],
    ['example.com/x.(*Tree[go.shape.struct { net/http.a int }]).Get', 'example.com/x'],
    ['main.glob..func1', 'main'],
    ['main.init.0', 'main'],
    ['main.(*T).M-fm', 'main'],
    ['type:.eq.net/http.Cookie', ''],
    ['type..hash.[2]string', ''],
    ['go.buildid', ''],
    ['_rt0_amd64_linux', ''],
    ['memeqbody', ''],
  ])('%s is in "%s"', (name, expected) => {
    expect(packageOf(name)).toBe(expected)
  })

  it('is readable in the whole name', () => {
    expect(readableName('gopkg.in/yaml%2ev3.(*Node).Decode')).toBe('gopkg.in/yaml.v3.(*Node).Decode')
    expect(readableName('main.main')).toBe('main.main')
    expect(readableName('cmpbody')).toBe('cmpbody')
  })
})
