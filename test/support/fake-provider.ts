import { Failure } from '#main/ports/failure'
import type { EventQuery, Inspection, Page, PartScope, Provider, ProviderSession } from '#main/ports/provider'
import { Secret } from '#main/ports/secret'
import { splitSignIn } from '#main/ports/sign-in'
import { providerSession } from '#main/providers/kit/session'
import type { Identity } from '#shared/model/account'
import type { AuditEvent } from '#shared/model/audit-event'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import type { Token } from '#shared/model/token'
import { plainRecord } from './plain-record.ts'
import type { FakeIssued, FakeService } from './fake-service.ts'

const native = { how: 'native' } as const

/** Native everything, as at Gitpod. */
const classic: TokenKind = {
  kind: 'classic',
  label: 'Personal token',
  owner: 'me',
  form: {
    name: { label: 'Name', required: true, min: 3, max: 63, says: '3 to 63 signs.', unique: 'no', editable: true },
    expiry: { required: true, never: true, presetDays: [30], defaultDays: 30, maxDays: null, says: 'A date.' },
    scopes: {
      many: false,
      required: true,
      fromProvider: false,
      choices: [
        { id: 'none', label: 'None', says: 'Nothing.', scopes: [] },
        { id: 'full', label: 'Full', says: 'Everything.', scopes: ['all'] },
      ],
      default: ['none'],
      editable: true,
    },
    role: false,
  },
  support: { list: native, create: native, update: native, regenerate: native, revoke: native },
  tells: { lastUsed: false, created: true, expiry: true },
}

/** Names for ever, no update, regenerating by making a successor, as at Pulumi. */
const organization: TokenKind = {
  kind: 'org',
  label: 'Organization token',
  owner: 'organization',
  form: {
    name: { label: 'Name', required: true, min: 1, max: 40, says: '40 signs.', unique: 'forever', editable: false },
    description: { label: 'About', required: false, min: 0, max: 500, says: '', unique: 'no', editable: false },
    expiry: { required: false, never: true, presetDays: [30], defaultDays: 30, maxDays: 730, says: 'Two years.' },
    role: true,
  },
  support: {
    list: native,
    create: native,
    update: { how: 'none', reason: 'There is no such call.' },
    regenerate: { how: 'emulated', reason: 'There is no such call.' },
    revoke: native,
  },
  tells: { lastUsed: true, created: true, expiry: true, creator: 'member' },
}

const record: ProviderRecord = {
  ...plainRecord,
  id: 'fake',
  name: 'Fake',
  initials: 'Fk',
  instances: [{ id: 'cloud', name: 'Fake', origin: 'https://api.fake.example', console: 'https://fake.example' }],
  custom: { label: 'Host', placeholder: 'fake.example', says: 'A host.' },
  secret: { label: 'Token', prefix: 'fake-', pattern: '^fake-', placeholder: 'fake-EXAMPLE' },
  newTokenPath: '/tokens/new',
  tokenKinds: [classic, organization],
  auditLog: { support: native, exports: ['csv'], namesTokens: true },
}

