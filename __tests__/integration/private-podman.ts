import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { importStandIn, must, STAND_IN_IMAGE } from './stand-in-image.js'

/** Podman with a store of the test's own, with one stand-in image in it. */
export interface PrivatePodman {
  /** Variables by which every podman finds the store. */
  readonly env: Readonly<Record<string, string>>
  readonly image: string
  /** Removes all that it made. */
  stop(): void
}

/** For root: Podman of other users wants ids of /etc/subuid. */
export function startPrivatePodman(): PrivatePodman {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'lkg-podman-'))
  const inside = (name: string): string => path.join(directory, name)
  writeFileSync(
    inside('storage.conf'),
    // The driver that works on any file system, also on another overlay.
    `[storage]\ndriver = "vfs"\ngraphroot = "${inside('graph')}"\nrunroot = "${inside('run')}"\n`,
  )
  writeFileSync(
    inside('containers.conf'),
    // No systemd need run here, and the locks in shared memory are those of the machine's own store.
    `[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "none"\nlock_type = "file"\ntmp_dir = "${inside('libpod')}"\n`,
  )
  mkdirSync(inside('libpod'))
  const env = {
    CONTAINERS_CONF: inside('containers.conf'),
    CONTAINERS_STORAGE_CONF: inside('storage.conf'),
  }
  const whole = { ...process.env, ...env }
  const stop = (): void => {
    if (!existsSync(directory)) return
    must('podman', ['rm', '--all', '--force'], whole)
    must('podman', ['rmi', '--all', '--force'], whole)
    rmSync(directory, { recursive: true, force: true })
  }
  try {
    importStandIn('podman', directory, whole)
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
  return { env, image: STAND_IN_IMAGE, stop }
}
