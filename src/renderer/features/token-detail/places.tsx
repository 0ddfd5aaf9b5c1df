import { FileSearch, Plus } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import type { Place } from '#shared/model/place'
import type { TokenRow } from '#shared/model/token'
import { mostPlaces } from '#shared/rules/place-limits'
import { nameOfPlace } from '#shared/rules/places'
import { tellFailure } from '#renderer/data/actions'
import { call } from '#renderer/data/bridge'
import { openDialog } from '#renderer/dialogs'
import { placeText as text } from '#renderer/text/places'
import { Button } from '#renderer/ui/button'
import placeStyles from '#renderer/ui/forms/places.module.css'
import { Section } from '#renderer/ui/pane'
import pane from '#renderer/ui/pane.module.css'
import { toast } from '#renderer/ui/toast'
import styles from './token-detail.module.css'
import { PlaceForm } from './place-form.tsx'
import { PlaceItem } from './place-item.tsx'

const adding = ''

/** Where the token's secret is used: what the person noted, or let Keyrack find. */
export function Places({ row }: { readonly row: TokenRow }) {
  const { token, places = [] } = row
  const id = useId()
  /** The place that is being edited; `adding` for a new one. */
  const [editing, setEditing] = useState<string | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const [returns, setReturns] = useState(0)
  // What had the focus has gone: it goes on from here, and not from the top of the window.
  useEffect(() => {
    if (returns > 0) addButton.current?.focus()
  }, [returns])

  function close(): void {
    setEditing(null)
    setReturns((count) => count + 1)
  }

  async function remove({ id: placeId, where }: Place): Promise<void> {
    const answer = await call('place.remove', { placeId })
    if (!answer.ok) {
      tellFailure(answer.error)
      return
    }
    setReturns((count) => count + 1)
    toast({
      text: text.removed(nameOfPlace(where)),
      action: { label: text.undo, onPress: () => void putBack(placeId) },
    })
  }

  return (
    <Section title={text.title}>
      {places.length === 0 && editing === null && (
        <p className={pane['quiet']}>
          {text.none} {text.noneHelp}
        </p>
      )}
      {places.length > 0 && (
        <ul className={placeStyles['list']} aria-label={text.title}>
          {places.map((place) =>
            place.id === editing ? (
              <li key={place.id}>
                <PlaceForm row={row} place={place} onClose={close} />
              </li>
            ) : (
              <PlaceItem
                key={place.id}
                row={row}
                place={place}
                onEdit={() => setEditing(place.id)}
                onRemove={() => void remove(place)}
              />
            ),
          )}
        </ul>
      )}
      {editing === adding && <PlaceForm key={token.id} row={row} place={null} onClose={close} />}
      {editing !== adding && (
        <div className={pane['buttons']}>
          <Button
            ref={addButton}
            icon={<Plus size={13} aria-hidden />}
            isDisabled={places.length >= mostPlaces}
            {...(places.length >= mostPlaces && { describedBy: `${id}-full` })}
            onPress={() => setEditing(adding)}
          >
            {text.add}
          </Button>
          <Button icon={<FileSearch size={13} aria-hidden />} onPress={() => openDialog({ kind: 'scan' })}>
            {text.find}
          </Button>
        </div>
      )}
      {places.length >= mostPlaces && (
        <p id={`${id}-full`} className={styles['hint']}>
          {text.full}
        </p>
      )}
    </Section>
  )
}

async function putBack(placeId: string): Promise<void> {
  const answer = await call('place.putBack', { placeId })
  if (!answer.ok) tellFailure(answer.error)
}
