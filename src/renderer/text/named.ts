import type { NamedAddress } from '#shared/contract'
import type { ConfigFormat } from '#shared/model/provider'
import { count, listed } from '#shared/text/words'

const configuration: Readonly<Record<ConfigFormat, string>> = { npmrc: 'npm configuration' }

/** Sentences about addresses and credentials that the configuration of a tool has. */
export const namedText = {
  take: (format: ConfigFormat) => `Use the token of your ${configuration[format]}`,
  taken: (format: ConfigFormat) => `The token of your ${configuration[format]}. It is read when you check.`,
  another: 'Enter another token',
  unset: (format: ConfigFormat, variable: string) =>
    `Your ${configuration[format]} takes the token from ${variable}, which is not set for Keyrack. Enter it yourself.`,
  unusable: (format: ConfigFormat, number: number) =>
    `Your ${configuration[format]} names ${count(number, 'other address', 'other addresses')} that cannot be used: Keyrack takes https addresses, and http only for this computer.`,
} as const

/** Why an address is offered: `From your npm configuration, for @acme and all other packages.` */
export function namedHelp({ place, isDefault, scopes }: NamedAddress, format: ConfigFormat): string {
  const rest = scopes.length === 0 ? 'all packages' : 'all other packages'
  const uses = [...scopes, ...(isDefault ? [rest] : [])]
  const why = uses.length === 0 ? 'which signs in there' : `for ${listed(uses)}`
  return `${placeNames[place]} ${configuration[format]}, ${why}.`
}

const placeNames: Readonly<Record<NamedAddress['place'], string>> = {
  environment: 'From your environment’s',
  user: 'From your',
  global: 'From this computer’s',
}
