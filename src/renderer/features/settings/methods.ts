import type { SlotKind, VaultState } from '#shared/model/vault'

type OpenVault = Extract<VaultState, { kind: 'open' }>

/** How a vault opens day by day; the recovery code comes on top of it. */
export type Method = 'os-passphrase' | 'os' | 'passphrase' | 'either'

const slots: Readonly<Record<Method, readonly SlotKind[]>> = {
  'os-passphrase': ['os-passphrase'],
  os: ['os'],
  passphrase: ['passphrase'],
  either: ['os', 'passphrase'],
}

/** The slots of a method, with one for the recovery code where there shall be one. */
export function slotsOf(method: Method, withCode: boolean): SlotKind[] {
  return withCode ? [...slots[method], 'recovery'] : [...slots[method]]
}

/** How a vault with these slots opens. One with nothing but a recovery code is nearest to a passphrase. */
export function methodOf(kinds: readonly SlotKind[]): Method {
  if (kinds.includes('os-passphrase')) return 'os-passphrase'
  if (kinds.includes('os')) return kinds.includes('passphrase') ? 'either' : 'os'
  return 'passphrase'
}

/** What can be chosen, best first. A keystore that protects little is offered only to whom it serves already. */
export function methodsFor({ slots: kinds, keystore }: OpenVault): readonly Method[] {
  const present = methodOf(kinds)
  const all: readonly Method[] = ['os-passphrase', 'passphrase', 'os', 'either']
  return all.filter((method) => method === 'passphrase' || method === present || keystore.level === 'strong')
}

/** The kind of slot of a method that a passphrase goes into, null where it has none. */
export function passphraseKind(method: Method): SlotKind | null {
  return slots[method].find((kind) => kind === 'passphrase' || kind === 'os-passphrase') ?? null
}
