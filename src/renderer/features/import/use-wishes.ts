import { useState } from 'react'
import type { ImportCandidate } from '#shared/contract/import'
import type { ProviderRecord } from '#shared/model/provider'
import { choicesFor, decisionOf, isKnownValue, type ImportChoice, type ImportWish } from '#shared/rules/import'
import type { Input } from '#shared/contract'
import { providerOf, useCatalogue, useFacts } from '#renderer/data/use-mirror'
import type { Read } from './use-import.ts'

export interface Wishes {
  readonly choices: (candidate: ImportCandidate) => readonly ImportChoice[]
  readonly wish: (candidate: ImportCandidate) => ImportWish
  readonly change: (candidate: ImportCandidate, change: Partial<ImportWish>) => void
  /** Chooses something else; what was typed for the choice before goes. */
  readonly choose: (candidate: ImportCandidate, choice: ImportChoice) => void
  readonly isTicked: (candidate: ImportCandidate) => boolean
  readonly tick: (candidate: ImportCandidate, ticked: boolean) => void
  /** What is ticked; null where something of it is missing. */
  readonly decisions: (among: readonly ImportCandidate[]) => Input<'import.store'>['decisions'] | null
}

/** What a person wants done with each value. At first those are ticked that are sure to be tokens and that go nowhere new. */
export function useWishes({ candidates }: Read): Wishes {
  const accounts = useFacts((facts) => facts.accounts)
  const catalogue = useCatalogue()
  const choices = (candidate: ImportCandidate) => choicesFor(candidate, accounts, catalogue)
  const [changes, setChanges] = useState<ReadonlyMap<string, Partial<ImportWish>>>(new Map())
  const [ticked, setTicked] = useState<ReadonlySet<string>>(
    () => new Set(candidates.filter((one) => isPlain(one, choices(one)[0])).map(({ id }) => id)),
  )

  function wish(candidate: ImportCandidate): ImportWish {
    const [first = other] = choices(candidate)
    const changed = changes.get(candidate.id)
    const choice = changed?.choice ?? first
    return { ...proposed(candidate, choice, catalogue), isConfirmed: false, ...changed, choice }
  }

  return {
    choices,
    wish,
    change: (candidate, change) =>
      setChanges((before) => new Map(before).set(candidate.id, { ...before.get(candidate.id), ...change })),
    choose: ({ id }, choice) => setChanges((before) => new Map(before).set(id, { choice })),
    isTicked: ({ id }) => ticked.has(id),
    tick: ({ id }, on) =>
      setTicked((before) => new Set(on ? [...before, id] : [...before].filter((one) => one !== id))),
    decisions: (among) => {
      const wanted = among.filter(({ id }) => ticked.has(id))
      const made = wanted.flatMap((candidate) => {
        const decision = decisionOf(wish(candidate))
        return decision === null ? [] : [{ candidateId: candidate.id, decision }]
      })
      return made.length === wanted.length ? made : null
    },
  }
}

const other: ImportChoice = { id: 'other', as: 'other' }

function isPlain(candidate: ImportCandidate, first: ImportChoice | undefined): boolean {
  if (candidate.providers.length === 0 || isKnownValue(candidate)) return false
  return first?.as === 'token' || (first?.as === 'account' && first.isKnown)
}

/** Names to begin with: what the file says. */
function proposed(
  { name, spots, user, service }: ImportCandidate,
  choice: ImportChoice,
  catalogue: readonly ProviderRecord[],
): Pick<ImportWish, 'name' | 'service'> {
  if (choice.as === 'account') {
    const provider = providerOf(catalogue, choice.provider)?.name ?? choice.provider
    return { name: (user === null ? provider : `${user} (${provider})`).slice(0, 100), service: '' }
  }
  return { name: (name ?? spots[0]?.entry ?? '').slice(0, 200), service: (service ?? '').slice(0, 200) }
}
