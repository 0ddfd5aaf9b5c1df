import { X } from 'lucide-react'
import { useId, useState } from 'react'
import type { TokenRow } from '#shared/model/token'
import { useTagsInUse } from '#renderer/data/use-desk'
import { detailText } from '#renderer/text/detail'
import { Section } from '#renderer/ui/pane'
import { annotate } from './annotate.ts'
import styles from './token-detail.module.css'

const longestTag = 40
const mostTags = 20

/** The person's tags of a token: each can be taken off, and one is added by typing it. */
export function Tags({ row }: { readonly row: TokenRow }) {
  const [text, setText] = useState('')
  const id = useId()
  /** What was chosen and is being saved: the next change begins with that. */
  const [saving, setSaving] = useState<readonly string[] | null>(null)
  const tags = saving ?? row.tags
  const inUse = useTagsInUse().filter((tag) => !tags.includes(tag))
  const isFull = tags.length >= mostTags

  async function save(next: string[]): Promise<void> {
    setSaving(next)
    await annotate({ ...row, tags: [...tags] }, { tags: next }, detailText.tagsSaved)
    setSaving((latest) => (latest === next ? null : latest))
  }

  function add(): void {
    const tag = text.trim()
    setText('')
    if (tag !== '' && !tags.includes(tag)) void save([...tags, tag])
  }

  return (
    <Section title={detailText.tags}>
      <div className={styles['tags']} role="group" aria-label={detailText.tags}>
        {tags.map((tag) => (
          <span key={tag} className={styles['tag']}>
            {tag}
            <button
              type="button"
              aria-label={detailText.removeTag(tag)}
              onClick={() => void save(tags.filter((other) => other !== tag))}
            >
              <X size={11} aria-hidden />
            </button>
          </span>
        ))}
        <input
          type="text"
          aria-label={detailText.addTag}
          aria-describedby={`${id}-hint`}
          list={`${id}-tags`}
          className={styles['tagInput']}
          placeholder={detailText.addTag}
          value={text}
          maxLength={longestTag}
          disabled={isFull}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setText(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return
            if (event.key === 'Enter' || (event.key === ',' && text.trim() !== '')) add()
            else if (event.key === 'Backspace' && text === '' && tags.length > 0) void save(tags.slice(0, -1))
            else if (event.key === 'Escape' && text !== '') setText('')
            else return
            event.preventDefault()
          }}
        />
        <datalist id={`${id}-tags`}>
          {inUse.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      </div>
      <p id={`${id}-hint`} className={styles['hint']}>
        {isFull ? detailText.tagsFull : detailText.tagHint}
      </p>
    </Section>
  )
}
