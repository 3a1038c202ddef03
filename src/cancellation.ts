/**
 * Aborts when the runner or the user asks the process to end, so that nothing is left behind. What it throws then is
 * an AbortError, as from Node's own functions; toGateError (errors.ts) tells it from a fault.
 */
export function cancellationSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => controller.abort(new DOMException(`ended by ${name}`, 'AbortError')))
  return controller.signal
}
