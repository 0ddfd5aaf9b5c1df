import { z } from 'zod'
import type { HttpResponse } from '#main/ports/http'
import { parse } from '../kit/body.ts'
import { list } from '../kit/list.ts'
import { problemOfStatus, untilReset, type Problem } from '../kit/problem.ts'

const errorBody = z.object({
  errors: list(z.object({ reason: z.string().catch(''), field: z.string().nullish().catch(undefined) })),
})

/** A good token without the scope is answered 401 as well; what tells the two apart is these words. */
const notAuthorized = /not authorized to use this endpoint/i

/** The fields of our form by Linode's names. */
const fields: ReadonlyMap<string, string> = new Map([
  ['label', 'name'],
  ['expiry', 'expiry'],
  ['scopes', 'scopes'],
])

/** Reads an answer of Linode that is no success: `errors`, each with a reason, and a field where one is meant. */
export function linodeProblem({ status, body }: HttpResponse): Problem {
  const ofStatus = problemOfStatus(status)
  const { success, data } = errorBody.safeParse(parse(body))
  if (!success) return ofStatus
  const said = data.errors
    .slice(0, 5)
    .map(({ reason }) => reason)
    .join(' ')
  const field = data.errors.map((error) => fields.get(error.field ?? '')).find((known) => known !== undefined)
  const problem = { ...ofStatus, said, ...(field === undefined ? {} : { field }) }
  return status === 401 && notAuthorized.test(said) ? { ...problem, kind: 'missing-permission' } : problem
}

/** Where there is no `Retry-After`, Linode tells the second at which its limit is lifted. */
export function waitOf(answer: HttpResponse, now: number): number | undefined {
  return untilReset(answer, 'x-ratelimit-reset', now)
}
