import type { Facts } from '#shared/contract'
import type { Account, Part } from '#shared/model/account'
import type { Owner } from '#shared/model/owner'
import type { Operation } from '#shared/model/operation'
import type { Place } from '#shared/model/place'
import type { Held, Token, TokenRow } from '#shared/model/token'
import { defaultPreferences } from '#shared/rules/default-preferences'

export { sampleCatalogue } from './sample-catalogue.ts'

/** Made-up facts for tests of the window. Every value is fixed, so that what a test sees depends on nothing else. */

/** 15 June 2026, 12:00 UTC. */
export const sampleNow = Date.UTC(2026, 5, 15, 12)

export const day = 86_400_000

export const me: Owner = { kind: 'me', id: 'ada', name: 'ada' }
export const acme: Owner = { kind: 'organization', id: 'acme', name: 'acme' }
export const platformTeam: Owner = { kind: 'team', id: 'platform', name: 'platform', organization: 'acme' }

export function sampleAccount(change: Partial<Account> = {}): Account {
  return {
    id: 'account-pulumi',
    provider: 'pulumi',
    name: 'Work',
    origin: 'https://api.pulumi.example',
    console: 'https://app.pulumi.example',
    identity: {
      id: 'ada',
      login: 'ada',
      name: 'Ada Example',
      kind: 'person',
      organizations: [{ id: 'acme', name: 'acme', role: 'admin' }],
      teams: [{ id: 'platform', name: 'platform', organization: 'acme' }],
    },
    addedAt: sampleNow - 90 * day,
    checkedAt: sampleNow,
    credentialError: null,
    credentialExpiry: { kind: 'unknown' },
    heldSecrets: 2,
    refresh: null,
    failure: null,
    ...change,
  }
}

export const gitpodAccount: Account = sampleAccount({
  id: 'account-gitpod',
  provider: 'gitpod',
  name: 'Gitpod',
  origin: 'https://api.gitpod.example',
  console: 'https://gitpod.example',
  identity: { id: 'ada-g', login: 'ada', name: 'Ada Example', kind: 'person', organizations: [], teams: [] },
  heldSecrets: 0,
})

export function samplePart(change: Partial<Part> = {}): Part {
  return {
    id: 'part-me',
    accountId: 'account-pulumi',
    owner: me,
    kind: 'personal',
    asOf: sampleNow - 3_600_000,
    tokens: 1,
    failure: null,
    failedAt: null,
    ...change,
  }
}

export function sampleParts(): Part[] {
  return [
    samplePart(),
    samplePart({ id: 'part-acme', owner: acme, kind: 'organization' }),
    samplePart({ id: 'part-team', owner: platformTeam, kind: 'team' }),
    samplePart({ id: 'part-gitpod', accountId: 'account-gitpod', owner: { ...me, id: 'ada-g' } }),
  ]
}

export const sampleHeld: Held = { secretId: 'secret-1', proof: 'proven', storedAt: sampleNow - 5 * day }

/** No audit yet, by the policy that is there at first. */
export const sampleAudit: Facts['audit'] = {
  last: null,
  isRunning: false,
  policy: { choice: { kind: 'pack', pack: 'issuer' }, name: 'Issuers’ limits', faults: [], lifetimes: {} },
}

/** A token with what is held of it; `change` goes into the token, `mine` beside it. */
export function sampleRow(change: Partial<Token> = {}, mine: Partial<Omit<TokenRow, 'token'>> = {}): TokenRow {
  return {
    token: {
      id: 'token-1',
      accountId: 'account-pulumi',
      partId: 'part-me',
      provider: 'pulumi',
      issuerId: 'issuer-1',
      owner: me,
      kind: 'personal',
      name: 'laptop',
      description: '',
      created: { kind: 'at', at: sampleNow - 60 * day },
      lastUsed: { kind: 'at', at: sampleNow - 2 * day },
      expiry: { kind: 'at', at: sampleNow + 100 * day },
      scopes: { kind: 'full' },
      state: 'active',
      asOf: sampleNow - 3_600_000,
      ...change,
    },
    held: null,
    own: 'no',
    tags: [],
    notes: '',
    ...mine,
  }
}

export function samplePlace(change: Partial<Place> = {}): Place {
  return {
    id: 'p1',
    tokenId: 'token-1',
    where: { kind: 'variable', name: 'DEPLOY_TOKEN' },
    note: '',
    addedAt: sampleNow - 20 * day,
    oldSince: null,
    replaced: null,
    seen: null,
    ...change,
  }
}

