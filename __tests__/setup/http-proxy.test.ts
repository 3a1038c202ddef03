import { describe, expect, it } from '@jest/globals'
import { proxyFor } from '../../src/setup/http-proxy.js'

describe('proxyFor', () => {
  it.each([
    ['https://go.dev/dl/', { https_proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['https://go.dev/dl/', { HTTPS_PROXY: 'p:3128' }, 'http://p:3128/'],
    ['https://go.dev/dl/', { http_proxy: 'http://p:3128' }, undefined],
    ['http://go.dev/dl/', { http_proxy: 'http://p:3128' }, 'http://p:3128/'],
    ['https://go.dev/dl/', { https_proxy: 'http://p', no_proxy: 'go.dev' }, undefined],
    ['https://go.dev/dl/', { https_proxy: 'http://p', NO_PROXY: 'a, .dev' }, undefined],
    ['https://go.dev/dl/', { https_proxy: 'http://p', no_proxy: '*.go.dev' }, undefined],
    ['https://go.dev/dl/', { https_proxy: 'http://p', no_proxy: 'go.dev:443' }, undefined],
    ['https://go.dev/dl/', { https_proxy: 'http://p', no_proxy: 'go.dev:8443' }, 'http://p/'],
    ['https://mango.dev/', { https_proxy: 'http://p', no_proxy: 'go.dev' }, 'http://p/'],
    ['https://go.dev/dl/', { https_proxy: 'http://p', no_proxy: '*' }, undefined],
    ['https://go.dev/dl/', { https_proxy: '' }, undefined],
    ['http://127.0.0.1:80/', { http_proxy: 'http://p' }, undefined],
    ['http://localhost/', { http_proxy: 'http://p' }, undefined],
    ['http://[::1]:1/', { http_proxy: 'http://p' }, undefined],
  ])('%s with %j: %s', (url, environment, proxy) => {
    expect(proxyFor(new URL(url), environment)?.href).toBe(proxy)
  })
})
