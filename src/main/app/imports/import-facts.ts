import type { ImportCandidate } from '#shared/contract/import'
import type { ImportFormat } from '#shared/model/import'
import type { ProviderRecord, SecretShape } from '#shared/model/provider'
import { recognise } from '#shared/rules/recognise'
import type { Candidate } from '../../ports/import-reader.ts'
import type { Provider } from '../../ports/provider.ts'
import type { Context } from '../context.ts'

/** Shorter ones show nothing of themselves but how their kind begins. */
const longEnough = 24
const shownAtEnd = 4
const dots = '••••••••'

/** What is told of a value by its shape, and by what stands beside it in the file. Nothing is sent. */
export function factsOf(
  context: Context,
  format: ImportFormat,
  { secret, ...hints }: Candidate,
): Pick<ImportCandidate, 'masked' | 'providers' | 'isCertain' | 'address'> {
  return secret.use((value) => {
    const found = recognise(value, context.catalogue)
    const marked = found.filter(({ how }) => how !== 'possible').map(({ provider }) => provider)
    // Without a mark almost any long value fits: something beside it has to say the same.
    const hinted = context.catalogue.filter((record) => isHinted(record, format, hints)).map(({ id }) => id)
    const fitting = hinted.filter((id) => mayBe(context.catalogue, found, id))
    const providers = [...new Set([...marked, ...fitting])].slice(0, 10)
    return {
      masked: maskOf(value, context.catalogue, marked[0]),
      providers,
      isCertain: found[0]?.how === 'certain',
      address: addressOf(context, providers[0], hints.service),
    }
  })
}

/** Is this address one of the provider's own, or one that an account signs in at? */
export function isKnownAddress({ index }: Pick<Context, 'index'>, { record }: Provider, origin: string): boolean {
  return (
    record.instances.some((instance) => instance.origin === origin) ||
    [...index.accounts.values()].some((account) => account.provider === record.id && account.origin === origin)
  )
}

/** How its kind begins and how it ends; of what no mark tells to be a token nothing, as it may be somebody's password. */
function maskOf(value: string, catalogue: readonly ProviderRecord[], provider: string | undefined): string {
  const shape = catalogue
    .find(({ id }) => id === provider)
    ?.shapes.find(({ prefix, pattern }: SecretShape) => value.startsWith(prefix) && new RegExp(pattern).test(value))
  if (shape === undefined) return dots
  return value.length < longEnough ? shape.prefix + dots : shape.prefix + dots + value.slice(-shownAtEnd)
}

type Hints = Pick<Candidate, 'at' | 'name' | 'service' | 'user'>

/** Does the file name the provider: by a word of its own, by an address of it, or by being the file of its tool? */
function isHinted(
  { id, instances, custom }: ProviderRecord,
  format: ImportFormat,
  { at, name, service }: Hints,
): boolean {
  if (custom?.namedIn === format) return true
  const words = [at.entry, name].flatMap((text) => text?.toLowerCase().split(/[^a-z0-9]+/) ?? [])
  const hosts = instances.flatMap(({ origin, console }) => [origin, console].map((url) => new URL(url).host))
  return words.includes(id) || (service !== null && hosts.includes(hostOf(service)))
}

/** One whose secrets have no shape at all can be anything. */
function mayBe(catalogue: readonly ProviderRecord[], found: ReturnType<typeof recognise>, id: string): boolean {
  const shapes = catalogue.find((record) => record.id === id)?.shapes ?? []
  return found.some(({ provider }) => provider === id) || shapes.length === 0
}

function hostOf(service: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(service) ? service : `https://${service}`
  return URL.canParse(url) ? new URL(url).host : ''
}

/** Where the provider would be by what the file says. An address that is known comes before one that is taken literally. */
function addressOf(
  context: Context,
  providerId: string | undefined,
  service: string | null,
): ImportCandidate['address'] {
  const provider = providerId === undefined ? undefined : context.providers.get(providerId)
  if (provider === undefined || service === null) return null
  const resolved = [service, hostOf(service)].flatMap((address) => {
    try {
      const { origin } = provider.resolve(address)
      return [{ origin, isKnown: isKnownAddress(context, provider, origin) }]
    } catch {
      return []
    }
  })
  return resolved.find(({ isKnown }) => isKnown) ?? resolved[0] ?? null
}
