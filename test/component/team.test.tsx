import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Output } from '#shared/contract'
import type { TeamOwner } from '#shared/contract/team'
import type { TokenRow } from '#shared/model/token'
import { OffboardDialog, TeamScreen } from '#renderer/features/team/index'
import { dialogStore } from '#renderer/dialogs'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { accessibilityProblems } from '#test/support/dom/axe'
import { stubLayout } from '#test/support/dom/layout'
import { OnDesk, renderWindow } from '#test/support/dom/render'
import { explain } from '#shared/text/errors'
import { acme, day, sampleFacts, sampleNow as now, sampleRow } from '#test/support/sample'

beforeEach(() => {
  stubLayout()
  vi.setSystemTime(now)
})

function owner(name: string, change: Partial<TeamOwner> = {}): TeamOwner {
  return {
    key: `key-${name}`,
    kind: 'person',
    name,
    detail: '',
    isYou: false,
    providers: ['pulumi'],
    ...{ owns: 0, made: 1, expired: 0, dueSoon: 0, neverUsed: 0, useUnknown: 0, places: 0, ownCredentials: 0 },
    findings: null,
    lastUsed: null,
    memberOf: [],
    departures: [],
    stewards: null,
    ...change,
  }
}

const departure = { accountId: 'a', of: 'acme', asOf: now, seenAt: null, isSaid: false }
const grace = owner('grace', { departures: [departure], made: 2, lastUsed: now - 2 * day, places: 3 })
const orphan = owner('release', { kind: 'team', owns: 1, made: 0, stewards: { people: 0, names: [], asOf: now } })
const list = {
  accountId: 'a',
  owner: acme,
  members: 2,
  asOf: now - day,
  failure: { kind: 'missing-permission' as const },
  failedAt: now,
}
const page = { listId: 'list-1', from: 0, next: null }
const team: Output<'team.list'> = {
  ...page,
  owners: [grace, orphan, owner('ada', { isYou: true })],
  lists: [list],
  more: false,
}

const used = { lastUsed: { kind: 'at', at: now } } as const
const rows = [
  sampleRow({ id: 't-1', name: 'deploy', owner: acme, ...used }, { own: 'no' }),
  sampleRow({ id: 't-2', name: 'hers', owner: acme, ...used }, { own: 'no' }),
]
const tokens: Output<'team.tokens'> = {
  tokens: [
    { tokenId: 't-1', relation: 'made' },
    { tokenId: 't-2', relation: 'owns' },
  ],
  total: 2,
}

async function show(element = <TeamScreen />, given = team, shown: readonly TokenRow[] = rows): Promise<FakeBridge> {
  const bridge = createFakeBridge({ facts: sampleFacts() })
  bridge.answer('team.list', given)
  bridge.answer('team.tokens', tokens)
  await renderWindow(<OnDesk>{element}</OnDesk>, bridge, shown)
  return bridge
}

const names = () => screen.getAllByRole('rowheader').map((cell) => within(cell).getByRole('button').textContent)

describe('the team view', () => {
  it('shows who left and whose tokens are nobody’s, and can be used by everybody', async () => {
    await show()
    const line = await screen.findByRole('row', { name: /grace/ })
    expect(within(line).getByText('Left')).toBeVisible()
    expect(within(screen.getByRole('row', { name: /release/ })).getByText('Nobody’s')).toBeVisible()
    expect(screen.getByRole('status')).toHaveTextContent('3 owners, 1 who left')
    expect(await accessibilityProblems()).toEqual([])
  })

  it('reads the owners piece by piece, from the first again where main begins anew', async () => {
    const bridge = createFakeBridge({ facts: sampleFacts() })
    const asked: unknown[] = []
    const piece = (listId: string, from: number, found: TeamOwner[], next: number | null) => {
      return { listId, from, owners: found, next, lists: from === 0 ? [list] : [], more: false }
    }
    const pieces = [
      piece('list-1', 0, [grace], 1),
      piece('list-2', 0, [orphan], 1),
      piece('list-2', 1, [owner('ada')], null),
    ]
    bridge.answer('team.list', (input) => {
      asked.push(input)
      return pieces[asked.length - 1] ?? team
    })
    bridge.answer('team.tokens', tokens)
    await renderWindow(
      <OnDesk>
        <TeamScreen />
      </OnDesk>,
      bridge,
      rows,
    )
    await screen.findByRole('row', { name: /ada/ })
    expect(names()).toEqual(['release', 'ada'])
    expect(screen.getByText(/acme: 2 members/)).toBeVisible()
    expect(asked).toEqual([
      { listId: null, from: 0 },
      { listId: 'list-1', from: 1 },
      { listId: 'list-2', from: 1 },
    ])
  })

  it('tells of a list that could not be read, with its age', async () => {
    await show()
    expect(await screen.findByText(/acme: 2 members, 24 hours ago\. It could not be read just now:/)).toBeVisible()
  })

  it('is filtered by what owners are and by their names', async () => {
    await show()
    await screen.findByRole('row', { name: /grace/ })
    await userEvent.click(screen.getByRole('button', { name: 'People' }))
    expect(names()).toEqual(['grace', 'ada'])
    await userEvent.click(screen.getByRole('button', { name: 'Left or nobody’s' }))
    expect(names()).toEqual(['grace', 'release'])
    await userEvent.type(screen.getByRole('searchbox'), 'GRA')
    expect(names()).toEqual(['grace'])
  })

  it('tells of an owner how it is known, what would break and which tokens there are', async () => {
    await show()
    await userEvent.click(await screen.findByRole('button', { name: 'grace' }))
    const panel = screen.getByRole('region', { name: 'grace' })
    const text = 'Not among the members of acme (listed just now; Keyrack has never seen them in it).'
    expect(within(panel).getByText(text)).toBeVisible()
    expect(panel).toHaveTextContent('If all of them ended: 3 known places would stop working; last used 2 days ago.')
    expect(await within(panel).findByRole('button', { name: 'deploy' })).toBeVisible()
    await userEvent.click(within(panel).getByRole('button', { name: 'Plan for leaving' }))
    expect(dialogStore.getState().dialog).toEqual({
      kind: 'offboard',
      ownerKey: 'key-grace',
      name: 'grace',
      isYou: false,
    })
  })

  it('says why it is empty', async () => {
    await show(<TeamScreen />, { ...page, owners: [], lists: [], more: false })
    expect(await screen.findByText('No tokens yet')).toBeVisible()
  })
})

