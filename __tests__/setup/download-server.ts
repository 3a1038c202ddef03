import * as http from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers one request; `path` is without the query. */
export type Answer = (response: http.ServerResponse, path: string) => void

export interface DownloadServer {
  readonly base: string
  /** Every request's path in order, query and all. */
  readonly requests: readonly string[]
  readonly close: () => Promise<void>
}

/** A real HTTP server on loopback. `answer` gets the requests in order. */
export async function startServer(answer: Answer): Promise<DownloadServer> {
  const requests: string[] = []
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? '')
    answer(response, (request.url ?? '').replace(/\?.*/, ''))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    base: `http://127.0.0.1:${port}/dl`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
