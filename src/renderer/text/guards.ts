import type { SlotKind, VaultChoice } from '#shared/model/vault'

/** A way in which a vault is kept, as people choose between them. `either`: the keystore or a passphrase. */
export type Way = VaultChoice | 'either'

/** How far a way of keeping the vault goes against one thing that can happen. */
export interface Guard {
  readonly against: string
  readonly level: 'yes' | 'partly' | 'no'
  readonly says: string
}

const threats = {
  disk: 'Stolen disk or backup',
  person: 'Somebody at this computer',
  programs: 'Programs running as you',
  forgotten: 'Forgotten passphrase',
  keyring: 'Lost keyring',
} as const
type Threat = keyof typeof threats

type Said = readonly [level: Guard['level'], says: string]

const whileLocked: Said = [
  'partly',
  'Kept out while the vault is locked. While it is open, Keyrack is open to them too.',
]
const sameUser: Said = [
  'partly',
  'While the vault is locked they lack the passphrase. While it is open, nothing keeps them out for certain.',
]
const opensByItself: Said = ['no', 'Not kept out: it opens by itself while you are signed in. Locking only hides it.']
const keystoreAnswers: Said = ['no', 'Not kept out: the keystore may answer them as it answers Keyrack.']
const noPassphrase: Said = ['yes', 'There is no passphrase to forget.']
const codeOnly: Said = ['partly', 'Only the recovery code opens the vault then.']

const said: Readonly<Record<Way, Readonly<Record<Threat, Said>>>> = {
  'os-passphrase': {
    disk: ['yes', 'A copy opens only with the keystore of this computer and your passphrase together.'],
    person: whileLocked,
    programs: sameUser,
    forgotten: codeOnly,
    keyring: codeOnly,
  },
  os: {
    disk: ['yes', 'A copy opens only with the keystore of this computer, so it is as safe as your sign-in.'],
    person: opensByItself,
    programs: keystoreAnswers,
    forgotten: noPassphrase,
    keyring: codeOnly,
  },
  passphrase: {
    disk: ['yes', 'A copy opens only with the passphrase, so it is as safe as that is hard to guess.'],
    person: whileLocked,
    programs: sameUser,
    forgotten: codeOnly,
    keyring: ['yes', 'The vault needs no keyring.'],
  },
  either: {
    disk: ['yes', 'A copy is as safe as the weaker of the two: your sign-in or the passphrase.'],
    person: opensByItself,
    programs: keystoreAnswers,
    forgotten: ['yes', 'The keystore still opens the vault.'],
    keyring: ['yes', 'The passphrase still opens the vault.'],
  },
  session: {
    disk: ['yes', 'Nothing of the vault is on the disk.'],
    person: ['no', 'Not kept out while Keyrack runs.'],
    programs: ['no', 'Not kept out while Keyrack runs.'],
    forgotten: noPassphrase,
    keyring: ['yes', 'The session needs no keyring.'],
  },
  'weak-accepted': {
    disk: ['no', 'Whoever has a copy of the vault’s folder may be able to open it.'],
    person: opensByItself,
    programs: ['no', 'Not kept out: the key is as good as public.'],
    forgotten: noPassphrase,
    keyring: ['partly', 'Only a recovery code is certain to open the vault then.'],
  },
}

/** What a way of keeping the vault protects against and what not, the same five things for each. */
export function guardsOf(way: Way): readonly Guard[] {
  return (Object.keys(threats) as Threat[]).map((threat) => {
    const [level, says] = said[way][threat]
    return { against: threats[threat], level, says }
  })
}

export const guardText = {
  title: 'What this protects against',
  levels: { yes: 'Protected', partly: 'In part', no: 'Not protected' } satisfies Record<Guard['level'], string>,
} as const

/** What a slot is, as one of the ways a vault opens. */
export const slotWords: Readonly<Record<SlotKind, { readonly name: string; readonly help: string }>> = {
  os: { name: 'System keystore', help: 'Opens by itself while you are signed in to this computer.' },
  passphrase: { name: 'Passphrase', help: 'Opens on every computer, for whoever knows it.' },
  'os-passphrase': {
    name: 'System keystore and passphrase together',
    help: 'Opens on this computer only, and only with the passphrase.',
  },
  recovery: { name: 'Recovery code', help: 'Opens on every computer, for when nothing else does.' },
}
