import * as os from 'node:os'

/** `uname -r` of the kernel that runs us, which is the kernel of every container and sandbox. */
export function hostKernel(): string {
  return os.release()
}
