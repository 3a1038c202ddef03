/** Aborts when the runner or the user asks the process to end, so that nothing is left behind. */
export function cancellationSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(name, () => controller.abort(name))
  return controller.signal
}
