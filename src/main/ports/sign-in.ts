import { z } from 'zod'
import { Secret } from './secret.ts'

/** What a person signs in with: one secret, and beside it the lines that the provider's record asks for, by their ids. */
export interface SignIn {
  readonly secret: Secret
  readonly fields: Readonly<Record<string, string>>
}

const joinedSchema = z.strictObject({ secret: z.string(), fields: z.record(z.string(), z.string()) })

/** One credential of it, as it is sealed: the secret itself where there is nothing beside it. The caller wipes both. */
export function joinSignIn({ secret, fields }: SignIn): Secret {
  return secret.use((value) =>
    Object.keys(fields).length === 0 ? new Secret(value) : new Secret(JSON.stringify({ secret: value, fields })),
  )
}

/** Takes apart what `joinSignIn` made. Anything else is the secret itself, with nothing beside it. */
export function splitSignIn(credential: Secret): SignIn {
  return credential.use((value) => {
    const joined = joinedSchema.safeParse(parsed(value))
    return joined.success
      ? { secret: new Secret(joined.data.secret), fields: joined.data.fields }
      : { secret: new Secret(value), fields: {} }
  })
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
