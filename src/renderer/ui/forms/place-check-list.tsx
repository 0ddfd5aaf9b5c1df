import { useState } from 'react'
import type { Place } from '#shared/model/place'
import type { TokenRow } from '#shared/model/token'
import { checkList, nameOfPlace } from '#shared/rules/places'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useMirrorState, usePreferences } from '#renderer/data/use-mirror'
import { placeText as text } from '#renderer/text/places'
import { Button } from '../button.tsx'
import { Checkbox } from '../choices.tsx'
import { FailureNotice } from './failure-notice.tsx'
import { PlaceName } from './place-name.tsx'
import styles from './places.module.css'
import { ReplaceHereDialog } from './replace-here-dialog.tsx'
import { useCopySecret } from './use-copy-secret.ts'

interface PlaceCheckListProps {
  /** The token whose places they are. */
  readonly row: TokenRow
  /** The token whose secret comes there: its successor, or the same one with its new secret. */
  readonly by: string
  readonly isDisabled: boolean
  /** Said once for several lists, by whoever shows them. */
  readonly withoutHelp?: boolean
}

/**
 * The places of an old secret, each to be ticked once it has the new one. A tick is kept at once. The secret is written into
 * files from here, and copied for what cannot be.
 */
export function PlaceCheckList({ row, by, isDisabled, withoutHelp = false }: PlaceCheckListProps) {
  const places = checkList(row, by)
  const [writing, setWriting] = useState<Place | null>(null)
  const secretId = useMirrorState((state) => state.rows.get(by)?.held?.secretId)
  const { clipboardSeconds } = usePreferences()
  const { copied, copy, error } = useCopySecret()
  if (places.length === 0) return <p>{text.noneToTick}</p>

  async function tick(placeId: string, replaced: boolean): Promise<void> {
    const answer = await call('place.setReplaced', { placeId, replaced, by: replaced ? by : null })
    if (!answer.ok) tellFailure(answer.error)
  }

  return (
    <>
      {!withoutHelp && <p>{text.tickHelp}</p>}
      <ul className={styles['ticks']} aria-label={text.checkList}>
        {places.map((place) => {
          const { id, where, note, replaced } = place
          return (
            <li key={id}>
              <Checkbox
                isSelected={replaced !== null}
                onChange={(selected) => void tick(id, selected)}
                isDisabled={isDisabled}
                {...(note !== '' && { help: note })}
              >
                <PlaceName where={where} />
              </Checkbox>
              {replaced === null && (
                <div className={styles['ways']}>
                  {where.kind === 'file' && (
                    <Button
                      variant="link"
                      label={text.replaceHereIn(nameOfPlace(where))}
                      isDisabled={isDisabled}
                      onPress={() => setWriting(place)}
                    >
                      {text.replaceHere}
                    </Button>
                  )}
                  {secretId !== undefined && (
                    <Button
                      variant="link"
                      label={text.copyNewFor(nameOfPlace(where))}
                      isDisabled={isDisabled}
                      onPress={() => void copy(secretId, id)}
                    >
                      {text.copyNew}
                    </Button>
                  )}
                </div>
              )}
              <p role="status" className={styles['copied']}>
                {copied === id && replaced === null && text.copiedNow(clipboardSeconds)}
              </p>
            </li>
          )
        })}
      </ul>
      {error && <FailureNotice error={error} />}
      {writing !== null && <ReplaceHereDialog place={writing} by={by} onClose={() => setWriting(null)} />}
    </>
  )
}
