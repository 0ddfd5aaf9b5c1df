import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import type { Place } from '#shared/model/place'
import type { TokenRow } from '#shared/model/token'
import { hasOldSecret, holderOf, nameOfPlace } from '#shared/rules/places'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { useMinute } from '#renderer/data/use-desk'
import { useFacts, useMirrorState, usePreferences } from '#renderer/data/use-mirror'
import { ageText } from '#shared/text/ages'
import { placeText as text } from '#renderer/text/places'
import { calledBy } from '#shared/text/words'
import { Checkbox } from '#renderer/ui/choices'
import { classNames } from '#renderer/ui/class-names'
import { PlaceIcon, PlaceName } from '#renderer/ui/forms/place-name'
import styles from '#renderer/ui/forms/places.module.css'
import { ReplaceHereDialog } from '#renderer/ui/forms/replace-here-dialog'
import { IconButton } from '#renderer/ui/icon-button'
import { Menu } from '#renderer/ui/menu'
import { toast } from '#renderer/ui/toast'

interface PlaceItemProps {
  readonly row: TokenRow
  readonly place: Place
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One place of a token: what it is, whose value is there, and what can be done about it. */
export function PlaceItem({ row: { token }, place, onEdit, onRemove }: PlaceItemProps) {
  const name = nameOfPlace(place.where)
  const isReplaced = place.replaced !== null
  /** The token that waits for its places to be replaced by its successor's secret. */
  const successor = useFacts((facts) => {
    const waiting = facts.operations.find(
      ({ emulated, tokenId, newTokenId }) => emulated && tokenId === token.id && newTokenId !== undefined,
    )
    return waiting?.newTokenId ?? null
  })
  const isPast = holderOf(place) !== token.id
  const [isReplacing, setReplacing] = useState(false)
  const isFile = place.where.kind === 'file'
  /** The token whose secret belongs there next; null while there is no other. */
  const by = isReplaced ? null : place.oldSince === null ? successor : token.id
  const newSecret = useMirrorState((state) => (by === null ? undefined : state.rows.get(by)?.held?.secretId))
  const { clipboardSeconds } = usePreferences()

  async function setReplaced(replaced: boolean, by: string | null): Promise<void> {
    const answer = await call('place.setReplaced', { placeId: place.id, replaced, by: replaced ? by : null })
    if (!answer.ok) tellFailure(answer.error)
  }

  async function copyNew(id: string): Promise<void> {
    const answer = await call('secret.copy', { id })
    if (!answer.ok) {
      tellFailure(answer.error)
      return
    }
    toast({
      text: text.copiedFor(name, clipboardSeconds),
      tone: 'good',
      action: { label: text.hasItNow, onPress: () => void setReplaced(true, by) },
    })
  }

  async function look(): Promise<void> {
    const answer = await call('place.look', { placeId: place.id })
    if (answer.ok) toast({ text: `${name}: ${text.looked(answer.value.found)}` })
    else tellFailure(answer.error)
  }

  async function putBack(): Promise<void> {
    const answer = await call('place.undoReplace', { placeId: place.id })
    if (!answer.ok) tellFailure(answer.error)
    else if (answer.value.outcome === 'changed') toast({ text: text.undoChanged, tone: 'error' })
    else toast({ text: text.fileBack(name), tone: 'good' })
  }

  return (
    <li className={classNames(styles['place'], isPast && styles['past'])}>
      <PlaceIcon kind={place.where.kind} />
      <PlaceName where={place.where} />
      <Menu
        label={text.actions(name)}
        placement="bottom end"
        trigger={<IconButton size="small" label={text.actions(name)} icon={<Ellipsis size={14} aria-hidden />} />}
        groups={[
          [
            { id: 'edit', label: text.edit, onAction: onEdit },
            ...(by !== null && isFile
              ? [{ id: 'here', label: text.replaceHere, onAction: () => setReplacing(true) }]
              : []),
            ...(newSecret === undefined
              ? []
              : [{ id: 'copy', label: text.copyNew, onAction: () => void copyNew(newSecret) }]),
            ...(isFile ? [{ id: 'look', label: text.look, onAction: () => void look() }] : []),
            {
              id: 'replaced',
              label: isReplaced ? text.setNotReplaced : text.setReplaced,
              onAction: () => void setReplaced(!isReplaced, place.oldSince === null ? successor : token.id),
            },
          ],
          ...(place.undoUntil === undefined
            ? []
            : [[{ id: 'undo', label: text.undoReplace, onAction: () => void putBack() }]]),
          [{ id: 'remove', label: text.remove, destructive: true, onAction: onRemove }],
        ]}
      />
      {place.oldSince !== null && !isPast && (
        <div className={styles['more']}>
          <Checkbox isSelected={isReplaced} onChange={(selected) => void setReplaced(selected, token.id)}>
            {text.hasNew}
          </Checkbox>
        </div>
      )}
      <State place={place} tokenId={token.id} />
      {place.note !== '' && <p className={classNames(styles['more'], styles['note'])}>{place.note}</p>}
      {isReplacing && by !== null && <ReplaceHereDialog place={place} by={by} onClose={() => setReplacing(false)} />}
    </li>
  )
}

function State({ place, tokenId }: { readonly place: Place; readonly tokenId: string }) {
  const now = useMinute()
  const { replaced, seen } = place
  const by = replaced?.by ?? null
  const successor = useMirrorState((state) => (by === null ? undefined : state.rows.get(by)?.token))
  const said: string[] = []
  if (hasOldSecret(place)) said.push(text.old)
  if (replaced !== null) {
    const age = ageText(replaced.at, now)
    if (by === tokenId) said.push(text.tookOver(age))
    else said.push(successor === undefined ? text.replaced(age) : text.replacedBy(calledBy(successor), age))
  }
  if (seen !== null) said.push(text.seen(seen.value, ageText(seen.at, now)))
  if (said.length === 0) return null
  return <p className={classNames(styles['more'], hasOldSecret(place) && styles['warn'])}>{said.join(' ')}</p>
}
