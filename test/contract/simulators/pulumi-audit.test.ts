import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { AuditFacts } from '#test/simulators/pulumi/audit-log'
import { field, listField, textField, type Answer } from './client.ts'
import { DAY, error, FORBIDDEN, PulumiFixture, refused, SECONDS, START } from './pulumi-fixture.ts'

const service = new PulumiFixture()
const V1 = '/api/orgs/acme/auditlogs'
const V2 = '/api/orgs/acme/auditlogs/v2'

/** Plants an event that ada caused. */
function plant(event: string, timestamp = SECONDS, more: Partial<AuditFacts> = {}): void {
  const user = service.state.user('ada')
  service.state.audit.add(service.state.organization('acme'), { event, description: 'd', timestamp, user, ...more })
}

async function events(path: string): Promise<unknown[]> {
  const { status, text, body } = await service.call(service.ada, 'GET', path)
  expect(status, text).toBe(200)
  return listField(body, 'auditLogEvents').map((event) => field(event, 'event'))
}

describe('who may read it', () => {
  it('is for administrators, people and organization tokens', async () => {
    const root = service.state.addOrganizationToken('acme', { name: 'root', admin: true }).value
    const plain = service.state.addOrganizationToken('acme', { name: 'plain' }).value
    for (const path of [`${V1}?startTime=1`, `${V1}/export?startTime=1`, V2, `${V2}/export`]) {
      expect((await service.call(root, 'GET', path)).status).toBe(200)
      for (const value of [service.bob, plain]) expect(error(await service.call(value, 'GET', path))).toEqual(FORBIDDEN)
    }
  })

  it('is not in smaller plans', async () => {
    service.state.addOrganization({ name: 'small', display: 'Small', plan: 'pro' })
    service.state.addMember('small', 'ada', 'admin')
    const message = 'Bad Request: Audit Logs is available only to organizations with an Enterprise subscription.'
    for (const path of ['/auditlogs/v2', '/auditlogs/v2/export']) {
      const answer = await service.call(service.ada, 'GET', `/api/orgs/small${path}`)
      expect(error(answer)).toEqual(refused(400, message))
    }
  })
})

describe('what is in it', () => {
  it('tells what happens to machine tokens and the policy, and nothing of personal ones', async () => {
    const personal = await service.call(service.ada, 'POST', '/api/user/tokens', { description: 'x' })
    await service.call(service.ada, 'DELETE', `/api/user/tokens/${textField(personal.body, 'id')}`)
    for (const path of ['/api/orgs/acme/tokens', '/api/orgs/acme/teams/data/tokens']) {
      const made = await service.call(service.ada, 'POST', path, { name: `t${path.length}` })
      await service.call(service.ada, 'DELETE', `${path}/${textField(made.body, 'id')}`)
    }
    await service.call(service.ada, 'PATCH', '/api/orgs/acme', {})
    await service.call(service.ada, 'PATCH', '/api/orgs/acme', { setMaxAccessTokenExpiryDays: 0 })
    expect(await events(V2)).toEqual([
      'organization-settings-changed',
      'team-token-deleted',
      'team-token-created',
      'organization-token-deleted',
      'organization-token-created',
    ])
  })

  it('names the person and the token that authenticated, in seconds', async () => {
    await service.call(service.ada, 'POST', '/api/orgs/acme/tokens', { name: 'ci' })
    const { body } = await service.call(service.ada, 'GET', V2)
    expect(listField(body, 'auditLogEvents')).toEqual([
      {
        timestamp: SECONDS,
        sourceIP: '',
        event: 'organization-token-created',
        description: 'Created organization access token "ci"',
        user: { name: 'ADA', githubLogin: 'ada', avatarUrl: 'https://avatars.example/ada.png' },
        tokenID: service.state.findTokenByValue(service.ada)!.id,
        reqOrgAdmin: true,
      },
    ])
  })

  it('names the machine where it was one', async () => {
    const root = service.state.addOrganizationToken('acme', { name: 'root', admin: true }).value
    await service.call(root, 'POST', '/api/orgs/acme/teams/data/tokens', { name: 'etl' })
    const found = listField((await service.call(root, 'GET', V2)).body, 'auditLogEvents')
    expect(found).toMatchObject([{ tokenName: 'root', actorName: 'root', user: { githubLogin: 'acme' } }])
  })

  it('keeps the log of one organization from another', async () => {
    plant('member-added')
    service.state.addOrganization({ name: 'other', display: 'Other', plan: 'enterprise' })
    service.state.addMember('other', 'ada', 'admin')
    expect(await events('/api/orgs/other/auditlogs/v2')).toEqual([])
  })
})

describe('the range', () => {
  it.each([
    ['', ['new', 'middle', 'old']],
    [`?startTime=${SECONDS - DAY}`, ['new', 'middle']],
    [`?endTime=${SECONDS - DAY}`, ['middle', 'old']],
    [`?startTime=${SECONDS - DAY}&endTime=${SECONDS - 1}`, ['middle']],
    [`?startTime=${START}`, []],
  ])('of v2 begins with startTime: %s', async (query, expected) => {
    plant('middle', SECONDS - DAY)
    plant('old', SECONDS - 2 * DAY)
    plant('new')
    expect(await events(V2 + query)).toEqual(expected)
  })

  it('of v1 ends with startTime, which it wants', async () => {
    plant('old', SECONDS - 2 * DAY)
    plant('new')
    expect(await events(`${V1}?startTime=${SECONDS - DAY}`)).toEqual(['old'])
    expect((await service.call(service.ada, 'GET', V1)).status).toBe(400)
  })

  it.each(['startTime=2026-05-10', 'startTime=1.5', 'endTime=-1', 'startTime=2&endTime=1', 'format=csv'])(
    'refuses %s',
    async (query) => {
      expect(error(await service.call(service.ada, 'GET', `${V2}?${query}`))).toMatchObject({ status: 400, code: 400 })
    },
  )
})

