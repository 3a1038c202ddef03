import { it } from '@jest/globals'
import * as http from 'node:http'
it('x', async () => {
  await new Promise<void>((r) => http.request('http://127.0.0.1:1/', { agent: false, signal: AbortSignal.timeout(8000) }).on('error', () => r()).end())
  console.log(process.getActiveResourcesInfo())
})
