import type { Rule } from '../rule.js'

export const buildConstraintWrong: Rule = {
  id: 'build-constraint-wrong',
  title: 'A build constraint is misplaced or malformed, so Go reads it otherwise than it is meant',
  check({ source }) {
    const { wrong, trouble } = source?.constraints ?? { wrong: [], trouble: null }
    const places = wrong.map(({ file, line, message }) => `${file}:${line}: ${message}`)
    const more = wrong.length > 1 ? ` (and ${wrong.length - 1} more)` : ''
    return [
      ...(places.length === 0
        ? []
        : [
            {
              level: 'warning' as const,
              message: `go vet says that a build constraint is wrong: ${places[0]}${more}.`,
              fix: 'Put one //go:build line before the package clause, with an empty line after it. Until then the file is in the build, or out of it, against what it says.',
              evidence: places.slice(0, 10),
              subjects: wrong.map(({ file }) => [file]),
            },
          ]),
      ...(trouble === null
        ? []
        : [
            {
              level: 'note' as const,
              message: `The build constraints were not checked: go vet could not run: ${trouble}`,
              fix: 'Run go vet -buildtag ./... with the same tags, and correct what it reports.',
              evidence: [],
            },
          ]),
    ]
  },
}
