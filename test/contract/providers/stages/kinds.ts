import type { TokenKind } from '#shared/model/provider'
import type { Provider, ProviderSession } from '#main/ports/provider'
import type { HttpFetch, HttpRequest } from '#main/ports/http'
import { Secret } from '#main/ports/secret'
import { createProviders } from '#main/providers/index'
import { loopbackHttp } from '#test/support/loopback-http'
import { connected, never, unusedPorts } from '../support.ts'
import { emptyStages } from './index.ts'
import { day, listed, now, type EmptyStage, type KindStage } from './stage.ts'
import { usualTimes } from './times.ts'

/** Every kind of token of every provider in the list: provider, kind, and what the record says of it. */
export const everyKind: readonly (readonly [string, string, TokenKind])[] = createProviders(unusedPorts).flatMap(
  ({ record }) => record.tokenKinds.map((kind) => [record.id, kind.kind, kind] as const),
)

/** An account on a stage of its own, signed in for one kind of token. Ends with the simulator. */
export interface Opened {
  readonly stage: EmptyStage
  readonly kind: KindStage
  readonly provider: Provider
  readonly session: ProviderSession
  /** Everything that was sent. */
  readonly sent: HttpRequest[]
}

/** A fresh one of these. @throws when the provider has no stage, or the stage not this kind. */
export async function open(id: string, kindName: string, http: HttpFetch = loopbackHttp()): Promise<Opened> {
  const start = emptyStages[id]
  if (start === undefined) throw new Error(`no empty stage for ${id}`)
  const stage = await start()
  const kind = stage.kinds[kindName]
  if (kind === undefined) throw new Error(`the stage of ${id} has no kind ${kindName}`)
  const sent: HttpRequest[] = []
  const recording: HttpFetch = {
    send(request) {
      sent.push(request)
      return http.send(request)
    },
  }
  const credential = kind.credential ?? stage.credential
  const { provider, session } = connected(id, stage.simulator.origin, credential, recording, stage.stepUp)
  return { stage, kind, provider, session, sent }
}

/** Does a call of the provider do it, be it not all of what was asked for? */
export function isDone({ how }: { readonly how: string }): boolean {
  return how === 'native' || how === 'emulated'
}

/** What is done to tokens, and to which one, ready to be begun; what it gives is what the session gives. */
export const changeNames = ['create', 'update', 'regenerate', 'revoke'] as const
export type ChangeName = (typeof changeNames)[number]

/** A change of one planted token (none for creating one), ready to be made. */
export function prepared({ kind, session }: Opened, name: ChangeName) {
  const { part, draft } = kind
  const newExpiry = { kind: 'at', at: now + 60 * day } as const
  if (name === 'create') {
    const wanted = draft ?? { name: 'made', expiry: newExpiry }
    return { planted: undefined, run: (signal: AbortSignal = never) => session.create(part, wanted, signal) }
  }
  const planted = kind.plant('planted', usualTimes)
  const { token, secret } = planted
  const run = (signal: AbortSignal = never): Promise<unknown> => {
    if (name === 'update') return session.update(part, token, { name: 'renamed' }, signal)
    if (name === 'regenerate') return session.regenerate(part, token, newExpiry, signal)
    return session.revoke(part, token, signal, new Secret(secret))
  }
  return { planted, run }
}

/** What the provider says of a planted token: in its list, or where it has none, when it is asked about the secret. */
export async function toldOf(
  { kind, session }: Opened,
  isListed: boolean,
  { token, secret }: ReturnType<KindStage['plant']>,
) {
  if (isListed) {
    const { tokens } = await listed(session, kind.part)
    return tokens.find(({ issuerId }) => issuerId === token.issuerId)
  }
  const found = await session.inspect(kind.part, await session.identify(never), new Secret(secret), never)
  return found.kind === 'accepted' ? found.token : undefined
}

/** What asks a provider about a kind of token and changes nothing. */
export type ReadName = 'identify' | 'list' | 'form' | 'inspect' | 'probe'

/** The reads that there are for a kind. */
export function readNames({ support, form }: TokenKind): readonly ReadName[] {
  return [
    'identify',
    ...(isDone(support.list) ? (['list'] as const) : []),
    ...(isDone(support.create) && (form.role || form.scopes?.fromProvider === true) ? (['form'] as const) : []),
    ...(support.create.how === 'guided' ? (['inspect'] as const) : []),
    'probe',
  ]
}

/** A read, ready to be made: what has to be known before is asked for already. */
export async function preparedRead({ kind, session }: Opened, name: ReadName) {
  const planted = kind.plant('planted', usualTimes)
  const identity = await session.identify(never)
  const secret = new Secret(planted.secret)
  const run = (signal: AbortSignal = never): Promise<unknown> => {
    if (name === 'identify') return session.identify(signal)
    if (name === 'list') return listed(session, kind.part, signal)
    if (name === 'form') return session.formOptions(kind.part, signal)
    if (name === 'inspect') return session.inspect(kind.part, identity, secret, signal)
    return session.probe(kind.part, planted.token, identity, secret, signal)
  }
  return { planted, run }
}