describe('filters', () => {
  it('are by event and by login, and go by the names of the API’s description', async () => {
    plant('member-added')
    plant('Team Token Created', SECONDS, { user: service.state.user('bob') })
    expect(await events(`${V2}?eventFilter=member-added`)).toEqual(['member-added'])
    expect(await events(`${V2}?userFilter=bob`)).toEqual(['Team Token Created'])
    expect(await events(`${V2}?eventType=member-added&user=ada`)).toHaveLength(2)
    const unknown = await service.call(service.ada, 'GET', `${V2}?userFilter=nobody`)
    expect(error(unknown)).toEqual(refused(404, "Not Found: User 'nobody' not found"))
  })
})

describe('pages', () => {
  it('hold a hundred, also of one second, and no token for a next page that would be empty', async () => {
    for (let at = 0; at < 200; at += 1) plant(`e${at}`)
    const first = await service.call(service.ada, 'GET', V2)
    const next = textField(first.body, 'continuationToken')
    plant('meanwhile', SECONDS + 1)
    const second = await service.call(service.ada, 'GET', `${V2}?continuationToken=${next}`)
    expect(second.body).not.toHaveProperty('continuationToken')
    const seen = [first, second].flatMap(({ body }) => listField(body, 'auditLogEvents'))
    expect(seen.map((event) => field(event, 'event'))).toEqual(Array.from({ length: 200 }, (_, at) => `e${199 - at}`))
    expect((await service.call(service.ada, 'GET', `${V1}?continuationToken=${next}`)).status).toBe(200)
    expect((await service.call(service.ada, 'GET', `${V2}?continuationToken=made-up`)).status).toBe(400)
  })
})

describe('the export', () => {
  it('is CSV unless asked otherwise', async () => {
    plant('member-added', SECONDS, {
      description: 'Added "bob", a member',
      sourceIP: '203.0.113.42',
      authFailure: true,
    })
    plant('old', SECONDS - DAY)
    const answer = await service.call(service.ada, 'GET', `${V2}/export?startTime=${SECONDS}`)
    expect(answer.headers.get('content-type')).toBe('text/plain')
    expect(answer.text).toBe(
      'Timestamp,Name,Login,Event,Description,SourceIP,TokenID,TokenName,RequireOrgAdmin,RequireStackAdmin,AuthenticationFailure\n' +
        '2026-05-10T12:00:00Z,ADA,ada,member-added,"Added ""bob"", a member",203.0.113.42,,,false,false,true\n',
    )
    expect((await service.call(service.ada, 'GET', `${V2}/export?format=csv&startTime=${SECONDS}`)).text).toBe(
      answer.text,
    )
    expect((await service.call(service.ada, 'GET', `${V2}/export?format=json`)).status).toBe(400)
  })

  it('is CEF when asked', async () => {
    plant('member-added', SECONDS, { description: 'a|b', sourceIP: '203.0.113.42' })
    const { text } = await service.call(service.ada, 'GET', `${V2}/export?format=cef`)
    expect(text).toMatch(/^CEF:0\|Pulumi\|Pulumi Service\|1\.0\|member-added\|a\\\|b\|0\|dvchost=api\.pulumi\.com rt=/)
    expect(text).toContain(`rt=${START} src=203.0.113.42 suser=ada orgID=`)
  })

  it('has the range of its version', async () => {
    plant('old', SECONDS - 2 * DAY)
    plant('new')
    const export1 = await service.call(service.ada, 'GET', `${V1}/export?startTime=${SECONDS - DAY}`)
    const export2 = await service.call(service.ada, 'GET', `${V2}/export?startTime=${SECONDS - DAY}`)
    expect([export1.text.includes(',old,'), export1.text.includes(',new,')]).toEqual([true, false])
    expect([export2.text.includes(',old,'), export2.text.includes(',new,')]).toEqual([false, true])
  })

  it('is compressed even for those who did not ask, and may come without saying so', async () => {
    plant('member-added')
    const told = await bytes(`${V2}/export`)
    expect(told.encoding).toBe('gzip')
    expect(gunzipSync(told.body).toString()).toContain('member-added')
    service.state.namesExportEncoding = false
    const untold = await bytes(`${V2}/export`)
    expect([untold.encoding, untold.body.subarray(0, 2).toString('hex')]).toEqual([undefined, '1f8b'])
  })

  /** What is on the wire: fetch would unpack it. */
  function bytes(path: string): Promise<{ encoding: string | undefined; body: Buffer }> {
    const headers = { authorization: `token ${service.ada}`, 'accept-encoding': 'identity' }
    return new Promise((resolve, reject) => {
      get(service.origin + path, { headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) })
        })
      }).on('error', reject)
    })
  }
})

it('answers paths beside it in plain text', async () => {
  const answers: Answer[] = []
  for (const path of [`${V2}/`, `${V2}/export/x`, '/api/orgs/acme/auditlogs/v3']) {
    answers.push(await service.call(service.ada, 'GET', path))
  }
  expect(answers.map((answer) => [answer.status, answer.text])).toEqual(
    Array.from({ length: 3 }, () => [404, '404 page not found\n']),
  )
})
