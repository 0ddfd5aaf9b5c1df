import { describe, expect, it } from 'vitest'
import { field, request, textField, type Answer } from './client.ts'
import { DAY, ModerneFixture, nodes, refusal, START } from './moderne-fixture.ts'

const service = new ModerneFixture()
const LOG = `query($where: AuditLogWhereInput) {
  auditLogs(where: $where) { edges { node { user { email username } target action actionType outcome description timestamp } } }
}`

async function actions(where: object = {}): Promise<unknown[]> {
  return nodes(await service.data(service.ada, LOG, 'auditLogs', { where })).map((node) => field(node, 'action'))
}

describe('the audit log', () => {
  it('is for administrators', async () => {
    expect(refusal(await service.ask(service.bob, LOG))).toEqual([200, null, 'Forbidden', 'FORBIDDEN'])
  })

  it('tells what was done to tokens, the newest first, and that it was read', async () => {
    await service.ask(service.bob, 'mutation { createAccessToken { id } }')
    service.clock = START + 1000
    await service.ask(service.ada, 'mutation { revokeAllAccessTokens(email: "bob@example.com") }')
    service.clock = START + 2000
    expect(nodes(await service.data(service.ada, LOG, 'auditLogs'))).toEqual([
      {
        user: { email: 'ada@example.com', username: 'Ada' },
        target: 'access.tokens',
        action: 'revoke.all.tokens',
        actionType: 'DELETE',
        outcome: 'SUCCESS',
        description: null,
        timestamp: '2026-05-10T12:00:01.000Z',
      },
      expect.objectContaining({ action: 'create.token', user: { email: 'bob@example.com', username: null } }),
    ])
    expect((await actions())[0]).toBe('read.audit.logs')
  })

  it('tells what the platform did itself, as by Moderne', async () => {
    service.state.record({ user: 'Moderne', target: 'recipes', action: 'deploy', actionType: 'UPDATE' })
    const found = await service.data(service.ada, LOG, 'auditLogs', {
      where: { user: { email: { _eq: 'Moderne' } } },
    })
    expect(nodes(found)).toMatchObject([{ user: { email: 'Moderne', username: null }, action: 'deploy' }])
  })

  it('keeps to filters', async () => {
    const planted = { user: 'bob@example.com', target: 'organizations' }
    service.state.record({ ...planted, action: 'old', actionType: 'READ', timestamp: START - 2 * DAY })
    service.state.record({ ...planted, action: 'failed', actionType: 'UPDATE', outcome: 'FAILURE' })
    expect(await actions({ target: { _eq: 'organizations' } })).toEqual(['failed', 'old'])
    expect(await actions({ outcome: { _eq: 'FAILURE' } })).toEqual(['failed'])
    expect(await actions({ actionType: { _in: ['READ'] }, timestamp: { _lt: '2026-05-10T00:00:00Z' } })).toEqual([
      'old',
    ])
  })
})

