import type { EndingState } from '../model/ending.ts'
import type { Operation } from '../model/operation.ts'
import type { TokenRow } from '../model/token.ts'
import { checkList, outdatedPlaces, placesInUse } from './places.ts'

/**
 * Where a token is on its way from the old secret to the new one. `plan`: nothing was sent; `making`: it is under way;
 * `lost`: the answer was lost and the person decides, or nothing was sent before the app ended; `places`: the new secret is stored, and is to be put where the old one
 * is; `old`: nothing is left to do but to say what becomes of the old token; `ending`: that is being revoked; `over`.
 */
export type RotationStage = 'plan' | 'making' | 'lost' | 'places' | 'old' | 'ending' | 'over'

/**
 * What is done on the way, in that order. `check` and `old` only where a successor stands beside the old token; `dead` once the
 * old secret was ended: its provider refuses it.
 */
export type RotationStep = 'make' | 'check' | 'places' | 'old' | 'dead'
export type StepState = 'done' | 'now' | 'later'

export interface Rotation {
  readonly stage: RotationStage
  readonly steps: readonly { readonly step: RotationStep; readonly state: StepState }[]
  /** So many places wait for the new secret. */
  readonly left: number
}

/** What the way is told by: facts that outlive the window and the app. */
export interface RotationFacts {
  /** The operation that is not over, if there is one. */
  readonly operation: Pick<Operation, 'step' | 'emulated' | 'newTokenId' | 'newSecretId' | 'error'> | null
  /** The token with its places: the old one beside a successor, else the one that has the new secret. */
  readonly row: Pick<TokenRow, 'token' | 'places'> | undefined
  /** Is the new secret stored, though no operation says so any more? */
  readonly isMade: boolean
  /** What is known of the old secret, if it was ended and the vault has it. */
  readonly ending?: EndingState | null
}

const order = { places: 0, old: 1, ending: 1, over: 2 } as const

/** Where the way stands. Equal facts give the same: a window that is loaded anew goes on where the last one was. */
export function rotationOf({ operation, row, isMade, ending = null }: RotationFacts): Rotation {
  const left = row === undefined ? 0 : leftOf(row, operation)
  const stage = stageOf(operation, isMade, left > 0 || isUnnoted(row, operation))
  if (stage === 'plan' || stage === 'making' || stage === 'lost') return { stage, left, steps: [] }
  const at = order[stage]
  const steps: Rotation['steps'][number][] = [
    { step: 'make', state: 'done' },
    { step: 'places', state: at === order.places ? 'now' : 'done' },
  ]
  if (operation?.emulated === true) {
    // A secret that could not be tried yet does not hold up its places.
    steps.splice(1, 0, { step: 'check', state: operation.step === 'stored' ? 'later' : 'done' })
    steps.push({ step: 'old', state: at < order.old ? 'later' : at === order.old ? 'now' : 'done' })
  }
  if (ending !== null) steps.push({ step: 'dead', state: ending === 'dead' ? 'done' : 'later' })
  return { stage, left, steps }
}

function leftOf(row: Pick<TokenRow, 'token' | 'places'>, operation: RotationFacts['operation']): number {
  if (operation?.emulated === true) return placesInUse(row).length
  return outdatedPlaces(row)
}

/** Where no place is noted nobody but the person knows whether there are any: it is for them to say that it was replaced. */
function isUnnoted(row: RotationFacts['row'], operation: RotationFacts['operation']): boolean {
  if (row === undefined) return true
  const by = operation?.emulated === true ? (operation.newTokenId ?? '') : row.token.id
  return checkList(row, by).length === 0
}

function stageOf(operation: RotationFacts['operation'], isMade: boolean, isWaiting: boolean): RotationStage {
  if (operation === null || operation.step === 'abandoned') return !isMade ? 'plan' : isWaiting ? 'places' : 'over'
  const { step, emulated, newSecretId, error } = operation
  if (step === 'done') return isWaiting ? 'places' : 'over'
  if (
    step === 'answer-lost' ||
    (step === 'intended' && error !== null) ||
    (step === 'revoking' && newSecretId === undefined)
  )
    return 'lost'
  if (newSecretId === undefined) return 'making'
  if (step === 'revoking' && error === null) return 'ending'
  if (isWaiting) return 'places'
  return emulated ? 'old' : 'over'
}
