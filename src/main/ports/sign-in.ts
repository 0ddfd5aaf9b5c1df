import { z } from 'zod'
import { Secret } from './secret.ts'

/** What a person signs in with: one secret, and beside it the lines that the provider's record asks for, by their ids. */
export interface SignIn {
  readonly secret: Secret
  readonly fields: Readonly<Record<string, string>>
}

const joinedSchema = z.strictObject({ secret: z.string(), fields: z.record(z.string(), z.string()) })

/**
 * One credential of it, as it is sealed: the secret itself where there is nothing beside it, unless that would be taken
 * apart afterwards. The caller wipes both.
 */
export function joinSignIn({ secret, fields }: SignIn): Secret {
  return secret.use((value) => {
    const isAlone = Object.keys(fields).length === 0 && joinedIn(value) === undefined
    return new Secret(isAlone ? value : JSON.stringify({ secret: value, fields }))
  })
}

/** Takes apart what `joinSignIn` made. Anything else is the secret itself, with nothing beside it. */
export function splitSignIn(credential: Secret): SignIn {
  return credential.use((value) => {
    const joined = joinedIn(value)
    return joined === undefined
      ? { secret: new Secret(value), fields: {} }
      : { secret: new Secret(joined.secret), fields: joined.fields }
  })
}

function joinedIn(value: string): z.output<typeof joinedSchema> | undefined {
  return joinedSchema.safeParse(parsed(value)).data
}

function parsed(text: string): unknown {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
