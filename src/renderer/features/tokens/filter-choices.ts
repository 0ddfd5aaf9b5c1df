import { useMemo } from 'react'
import type { Filters } from '#shared/model/preferences'
import { useTagsInUse } from '#renderer/data/use-desk'
import { useCatalogue, useFacts } from '#renderer/data/use-mirror'
import { tokensText } from '#renderer/text/tokens'
import { statusLabels } from '#shared/text/words'

/** One filter as a menu: its options, what is chosen, and what the filters become by a choice. */
export interface FilterChoice {
  readonly filter: keyof Filters
  readonly mode: 'one' | 'many'
  readonly options: readonly { readonly id: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly change: (ids: readonly string[]) => Partial<Filters>
}

const statuses = ['expired', 'due', 'fine', 'never', 'unknown', 'revoked', 'gone'] as const
const expiringChoices = [1, 7, 14, 30, 90] as const
const unusedChoices = [30, 90, 180, 365] as const

function days(choices: readonly number[], label: (days: number) => string, chosen: number | null) {
  // A number that was remembered and is no longer among the choices stays to be seen, and to be taken back.
  const all = chosen === null || choices.includes(chosen) ? choices : [...choices, chosen].sort((a, b) => a - b)
  return {
    mode: 'one',
    options: all.map((number) => ({ id: String(number), label: label(number) })),
    chosen: chosen === null ? [] : [String(chosen)],
  } as const
}

const numberIn = (ids: readonly string[]): number | null => (ids[0] === undefined ? null : Number(ids[0]))

/** A menu holds no more; further tags are found by searching. */
const mostTags = 200

/** The filters as menus, over what there is: providers with an account, their kinds, the tags in use. */
export function useFilterChoices(filters: Filters): readonly FilterChoice[] {
  const catalogue = useCatalogue()
  const accounts = useFacts((facts) => facts.accounts)
  const tags = useTagsInUse()
  return useMemo(() => {
    const providers = catalogue.filter(({ id }) => id === 'other' || accounts.some(({ provider }) => provider === id))
    const kinds = new Map(providers.flatMap(({ tokenKinds }) => tokenKinds.map(({ kind, label }) => [kind, label])))
    const choices: readonly FilterChoice[] = [
      {
        filter: 'status',
        mode: 'many',
        options: statuses.map((id) => ({ id, label: statusLabels[id] })),
        chosen: filters.status,
        change: (ids) => ({ status: statuses.filter((id) => ids.includes(id)) }),
      },
      {
        filter: 'kinds',
        mode: 'many',
        options: [...kinds].map(([id, label]) => ({ id, label })),
        chosen: filters.kinds,
        change: (ids) => ({ kinds: [...ids] }),
      },
      {
        filter: 'providers',
        mode: 'many',
        options: providers.map(({ id, name }) => ({ id, label: name })),
        chosen: filters.providers,
        change: (ids) => ({ providers: [...ids] }),
      },
      {
        filter: 'stored',
        mode: 'one',
        options: [
          { id: 'yes', label: tokensText.storedYes },
          { id: 'no', label: tokensText.storedNo },
        ],
        chosen: filters.stored === null ? [] : [filters.stored ? 'yes' : 'no'],
        change: ([id]) => ({ stored: id === undefined ? null : id === 'yes' }),
      },
      {
        filter: 'expiringDays',
        ...days(expiringChoices, tokensText.expiringDays, filters.expiringDays),
        change: (ids) => ({ expiringDays: numberIn(ids) }),
      },
      {
        filter: 'unusedDays',
        ...days(unusedChoices, tokensText.unusedDays, filters.unusedDays),
        change: (ids) => ({ unusedDays: numberIn(ids) }),
      },
      {
        filter: 'tags',
        mode: 'many',
        options: [...new Set([...filters.tags, ...tags.slice(0, mostTags)])].map((tag) => ({ id: tag, label: tag })),
        chosen: filters.tags,
        change: (ids) => ({ tags: [...ids] }),
      },
    ]
    return choices
  }, [catalogue, accounts, tags, filters])
}
