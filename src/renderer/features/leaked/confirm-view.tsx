import { useState } from 'react'
import type { LeakedValue, LeakWay } from '#shared/contract'
import type { TokenRow } from '#shared/model/token'
import { isGuarded } from '#shared/rules/own-token'
import { placesInUse } from '#shared/rules/places'
import { providerOf, useCatalogue, useFacts, useMirrorState } from '#renderer/data/use-mirror'
import { formText } from '#renderer/text/forms'
import { leakedText as text } from '#renderer/text/leaked'
import { calledBy, listed } from '#shared/text/words'
import { Button } from '#renderer/ui/button'
import { Checkbox } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import { JobFooter, Lead, type View } from '#renderer/ui/forms/parts'
import { Notice } from '#renderer/ui/notice'
import { LeftOutList } from './left-out-list.tsx'
import type { Found, Leak, Wanted } from './use-leak.ts'
import { ValueFacts } from './value-facts.tsx'
import { WayChoice } from './way-choice.tsx'
import styles from './leaked.module.css'

interface ConfirmOptions {
  readonly leak: Leak
  readonly found: Found
  /** Undefined where the secret was not pasted. */
  readonly onBack: (() => void) | undefined
  readonly onClose: () => void
}

/** Second view: what was recognised, how each is ended and what that means, and the ticks without which nothing is sent. */
export function useConfirmView({ leak, found, onBack, onClose }: ConfirmOptions): View {
  const { job } = leak
  const catalogue = useCatalogue()
  const { values, leftOut, doubled } = found
  const [chosenWays, setWays] = useState<ReadonlyMap<number, number>>(new Map())
  const [sure, setSure] = useState(false)
  const [ownSure, setOwnSure] = useState(false)
  // What is stored, and what can go one way only, needs no choice.
  const placeOf = ({ line, ways, look }: LeakedValue): number | null =>
    chosenWays.get(line) ?? (ways.length === 1 || look === 'held' ? 0 : null)
  const chosen = values.flatMap((value) => {
    const at = placeOf(value)
    const way = at === null ? undefined : value.ways[at]
    return at === null || way === undefined || way.how === 'page' ? [] : [{ value, way, at }]
  })
  const rows = useRowsOf(chosen.flatMap(({ value, way }) => [...value.tokenIds, ...idOf(way)]))
  const own = useOwn(
    chosen.flatMap(({ value }) => value.accountIds),
    rows,
    chosen.map(({ way }) => way),
  )
  const inLines = values.length + leftOut.length > 1
  const isOverdue = job.error?.kind === 'not-found'
  const warnings = new Set(
    chosen.flatMap(({ way }) =>
      way.how === 'by-value' ? (providerOf(catalogue, way.provider)?.revokeByValue.warning ?? []) : [],
    ),
  )
  const wanted: Wanted = {
    ways: chosen.map(({ value, at }) => ({ line: value.line, way: at })),
    ownConfirmed: ownSure,
    acceptPlaces: rows.reduce((sum, row) => sum + placesInUse(row).length, 0),
  }
  const back = onBack && (
    <Button variant="quiet" onPress={onBack}>
      {formText.back}
    </Button>
  )
  return {
    onClose,
    busy: job.busy,
    body: (
      <>
        <Lead>
          {leadOf(values)}
          {doubled > 0 && ` ${text.doubled(doubled)}`}
        </Lead>
        {values.length > 0 && (
          <ul className={styles['values']} aria-label={text.list}>
            {values.map((value) => (
              <li key={value.line}>
                <ValueFacts value={value} inLines={inLines} />
                <WayChoice
                  value={value}
                  way={placeOf(value)}
                  onChange={(way) => setWays(new Map(chosenWays).set(value.line, way))}
                  isDisabled={job.busy}
                />
              </li>
            ))}
          </ul>
        )}
        <LeftOutList leftOut={leftOut} />
        {[...warnings].map((warning) => (
          <Notice key={warning} tone="warn">
            {warning}
          </Notice>
        ))}
        {chosen.length > 0 && (
          <Checkbox isSelected={sure} onChange={setSure} isDisabled={job.busy}>
            {chosen.length === 1 ? text.sureOne : text.sure}
          </Checkbox>
        )}
        {own.length > 0 && (
          <>
            <Notice tone="warn">{text.own(listed(own))}</Notice>
            <Checkbox isSelected={ownSure} onChange={setOwnSure} isDisabled={job.busy}>
              {text.ownSure}
            </Checkbox>
          </>
        )}
        {leak.stepUp.fields}
        {job.error && (isOverdue ? <Notice tone="error">{text.overdue}</Notice> : <FailureNotice error={job.error} />)}
      </>
    ),
    footer:
      chosen.length === 0 && !values.some(({ ways }) => ways.length > 1) ? (
        <>
          {back}
          <Button variant="primary" onPress={onClose}>
            {formText.close}
          </Button>
        </>
      ) : (
        <JobFooter
          job={job}
          doing={text.ending}
          submit={text.end(Math.max(1, chosen.length))}
          variant="danger"
          isDisabled={chosen.length === 0 || !sure || (own.length > 0 && !ownSure)}
          onSubmit={() => void leak.revoke(wanted)}
          onClose={onClose}
          extra={back}
        />
      ),
  }
}

function leadOf(values: readonly LeakedValue[]): string {
  const [first, ...more] = values
  if (first === undefined) return text.noneRecognised
  return more.length === 0 && first.look === 'held' ? text.isStored : text.recognised(values.length)
}

function idOf({ tokenId }: LeakWay): string[] {
  return tokenId === null ? [] : [tokenId]
}

/** What Keyrack signs in with, or may sign in with, of what is ended: each by its name. */
function useOwn(accountIds: readonly string[], rows: readonly TokenRow[], ways: readonly LeakWay[]): string[] {
  const accounts = useFacts((facts) => facts.accounts)
  const revoked = new Set(ways.flatMap((way) => (way.how === 'token' ? idOf(way) : [])))
  const names = accounts.filter(({ id }) => accountIds.includes(id)).map(({ name }) => `“${name}”`)
  const tokens = rows.filter(({ token, own }) => revoked.has(token.id) && isGuarded(own))
  return names.length > 0 ? names : tokens.map(({ token }) => `“${calledBy(token)}”`)
}

function useRowsOf(tokenIds: readonly string[]): readonly TokenRow[] {
  const rows = useMirrorState((state) => state.rows)
  // Rows change in place: this renders again when they do.
  useMirrorState((state) => state.rowsVersion)
  return [...new Set(tokenIds)].flatMap((id) => rows.get(id) ?? [])
}
