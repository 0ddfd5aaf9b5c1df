import type { Operation } from '#shared/model/operation'

/**
 * Does the operation wait for the person? One that main is working on does not: it goes on by itself, or fails and then
 * waits.
 */
export function needsPerson({ step, emulated, error }: Operation): boolean {
  switch (step) {
    case 'answer-lost':
      return true
    case 'stored':
    case 'checked':
      return emulated
    case 'intended':
    case 'revoking':
      return error !== null
    case 'sent':
    case 'answered':
    case 'done':
    case 'abandoned':
      return false
  }
}