/** A successor that was made, and works. */
export function sampleOperation(change: Partial<Operation> = {}): Operation {
  return {
    id: 'op-1',
    kind: 'regenerate',
    accountId: 'account-pulumi',
    provider: 'pulumi',
    owner: me,
    tokenKind: 'personal',
    tokenName: 'laptop',
    emulated: true,
    step: 'checked',
    startedAt: sampleNow,
    changedAt: sampleNow,
    error: null,
    candidates: [],
    ...change,
  }
}

export function sampleFacts(change: Partial<Facts> = {}): Facts {
  return {
    vault: {
      kind: 'open',
      storage: 'disk',
      slots: ['os'],
      keystore: { level: 'strong', platform: 'linux', tag: 'v11', store: 'GNOME Keyring' },
      openedAt: sampleNow,
      readOnly: false,
      rekeying: null,
      strongerKeystore: null,
      keystoreSlot: null,
    },
    accounts: [sampleAccount(), gitpodAccount],
    parts: sampleParts(),
    operations: [],
    bulk: null,
    wantedOperation: null,
    audit: sampleAudit,
    expiry: { expired: 0, due: 0, quiet: 0, next: [], credentials: [], steps: {}, wanted: null },
    calendarTrouble: null,
    endings: [],
    unstored: [],
    profile: { name: 'default', several: false },
    preferences: defaultPreferences,
    locking: {
      tellings: { idle: 'yes', systemLock: 'yes', suspend: 'yes', userSwitch: 'yes' },
      held: null,
      scheduleWaits: false,
    },
    online: true,
    capture: { available: false, allowedUntil: null },
    ...change,
  }
}

const words = ['deploy', 'laptop', 'ci', 'backup', 'staging', 'release', 'audit', 'nightly', 'preview', 'import']
const kinds = [
  { owner: me, kind: 'personal', partId: 'part-me' },
  { owner: acme, kind: 'organization', partId: 'part-acme' },
  { owner: platformTeam, kind: 'team', partId: 'part-team' },
] as const

function sampleExpiry(index: number): Token['expiry'] {
  if (index % 11 === 0) return { kind: 'never' }
  if (index % 17 === 0) return { kind: 'unknown' }
  return { kind: 'at', at: sampleNow + ((index * 7) % 400) * day - 20 * day }
}

/** As many different rows as wanted, the same ones each time: all states, kinds, expiries and both accounts. */
export function manyRows(count: number): TokenRow[] {
  return Array.from({ length: count }, (_, index) => {
    const place = kinds[index % 3] ?? kinds[0]
    const gitpod = index % 5 === 4
    const word = words[index % words.length] ?? ''
    return sampleRow(
      {
        id: `token-${index}`,
        issuerId: `issuer-${index}`,
        name: `${word}-${String(index).padStart(5, '0')}`,
        description: index % 4 === 0 ? `used by the ${word} job` : '',
        accountId: gitpod ? 'account-gitpod' : 'account-pulumi',
        provider: gitpod ? 'gitpod' : 'pulumi',
        owner: gitpod ? { ...me, id: 'ada-g' } : place.owner,
        kind: gitpod ? 'personal' : place.kind,
        partId: gitpod ? 'part-gitpod' : place.partId,
        created: { kind: 'at', at: sampleNow - ((index * 13) % 900) * day },
        lastUsed: index % 7 === 0 ? { kind: 'never' } : { kind: 'at', at: sampleNow - ((index * 3) % 300) * day },
        expiry: sampleExpiry(index),
        scopes: gitpod && index % 2 === 0 ? { kind: 'none' } : { kind: 'full' },
        state: index % 29 === 28 ? 'revoked' : 'active',
        ...(index % 29 === 28 && { goneAt: sampleNow - day }),
      },
      {
        held: index % 6 === 0 ? { ...sampleHeld, secretId: `secret-${index}` } : null,
        own: index === 0 ? 'yes' : index % 3 === 0 ? 'unknown' : 'no',
        tags: index % 9 === 0 ? ['ci'] : index % 13 === 0 ? ['prod', 'rotate'] : [],
        notes: index % 20 === 0 ? 'ask the platform team first' : '',
      },
    )
  })
}
