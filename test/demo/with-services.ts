import type { Provider } from '#main/ports/provider'
import type { DemoService } from './electron/options.ts'

/**
 * The providers as the demo offers them: where there is a simulator of one, that is the only instance, and the record says
 * with what to sign in. The adapters are the product's own.
 */
export function withServices(providers: readonly Provider[], services: readonly DemoService[]): readonly Provider[] {
  return providers.map((provider) => {
    const service = services.find((one) => one.provider === provider.record.id)
    return service === undefined ? provider : withService(provider, service)
  })
}

function withService(provider: Provider, service: DemoService): Provider {
  const { record } = provider
  const { origin, console, credential, fields, says } = service
  // Each value on a line of its own, where it is easily selected.
  const offer = `In this demo, sign in with:\n${credential}`
  return {
    ...provider,
    record: {
      ...record,
      notice: [record.notice, offer, says].filter((sentence) => sentence !== '').join('\n'),
      instances: [{ id: 'demo', name: `${record.name} of this demo`, origin, console }],
      signIn: record.signIn.map((field) => ({ ...field, placeholder: fields[field.id] ?? field.placeholder })),
    },
    resolve(address) {
      const resolved = provider.resolve(address)
      return resolved.origin === origin ? { origin, console } : resolved
    },
  }
}
