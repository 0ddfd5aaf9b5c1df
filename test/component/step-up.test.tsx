import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, it, vi } from 'vitest'
import { RevokeDialog } from '#renderer/features/revoke/index'
import { alertText, enter, everythingShown } from '#test/support/dom/forms'
import { renderWindow } from '#test/support/dom/render'
import { createFakeBridge, type FakeBridge } from '#test/support/fake-bridge'
import { sampleRow } from '#test/support/sample'

let bridge: FakeBridge
const onClose = vi.fn()

beforeEach(async () => {
  bridge = createFakeBridge()
  onClose.mockClear()
  bridge.fail('token.revoke', { kind: 'step-up-needed', provider: 'Pulumi Cloud', field: 'password' })
  await renderWindow(<RevokeDialog tokenId="token-1" onClose={onClose} />, bridge, [sampleRow()])
})

const revoke = () => userEvent.click(screen.getByRole('button', { name: 'Revoke' }))

it('asks for the password and the code as the provider does, and sends both', async () => {
  expect(screen.queryByLabelText('Password')).not.toBeInTheDocument()
  await revoke()
  expect(await alertText()).toContain('Enter the password of the account.')
  expect(bridge.inputs('token.revoke')[0]).not.toHaveProperty('stepUp')

  bridge.fail('token.revoke', { kind: 'step-up-needed', provider: 'Pulumi Cloud', field: 'one-time-code' })
  await enter(screen.getByLabelText('Password'), 'password-EXAMPLE')
  await revoke()
  await enter(await screen.findByLabelText('One-time code'), '123456')
  expect(bridge.inputs('token.revoke')[1]).toMatchObject({ stepUp: { password: 'password-EXAMPLE' } })

  bridge.answer('token.revoke', { outcome: 'revoked' })
  await revoke()
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce())
  expect(bridge.inputs('token.revoke')[2]).toMatchObject({
    stepUp: { password: 'password-EXAMPLE', oneTimeCode: '123456' },
  })
  expect(everythingShown()).not.toContain('EXAMPLE')
})

it('calls nobody while the password is empty', async () => {
  await revoke()
  await screen.findByLabelText('Password')
  await revoke()
  expect(screen.getByText('Fill this in.')).toBeInTheDocument()
  expect(bridge.inputs('token.revoke')).toHaveLength(1)
})