describe('exports', () => {
  const START_EXPORT = `mutation($format: AuditLogExportFormat!, $since: DateTime, $until: DateTime, $first: Int) {
    downloadAuditLogs(format: $format, since: $since, until: $until, first: $first) {
      __typename id ... on AuditLogsDownloadProcessing { format startedAt }
    }
  }`
  const POLL = `query($id: ID!) { auditLogsDownloads(where: { id: { _eq: $id } }) { edges { node {
    __typename id
    ... on AuditLogsDownloadFinished { format startedAt finishedAt downloadUrl }
    ... on AuditLogsDownloadError { finishedAt message }
  } } } }`

  async function start(variables: object): Promise<string> {
    return textField(await service.data(service.ada, START_EXPORT, 'downloadAuditLogs', variables), 'id')
  }

  async function poll(id: string): Promise<unknown> {
    return nodes(await service.data(service.ada, POLL, 'auditLogsDownloads', { id }))[0]
  }

  function get(path: string, value: string, headers: Record<string, string> = {}): Promise<Answer> {
    return request(service.origin + path, { headers: { authorization: `Bearer ${value}`, ...headers } })
  }

  /** The file of an export that is waited for. */
  async function file(variables: object): Promise<Answer> {
    const id = await start(variables)
    service.clock += service.state.exportTakes
    return get(textField(await poll(id), 'downloadUrl'), service.ada)
  }

  it('are made meanwhile, and then are at a path of the same service', async () => {
    const begun = await service.data(service.ada, START_EXPORT, 'downloadAuditLogs', { format: 'CSV' })
    const id = textField(begun, 'id')
    const startedAt = '2026-05-10T12:00:00.000Z'
    expect(begun).toEqual({ __typename: 'AuditLogsDownloadProcessing', id, format: 'CSV', startedAt })
    const path = service.state.downloads.get(id)!.url
    service.clock = START + 1999
    expect(await poll(id)).toEqual({ __typename: 'AuditLogsDownloadProcessing', id })
    expect((await get(path, service.ada)).status).toBe(404)
    service.clock = START + 2000
    expect(await poll(id)).toEqual({
      __typename: 'AuditLogsDownloadFinished',
      id,
      format: 'CSV',
      startedAt,
      finishedAt: '2026-05-10T12:00:02.000Z',
      downloadUrl: path,
    })
    expect(path).toMatch(/^\/[^/]/)
    expect((await get(path, service.ada)).status).toBe(200)
    expect([(await get(path, service.bob)).status, (await request(service.origin + path)).status]).toEqual([403, 401])
  })

  it('have a line for each entry in CSV, quoted where needed', async () => {
    const entry = { user: 'bob@example.com', target: 'access.tokens', action: 'create.token' } as const
    service.state.record({ ...entry, actionType: 'CREATE', description: 'said "yes", twice' })
    const answer = await file({ format: 'CSV' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.text).toBe(
      'timestamp,user_id,target,action,action_type,description,outcome\n' +
        '2026-05-10T12:00:00.000+00:00,bob@example.com,access.tokens,create.token,CREATE,"said ""yes"", twice",SUCCESS\n',
    )
  })

  it('have a line for each entry in CEF', async () => {
    service.state.record({ user: 'a=b@example.com', target: 't', action: 'a', actionType: 'READ' })
    expect((await file({ format: 'CEF' })).text).toBe(
      'CEF:0|Moderne|Moderne Platform|2|t|a|1|rt=2026-05-10T12:00:00.000+00:00 suser=a\\=b@example.com act=READ msg= outcome=SUCCESS\n',
    )
  })

  it('hold the time and the number asked for', async () => {
    for (let at = 0; at < 4; at += 1) {
      service.state.record({
        user: 'Moderne',
        target: 't',
        action: `a${at}`,
        actionType: 'READ',
        timestamp: START + at,
      })
    }
    const found = async (variables: object): Promise<string[]> =>
      [...(await file({ format: 'CSV', ...variables })).text.matchAll(/,(a\d),/g)].map((match) => match[1]!)
    const since = new Date(START + 1).toISOString()
    const until = new Date(START + 3).toISOString()
    expect(await found({ since, until })).toEqual(['a2', 'a1'])
    expect(await found({ until, first: 1 })).toEqual(['a2'])
    expect(await found({ until, first: 0 })).toEqual(['a2', 'a1', 'a0'])
  })

  it('may fail, and then say why', async () => {
    service.state.exportFails = 'The disk is full'
    const id = await start({ format: 'CEF' })
    service.clock += service.state.exportTakes
    expect(await poll(id)).toEqual({
      __typename: 'AuditLogsDownloadError',
      id,
      finishedAt: '2026-05-10T12:00:02.000Z',
      message: 'The disk is full',
    })
    expect((await get(service.state.downloads.get(id)!.url, service.ada)).status).toBe(404)
  })

  it('are for administrators', async () => {
    expect(refusal(await service.ask(service.bob, START_EXPORT, { format: 'CSV' }))[3]).toBe('FORBIDDEN')
    expect(refusal(await service.ask(service.bob, POLL, { id: 'x' }))[3]).toBe('FORBIDDEN')
  })

  it('may claim to be somewhere else, for those who would send a credential there', async () => {
    service.state.downloadUrlOf = () => 'https://elsewhere.example/file'
    const id = await start({ format: 'CSV' })
    service.clock += service.state.exportTakes
    expect(await poll(id)).toMatchObject({ downloadUrl: 'https://elsewhere.example/file' })
  })
})
