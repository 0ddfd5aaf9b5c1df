import { useEffect, useState } from 'react'
import type { NamedAddress } from '#shared/contract'
import type { ProviderRecord } from '#shared/model/provider'
import { call } from '#renderer/data/bridge'

interface Named {
  readonly provider: string
  readonly named: readonly NamedAddress[]
  readonly unusable: number
}

const nothing = { named: [], unusable: 0 } as const

/** What the configuration of a provider's tool names on this computer. It is read once the provider is chosen, not before. */
export function useNamed(record: ProviderRecord | undefined): Pick<Named, 'named' | 'unusable'> {
  const [known, setKnown] = useState<Named | null>(null)
  const provider = record?.custom?.namedIn === undefined ? null : record.id

  useEffect(() => {
    if (provider === null) return
    let isWanted = true
    void call('account.named', { provider }).then((answer) => {
      // Without it the person types the address, as ever.
      if (isWanted && answer.ok) setKnown({ provider, ...answer.value })
    })
    return () => {
      isWanted = false
    }
  }, [provider])

  return known !== null && known.provider === provider ? known : nothing
}
