import { useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { detailText } from '#renderer/text/detail'
import { TextArea } from '#renderer/ui/text-field'
import pane from '#renderer/ui/pane.module.css'
import { annotate } from './annotate.ts'

const longestNotes = 10_000

/** The person's notes on a token: saved when the field is left and with Ctrl+Enter. */
export function Notes({ row }: { readonly row: TokenRow }) {
  /** What is typed and not saved; null while it is what main knows. */
  const [draft, setDraft] = useState<string | null>(null)

  async function save(): Promise<void> {
    if (draft === null) return
    if (draft === row.notes || (await annotate(row, { notes: draft }, detailText.saved))) setDraft(null)
  }

  return (
    <section className={pane['section']}>
      <TextArea
        label={detailText.notes}
        help={detailText.notesHint}
        value={draft ?? row.notes}
        maxLength={longestNotes}
        onChange={setDraft}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save()
        }}
      />
    </section>
  )
}
