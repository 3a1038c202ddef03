import type { OptionSpace } from '../../kernel/option-space.js'
import { type ArgumentMemo, recall } from './argument-memo.js'
import { createArguments, resetArguments } from './arguments.js'
import type { CallWatch, WatchedOption, WatchedPath } from './call-watch.js'
import { createControlMessageFinder, createOpcodeFinder } from './field-finder.js'
import {
  addAll,
  createOptionMemo,
  type OptionFinder,
  type OptionMaker,
  positionsOf,
} from './option-finder.js'
import { pathPositions } from './path-arguments.js'
import { createPathFinder, type PathFinder } from './path-finder.js'
import { createPathPatterns } from './path-patterns.js'
import { createSpaceReader, type SpaceReader } from './space-reader.js'
import { createStructFinder } from './struct-finder.js'

/** What the summary tallies beside the names of calls. */
export interface TraceWatch {
  readonly spaces: readonly OptionSpace[]
  /** Patterns as AbsentPath.pattern says it. */
  readonly paths: readonly string[]
}

export interface CallWatches {
  /** Null for a call in which there is nothing to look for. */
  of(syscall: string): CallWatch | null
}

export function createCallWatches({ spaces, paths }: TraceWatch): CallWatches {
  const readers = spaces.map(createSpaceReader)
  const patterns = paths.length > 0 ? createPathPatterns(paths) : null
  const args = createArguments()
  let options = 0

  const watchOf = ({ memos, others }: Finders, pathFinder: PathFinder | null): CallWatch => {
    const found: WatchedOption[] = []
    const foundPaths: WatchedPath[] = []
    return {
      options: found,
      paths: foundPaths,
      find(text) {
        // Setting a length gives the array's store away, also when it is 0 already.
        if (found.length > 0) found.length = 0
        if (foundPaths.length > 0) foundPaths.length = 0
        resetArguments(args, text)
        for (let i = 0; i < memos.length; i++) {
          const options = recall(memos[i] as OptionMemo, args)
          if (options === null) {
            if (!args.complete) return false
          } else if (options.length > 0) addAll(options, found)
        }
        for (let i = 0; i < others.length; i++) if (!others[i]?.find(args, found)) return false
        return pathFinder === null || pathFinder.find(args, foundPaths)
      },
    }
  }

  return {
    of(syscall) {
      const own = readers.filter(({ space }) => space.syscalls.includes(syscall))
      const positions = patterns ? pathPositions(syscall) : []
      if (own.length === 0 && positions.length === 0) return null
      const known = new Map<string, WatchedOption>()
      const make: OptionMaker = (space, option) => {
        const key = `${space} ${option}`
        const made = known.get(key) ?? { id: options++, space, option, syscall }
        known.set(key, made)
        return made
      }
      const finders = createFinders(syscall, own, make)
      return watchOf(finders, patterns && positions.length > 0 ? createPathFinder(positions, patterns) : null)
    },
  }
}

type OptionMemo = ArgumentMemo<readonly WatchedOption[]>

interface Finders {
  /** For options that stand in an argument, one for all that stand in the same. */
  readonly memos: readonly OptionMemo[]
  readonly others: readonly OptionFinder[]
}

function createFinders(syscall: string, readers: readonly SpaceReader[], make: OptionMaker): Finders {
  const groups = new Map<string, SpaceReader[]>()
  const others: OptionFinder[] = []
  for (const reader of readers) {
    const { kind } = reader.space.source
    if (kind === 'memory') others.push(createStructFinder(syscall, reader, make))
    else if (kind === 'iocb-opcode') others.push(createOpcodeFinder(syscall, reader, make))
    else if (kind === 'control-message') others.push(createControlMessageFinder(syscall, reader, make))
    else {
      const key = positionsOf(syscall, reader).join()
      groups.set(key, [...(groups.get(key) ?? []), reader])
    }
  }
  const memos = [...groups.values()].map((group) => createOptionMemo(syscall, group, make))
  return { memos, others }
}