/** A provider over services in memory, one for each origin. `page` can be replaced to give out any address. */
export function fakeProvider(...services: readonly FakeService[]): Provider & { page: Provider['page'] } {
  return {
    record,
    resolve(address) {
      const host = address.replace(/^https:\/\//, '').replace(/^api\./, '')
      if (!/^[a-z.]+$/.test(host)) throw new Failure('origin-refused')
      return { origin: `https://api.${host}`, console: `https://${host}` }
    },
    connect(origin, credential) {
      const service = services.find((one) => one.origin === origin)
      if (service === undefined) return Promise.reject(new Failure('unknown-host'))
      return Promise.resolve(session(service, credential))
    },
    page: (console, token) => (token === null ? `${console}/tokens` : `${console}/tokens/${token.issuerId}`),
    isOwnCredential(identity, token) {
      return identity.tokenName === undefined ? 'unknown' : identity.tokenName === token.name ? 'yes' : 'no'
    },
  }
}

function session(service: FakeService, credential: Secret): ProviderSession {
  const signIn = () => {
    const { secret, fields } = splitSignIn(credential)
    service.beside = fields
    return secret.use((value) => service.signIn(value))
  }
  const made = (issued: FakeIssued) => ({ token: facts(issued), secret: new Secret(issued.secret) })
  return providerSession({
    identify: (signal) => service.serve('identify', null, signal, signIn),
    parts: ({ id, login, organizations }) => [
      { owner: { kind: 'me', id: login, name: id }, kind: 'classic' },
      ...organizations.map(({ id: org, name }) => ({
        owner: { kind: 'organization' as const, id: org, name },
        kind: 'org',
      })),
    ],
    list: (part, signal) => list(service, part, signal, signIn),
    formOptions: (part, signal) =>
      service.serve('formOptions', part, signal, () => {
        signIn()
        return { roles: [], scopes: [], maxDays: part.owner.id === 'strict' ? 90 : null }
      }),
    create: (part, draft, signal) =>
      service.serve('create', part, signal, () => {
        const { login } = signIn()
        const { name = '', description = '', expiry } = draft
        if (service.tokens(part.owner.id, part.kind).some((token) => token.name === name))
          throw new Failure('name-taken')
        return made(service.add(part.owner.id, part.kind, { name, description, expiry }, login))
      }),
    update: (part, token, changes, signal) =>
      service.serve('update', part, signal, () => {
        signIn()
        const issued = { ...find(service, part, token), ...(changes.name === undefined ? {} : { name: changes.name }) }
        service.replace(part.owner.id, part.kind, issued)
        return facts(issued)
      }),
    regenerate: (part, token, expiry, signal) =>
      service.serve('regenerate', part, signal, () => {
        const { login } = signIn()
        const before = find(service, part, token)
        if (service.givesNewIds) {
          service.drop(before.issuerId)
          return made(service.add(part.owner.id, part.kind, { name: before.name, expiry }, login))
        }
        const issued = { ...before, expiry, secret: `${before.secret}-again` }
        service.replace(part.owner.id, part.kind, issued)
        return made(issued)
      }),
    revoke: (part, token, signal, secret) =>
      service.serve('revoke', part, signal, () => {
        signIn()
        service.revokedWith = secret?.use((value) => value) ?? null
        const isThere = service.tokens(part.owner.id, part.kind).some(({ issuerId }) => issuerId === token.issuerId)
        service.drop(token.issuerId)
        return isThere ? 'revoked' : 'already-gone'
      }),
    revokeAll: (identity, signal) =>
      service.serve('revokeAll', null, signal, () => {
        signIn()
        service.dropAll(identity.login)
      }),
    memberLists: ({ organizations }) =>
      organizations
        .filter(({ id }) => service.members.has(id))
        .map(({ id, name }) => ({ kind: 'organization', id, name })),
    members: (owner, signal) =>
      service.serve('members', { owner, kind: 'members' }, signal, () => {
        signIn()
        return service.members.get(owner.id) ?? []
      }),
    auditLogs: ({ organizations }) => organizations.map(({ id, name }) => ({ kind: 'organization', id, name })),
    events: (query, signal) => events(service, query, signal, signIn),
    exportEvents: ({ log }, format, signal) =>
      service.serve('exportEvents', { owner: log, kind: 'log' }, signal, () => {
        signIn()
        return Buffer.from(`${format} of ${log.id}\n`)
      }),
    inspect: (part, identity, secret, signal) =>
      service.serve('inspect', part, signal, () => inspected(service, part, identity, secret)),
    probe: (part, token, identity, secret, signal) =>
      service.serve('probe', part, signal, () => {
        try {
          const who = secret.use((value) => service.signIn(value))
          if (who.id !== identity.id) return { kind: 'another' }
          return who.tokenName === undefined
            ? { kind: 'works' }
            : { kind: who.tokenName === token.name ? 'proven' : 'another' }
        } catch {
          return { kind: 'refused' }
        }
      }),
  })
}

function inspected(service: FakeService, part: PartScope, identity: Identity, secret: Secret): Inspection {
  const value = secret.use((text) => text)
  const issued = service.tokens(part.owner.id, part.kind).find((token) => token.secret === value)
  try {
    if (service.signIn(value).id !== identity.id || issued === undefined) return { kind: 'another' }
  } catch {
    return { kind: 'refused' }
  }
  return service.tellsOwn
    ? { kind: 'accepted', proof: 'proven', token: facts(issued) }
    : { kind: 'accepted', proof: 'works', token: {} }
}

async function* list(
  service: FakeService,
  part: PartScope,
  signal: AbortSignal,
  signIn: () => unknown,
): AsyncGenerator<Page> {
  for (let from = 0; ; from += service.pageSize) {
    const page = await service.serve('list', part, signal, () => {
      signIn()
      const all = service.tokens(part.owner.id, part.kind)
      return { tokens: all.slice(from, from + service.pageSize).map(facts), total: all.length }
    })
    yield page
    if (from + service.pageSize >= page.total) return
  }
}

async function* events(
  service: FakeService,
  { log, from, to }: EventQuery,
  signal: AbortSignal,
  signIn: () => unknown,
): AsyncGenerator<readonly AuditEvent[]> {
  const all = (service.logs.get(log.id) ?? []).filter(({ at }) => at >= from && at < to)
  for (let start = 0; start === 0 || start < all.length; start += 500) {
    yield await service.serve('events', { owner: log, kind: 'log' }, signal, () => {
      signIn()
      return all.slice(start, start + 500)
    })
  }
}

function find(service: FakeService, part: PartScope, { issuerId }: Token): FakeIssued {
  const found = service.tokens(part.owner.id, part.kind).find((token) => token.issuerId === issuerId)
  if (found === undefined) throw new Failure('not-found')
  return found
}

function facts({ secret: _secret, ...issued }: FakeIssued) {
  return issued
}
