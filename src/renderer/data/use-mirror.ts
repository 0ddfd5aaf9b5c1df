import { createContext, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Facts } from '#shared/contract'
import type { Account } from '#shared/model/account'
import type { EndingState } from '#shared/model/ending'
import type { Preferences } from '#shared/model/preferences'
import type { ProviderRecord, TokenKind } from '#shared/model/provider'
import type { Token, TokenRow } from '#shared/model/token'
import type { StepChoice } from '#shared/rules/warning'
import type { Mirror, MirrorState } from './mirror.ts'

/** The mirror of this window; `main.tsx` and tests provide it. */
export const MirrorContext = createContext<Mirror | null>(null)

/** The window's mirror itself, for code that reads rows without rendering for each change. */
export function useMirror(): Mirror {
  const mirror = useContext(MirrorContext)
  if (mirror === null) throw new Error('No mirror: wrap the tree in MirrorContext.')
  return mirror
}

/** A part of the mirror's state. The selector must give the same value for the same state. */
export function useMirrorState<T>(select: (state: MirrorState) => T): T {
  return useStore(useMirror().store, select)
}

/** A part of main's facts. Only below the frame, which shows its children once there are facts. */
export function useFacts<T>(select: (facts: Facts) => T): T {
  return useMirrorState((state) => {
    if (state.facts === null) throw new Error('There are no facts yet.')
    return select(state.facts)
  })
}

/** One token with what the person holds of it; undefined when it is not (or no longer) known. */
export function useRow(tokenId: string): TokenRow | undefined {
  return useMirrorState((state) => state.rows.get(tokenId))
}

/** One account; undefined when it is not (or no longer) known. */
export function useAccount(accountId: string): Account | undefined {
  return useFacts((facts) => facts.accounts.find((account) => account.id === accountId))
}

/** How many days the policy of the audit lets such a token last; null where it does not say. */
export function usePolicyDays({ provider, kind }: Pick<Token, 'provider' | 'kind'>): number | null {
  return useFacts(({ audit }) => audit.policy.lifetimes[`${provider}/${kind}`] ?? null)
}

/** What is known of the secret that an operation ended, or that a token had and that was ended last; null where nothing is. */
export function useEnding(id: string | null): EndingState | null {
  return useFacts(({ endings }) => {
    return endings.findLast(({ operationId, tokenId }) => operationId === id || tokenId === id)?.state ?? null
  })
}

/** The records of all providers, as data. */
export function useCatalogue(): readonly ProviderRecord[] {
  return useMirrorState((state) => state.catalogue)
}

export function usePreferences(): Preferences {
  return useFacts((facts) => facts.preferences)
}

/** When to warn of which tokens. */
export function useStepChoice(): StepChoice {
  const all = useFacts((facts) => facts.preferences.warningDays)
  const by = useFacts((facts) => facts.expiry.steps)
  return useMemo(() => ({ all, by }), [all, by])
}

/** The record of a provider; undefined for one that this version does not know. */
export function providerOf(catalogue: readonly ProviderRecord[], id: string): ProviderRecord | undefined {
  return catalogue.find((record) => record.id === id)
}

/** The record of a provider's token kind. */
export function kindOf(provider: ProviderRecord | undefined, kind: string): TokenKind | undefined {
  return provider?.tokenKinds.find((record) => record.kind === kind)
}
