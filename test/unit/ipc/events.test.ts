import { expect, it } from 'vitest'
import { createEventSender } from '#main/ipc/events'
import { FakeLog } from '#test/support/fake-log'
import { FakeWire } from '#test/support/fake-wire'

it('sends an event that fits the contract', () => {
  const wire = new FakeWire()
  createEventSender(wire, new FakeLog()).emit('clipboard', { cleared: true })
  expect(wire.sent).toEqual([{ event: 'clipboard', payload: { cleared: true } }])
})

it('keeps back an event that carries more than the contract names, and says which', () => {
  const wire = new FakeWire()
  const log = new FakeLog()
  const payload = { cleared: true, value: 'pul-EXAMPLEcanary' }
  createEventSender(wire, log).emit('clipboard', payload)
  expect(wire.sent).toEqual([])
  expect(log.lines[0]?.fields['event']).toBe('clipboard')
  expect(log.text()).not.toContain('canary')
})
