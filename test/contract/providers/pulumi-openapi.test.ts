import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from '#main/ports/http'
import type { ProviderSession } from '#main/ports/provider'
import { loopbackHttp } from '#test/support/loopback-http'
import { OpenApi } from './openapi.ts'
import { schemaFolder, whyNoSchemas } from './schema-folder.ts'
import { pulumiOrganization, pulumiPersonal, pulumiStage, pulumiTeam } from './stages/pulumi.ts'
import type { Stage } from './stages/stage.ts'
import { connected, never } from './support.ts'

/**
 * Holds Keyrack's calls and the simulator's answers against Pulumi Cloud's own description: `pulumi.json` in that folder
 * is provider/pkg/cloud/spec.json of github.com/pulumi/pulumi-pulumiservice.
 */

/** What the simulator leaves out, as Keyrack reads nothing of it: what a role allows, and switches of the console. */
const unread = /answer\.(?:roles\[\]\.details|features): lacks /

describe('Pulumi Cloud as it is described', () => {
  let stage: Stage
  let session: ProviderSession
  let exchanges: [HttpRequest, HttpResponse][]

  beforeEach(async ({ skip }) => {
    if (schemaFolder === undefined) skip(whyNoSchemas)
    stage = await pulumiStage()
    exchanges = []
    const patient = loopbackHttp()
    const recording = {
      async send(request: HttpRequest) {
        const answer = await patient.send(request)
        exchanges.push([request, answer])
        return answer
      },
    }
    ;({ session } = connected('pulumi', stage.simulator.origin, stage.credential, recording))
  })

  afterEach(async () => {
    await stage.simulator.close()
  })

  const actions = ['identify', 'list', 'events', 'exportEvents', 'create', 'revoke'] as const

  it.each(actions)('has the calls that “%s” makes, with their answers', async (name) => {
    const action = stage.reads[name] ?? stage.changes[name]
    await action!(session, never)
    expectDescribed()
  })

  it('has the calls that a form makes, with their answers', async () => {
    await session.formOptions(pulumiOrganization, never)
    expectDescribed()
  })

  it.each([pulumiPersonal, pulumiTeam])('has the call that makes a token of the kind $kind', async (part) => {
    await session.create(part, { name: 'ours', description: 'made', expiry: { kind: 'never' } }, never)
    expectDescribed()
  })

  function expectDescribed(): void {
    const description = new OpenApi(readFileSync(`${schemaFolder ?? ''}/pulumi.json`, 'utf8'))
    expect(exchanges.length).toBeGreaterThan(0)
    const problems = exchanges.flatMap(([request, answer]) => description.problems(request, answer))
    expect(problems.filter((problem) => !unread.test(problem))).toEqual([])
  }
})
