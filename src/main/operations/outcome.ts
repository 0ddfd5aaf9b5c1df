import type { ErrorKind } from '#shared/model/error'

/**
 * What a failed change call says about whether the change was made. `no`: the provider refused it, or it never got
 * there. `unknown`: something came back that does not tell, or nothing did; the provider has to be asked what is there.
 */
export function mayHaveHappened(kind: ErrorKind): 'no' | 'unknown' {
  switch (kind) {
    case 'answer-lost':
    case 'broken-body':
    case 'too-large':
    case 'server-error':
    case 'timeout':
    case 'internal':
      return 'unknown'
    default:
      return 'no'
  }
}