describe('the plan for somebody who leaves', () => {
  it('begins each step with the tokens that it is about', async () => {
    await show(<OffboardDialog ownerKey="key-grace" name="grace" isYou={false} onClose={() => undefined} />)
    const revoking = await screen.findByRole('region', { name: 'Revoke in Keyrack (1)' })
    expect(revoking).toHaveTextContent('hers')
    await userEvent.click(within(revoking).getByRole('button', { name: 'Revoke 1 token…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-revoke', tokenIds: ['t-2'] })
    await userEvent.click(screen.getByRole('button', { name: 'Give 1 token new secrets…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'bulk-regenerate', tokenIds: ['t-1'] })
    expect(await accessibilityProblems()).toEqual([])
  })

  it.each([true, false])(
    'warns of new secrets that the leaver’s own sign-in asks for (Keyrack signs in as them: %s)',
    async (isYou) => {
      await show(<OffboardDialog ownerKey="key-grace" name="grace" isYou={isYou} onClose={() => undefined} />)
      await screen.findByRole('region', { name: 'Revoke in Keyrack (1)' })
      expect(screen.queryAllByText(/^Keyrack signs in as this person/)).toHaveLength(isYou ? 1 : 0)
    },
  )

  it('says what to do with a token that has no page, and tells of a page that cannot be opened', async () => {
    const ofRegistry = { provider: 'other', kind: 'other', service: 'Registry', scopes: { kind: 'unknown' } } as const
    const others = [
      sampleRow({ id: 't-1', name: 'paged', ...ofRegistry, manageUrl: 'https://registry.example/tokens' }),
      sampleRow({ id: 't-2', name: 'pageless', ...ofRegistry, serviceUrl: 'http://registry.example' }),
    ]
    const bridge = await show(
      <OffboardDialog ownerKey="key-grace" name="grace" isYou={false} onClose={() => undefined} />,
      team,
      others,
    )
    const [paged, pageless] = await screen.findAllByRole('listitem')
    expect(paged).toHaveTextContent('paged')
    expect(paged).not.toHaveTextContent('nor a page')
    expect(pageless).toHaveTextContent(
      'or the person. Keyrack knows neither this service nor a page of it: revoke it where the service lists its tokens.',
    )
    await userEvent.click(within(pageless!).getByRole('button', { name: 'Add its page…' }))
    expect(dialogStore.getState().dialog).toEqual({ kind: 'other-service', tokenId: 't-2' })
    bridge.fail('link.open', 'origin-refused')
    await userEvent.click(within(paged!).getByRole('button', { name: 'Open the provider’s page' }))
    expect(await screen.findByText(explain({ kind: 'origin-refused' }).sentence, { exact: false })).toBeVisible()
  })

  it('says so when nobody of that name has tokens any more', async () => {
    const bridge = createFakeBridge({ facts: sampleFacts() })
    bridge.fail('team.tokens', 'not-found')
    const dialog = <OffboardDialog ownerKey="key-x" name="x" isYou={false} onClose={() => undefined} />
    await renderWindow(<OnDesk>{dialog}</OnDesk>, bridge, rows)
    expect(await screen.findByText('Nobody of that name has tokens any more.')).toBeVisible()
  })
})
