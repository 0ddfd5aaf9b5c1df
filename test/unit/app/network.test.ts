import { describe, expect, it } from 'vitest'
import { Network, serverOf } from '#main/app/network'
import { FakeClock } from '#test/support/fake-clock'

describe('what is said of the network', () => {
  it('takes instances below paths of one server for that one server', () => {
    expect(serverOf('https://example.com:8443/gitlab')).toBe('https://example.com:8443')
    const network = new Network(new FakeClock(), () => {})
    network.reached('https://example.com/gitlab')
    // The same server answered a moment ago and is gone now: nothing else says that there is a network.
    network.failed('https://example.com/npm', { kind: 'unknown-host' })
    expect(network.online).toBe(false)
  })

  it('is online while another server answers', () => {
    const network = new Network(new FakeClock(), () => {})
    network.reached('https://other.example/gitlab')
    network.failed('https://example.com/npm', { kind: 'unknown-host' })
    expect(network.online).toBe(true)
  })
})
