import { fireEvent, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ProviderRecord, SecretShape } from '#shared/model/provider'
import { AddAccountDialog, ReenterTokenDialog } from '#renderer/features/accounts/index'
import { StoreSecretDialog } from '#renderer/features/held/index'
import { accessibilityProblems } from '#test/support/dom/axe'
import { choose, enter } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleCatalogue, sampleRow } from '#test/support/sample'

const shape = (prefix: string, pattern: string): SecretShape => ({ kind: null, prefix, pattern, checksum: null })
const shapes: Readonly<Record<string, readonly SecretShape[]>> = {
  pulumi: [shape('pul-', '^pul-[0-9A-Za-z]{40}$'), shape('agent-', '^agent-[0-9A-Z]{10}$')],
  // What it does not mark could be anybody's.
  gitpod: [shape('gitpod_pat_', '^gitpod_pat_[0-9A-Za-z]{20}$'), shape('', '^[0-9A-Za-z]{27}$')],
}
const catalogue: readonly ProviderRecord[] = sampleCatalogue.map((record) => ({
  ...record,
  shapes: [...(shapes[record.id] ?? [])],
}))

const ofPulumi = `pul-${'EXAMPLE'.padEnd(40, '0')}`
const ofGitpod = `gitpod_pat_${'EXAMPLE'.padEnd(20, '0')}`

let bridge: FakeBridge

beforeEach(() => {
  bridge = createFakeBridge({ catalogue })
})

const field = () => screen.getByLabelText<HTMLInputElement>('Access token')
const another = 'This looks like a token of Gitpod Classic, not of this provider.'

describe.each([
  ['a new account', () => renderWindow(<AddAccountDialog onClose={() => {}} />, bridge)],
  [
    'an account’s new token',
    () => renderWindow(<ReenterTokenDialog accountId="account-pulumi" onClose={() => {}} />, bridge),
  ],
  [
    'the secret of a listed token',
    () => renderWindow(<StoreSecretDialog tokenId="token-1" onClose={() => {}} />, bridge, [sampleRow()]),
  ],
])('a secret pasted for %s', (_name, open) => {
  it('that looks like another provider’s is remarked on at once, and sent nowhere', async () => {
    await open()
    const before = bridge.calls.length
    await enter(field(), ` ${ofGitpod}\n`)
    expect(field()).toHaveAccessibleDescription(another)
    expect(field()).toBeValid()
    expect(bridge.calls).toHaveLength(before)
    expect(await accessibilityProblems()).toEqual([])
    await enter(field(), ofPulumi)
    expect(field()).not.toHaveAccessibleDescription(/looks like/)
  })

  it('that this provider may have made is not, whatever it begins with', async () => {
    await open()
    await enter(field(), 'agent-EXAMPLE000')
    fireEvent.blur(field())
    expect(field()).not.toHaveAccessibleDescription(/look/)
  })

  it('that anybody may have made is only said to begin in another way', async () => {
    await open()
    await enter(field(), 'EXAMPLE'.padEnd(27, '0'))
    expect(field()).not.toHaveAccessibleDescription(/look/)
    fireEvent.blur(field())
    expect(field()).toHaveAccessibleDescription(/does not look like a token of this provider/)
  })
})

it('is looked at anew for another provider', async () => {
  await renderWindow(<AddAccountDialog onClose={() => {}} />, bridge)
  await enter(field(), ofGitpod)
  await choose('Provider', 'Gitpod Classic')
  expect(field()).toHaveValue('')
  await enter(field(), ofGitpod)
  expect(field()).not.toHaveAccessibleDescription(/look/)
})

it('is not held against a service that Keyrack does not know', async () => {
  const other = sampleRow({ provider: 'other', accountId: 'other', service: 'Fly' })
  await renderWindow(<StoreSecretDialog tokenId="token-1" onClose={() => {}} />, bridge, [other])
  const input = screen.getByLabelText<HTMLInputElement>('Secret')
  await userEvent.click(input)
  await userEvent.paste(ofGitpod)
  expect(input).not.toHaveAccessibleDescription(/look/)
})
