import { FILE_SPACES, MOUNT_SPACES } from './file-spaces.js'
import { MEMORY_SPACES } from './memory-spaces.js'
import { FILTER_SPACES, PROCESS_SPACES } from './process-spaces.js'
import { SOCKET_SPACES } from './socket-spaces.js'
import type { SpaceFrame } from './space-frame.js'

/** All option spaces; their options stand in data/options.csv. */
export const SPACE_FRAMES: readonly SpaceFrame[] = [
  ...PROCESS_SPACES,
  ...FILTER_SPACES,
  ...MEMORY_SPACES,
  ...FILE_SPACES,
  ...MOUNT_SPACES,
  ...SOCKET_SPACES,
]
