import { type Form, type Inspection, longestInspected, type Match } from '#shared/model/inspection'
import type { Instant } from '#shared/model/time'
import { fits, type Shaped } from '#shared/rules/recognise'
import { checksumOf } from './checksum.ts'
import { joseForm, pasetoForm } from './structured.ts'
import { signsOf, valueIn } from './value.ts'

export { clockSkew } from './validity.ts'
export { valueIn } from './value.ts'

/** Longest value that shapes are tried on: no provider's secrets are longer. */
const longestShaped = 4096

const nothing: Pick<Inspection, 'matches' | 'alphabet' | 'roomBits' | 'different' | 'odd'> = {
  matches: [],
  alphabet: 'other',
  roomBits: 0,
  different: 0,
  odd: [],
}

/**
 * What a text is, told from itself alone: this room imports nothing that reaches a network, a file or a window, and the
 * answer has nothing in it that the value could be made of. No signature is verified, and nothing is proven: a token that
 * looks right may have been revoked long ago.
 */
export function inspect(text: string, shapes: readonly Shaped[], now: Instant): Inspection {
  if (text.length > longestInspected) {
    return { around: [], length: text.length, form: { form: 'too-long' }, ...nothing }
  }
  const { value, around } = valueIn(text)
  const form = formOf(value, now)
  if (form.form === 'empty' || form.form === 'several' || form.form === 'pem') {
    return { around, length: value.length, form, ...nothing }
  }
  return { around, length: value.length, form, matches: matchesOf(value, shapes), ...signsOf(value) }
}

function formOf(value: string, now: Instant): Form {
  if (value === '') return { form: 'empty' }
  const label = /^-----BEGIN ([A-Z0-9 ]{1,60})-----/.exec(value)?.[1]
  if (label !== undefined) return { form: 'pem', label }
  if (/\s/.test(value)) return { form: 'several', lines: value.split(/\r\n|\r|\n/).length }
  return joseForm(value, now) ?? pasetoForm(value, now) ?? { form: 'opaque' }
}

const order = { certain: 0, likely: 1, possible: 2 } as const

/** Everything that it may be, surest first. One with a wrong checksum is told, and comes last. */
function matchesOf(value: string, shapes: readonly Shaped[]): Match[] {
  if (value.length > longestShaped) return []
  const checksum = checksumOf(value)
  const found = shapes.flatMap(({ id, shapes: own }) =>
    own
      .filter((shape) => fits(value, shape))
      .map((shape): Match => {
        const isMarked = shape.prefix !== ''
        const how = !isMarked ? 'possible' : checksum === 'right' ? 'certain' : 'likely'
        return { provider: id, kind: shape.kind, how, checksum: isMarked ? checksum : null }
      }),
  )
  const rank = ({ how, checksum: own }: Match) => order[how] + (own === 'wrong' ? 3 : 0)
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, 200)
}
