import { type SyntheticEvent, useState } from 'react'
import type { Place, TypedWhere, WhereKind } from '#shared/model/place'
import type { TokenRow } from '#shared/model/token'
import { placeLimits } from '#shared/rules/place-limits'
import { keyOfWhere, nameOfPlace } from '#shared/rules/places'
import { call } from '#renderer/data/bridge'
import { placeKindLabels, placeText as text } from '#renderer/text/places'
import { shellText } from '#renderer/text/shell'
import { Button } from '#renderer/ui/button'
import { RadioGroup } from '#renderer/ui/choices'
import { FailureNotice } from '#renderer/ui/forms/failure-notice'
import styles from '#renderer/ui/forms/places.module.css'
import { useJob } from '#renderer/ui/forms/use-job'
import { TextArea, TextField } from '#renderer/ui/text-field'

const kinds = (['file', 'variable', 'server', 'other'] as const satisfies readonly WhereKind[]).map((id) => ({
  id,
  label: placeKindLabels[id],
}))

interface PlaceFormProps {
  readonly row: TokenRow
  /** Null for a new one. */
  readonly place: Place | null
  readonly onClose: () => void
}

/** What a place is, what it is called, and a note. */
export function PlaceForm({ row: { token, places = [] }, place, onClose }: PlaceFormProps) {
  const job = useJob()
  const [kind, setKind] = useState<WhereKind>(place?.where.kind ?? 'file')
  const [name, setName] = useState(place === null ? '' : nameOfPlace(place.where))
  const [note, setNote] = useState(place?.note ?? '')
  const [problem, setProblem] = useState<string | null>(null)

  async function submit(event: SyntheticEvent): Promise<void> {
    event.preventDefault()
    const typed = name.trim()
    const where: TypedWhere = kind === 'file' ? { kind, path: typed } : { kind, name: typed }
    const isTwice = places.some((one) => one.id !== place?.id && keyOfWhere(one.where) === keyOfWhere(where))
    const against = typed === '' ? text.missing(kind) : isTwice ? text.twice : null
    setProblem(against)
    if (against !== null) return
    const answer = await job.run<object>(() =>
      place === null
        ? call('place.add', { tokenId: token.id, where, note })
        : call('place.edit', { placeId: place.id, where, note }),
    )
    if (answer.ok) onClose()
  }

  return (
    <form
      className={styles['form']}
      aria-label={place === null ? text.add : text.edit}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        onClose()
      }}
    >
      <RadioGroup label={text.kind} options={kinds} value={kind} onChange={setKind} isDisabled={job.busy} />
      <TextField
        label={text.nameLabel(kind)}
        help={text.example(kind)}
        error={problem}
        value={name}
        onChange={setName}
        maxLength={kind === 'file' ? placeLimits.path : placeLimits.name}
        mono={kind === 'file'}
        autoFocus
        isDisabled={job.busy}
      />
      <TextArea
        label={text.note}
        help={text.noteHelp}
        rows={2}
        optional
        value={note}
        onChange={setNote}
        maxLength={placeLimits.note}
        isDisabled={job.busy}
      />
      {job.error && <FailureNotice error={job.error} />}
      <div className={styles['buttons']}>
        <Button type="submit" variant="primary" busy={job.busy}>
          {place === null ? text.addThis : text.save}
        </Button>
        <Button onPress={onClose} isDisabled={job.busy}>
          {shellText.cancel}
        </Button>
      </div>
    </form>
  )
}
