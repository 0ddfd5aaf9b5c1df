import { useRef, useState } from 'react'
import type { AppError } from '#shared/model/error'
import { call } from '#renderer/data/bridge'
import { useMirror } from '#renderer/data/use-mirror'
import type { DialogProps } from '#renderer/dialogs'
import { explain } from '#shared/text/errors'
import { shellText } from '#renderer/text/shell'
import { tokensText } from '#renderer/text/tokens'
import { Button } from '#renderer/ui/button'
import { Dialog } from '#renderer/ui/dialog'
import { Progress } from '#renderer/ui/progress'
import { TextField } from '#renderer/ui/text-field'
import { toast } from '#renderer/ui/toast'

const longestTag = 40
const mostTags = 20

/** Adds one tag to many tokens, one after the other; what is done when it is cancelled stays. */
export function TagDialog({ tokenIds, onClose }: DialogProps<'tag'>) {
  const { rows } = useMirror().store.getState()
  const [text, setText] = useState('')
  const [done, setDone] = useState<number | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const cancelled = useRef(false)
  const tag = text.trim()

  async function add(): Promise<void> {
    const without = tokenIds.flatMap((id) => {
      const row = rows.get(id)
      return row && !row.tags.includes(tag) ? [row] : []
    })
    const free = without.filter(({ tags }) => tags.length < mostTags)
    cancelled.current = false
    setError(null)
    for (const [index, row] of free.entries()) {
      setDone(index)
      const input = { tokenId: row.token.id, tags: [...row.tags, tag] }
      const answer = await call('token.annotate', input)
      if (!answer.ok) {
        setError(answer.error)
        setDone(null)
        return
      }
      if (wasCancelled(cancelled)) break
    }
    const full = without.length - free.length
    toast(
      full > 0
        ? { text: tokensText.tagTooMany(full) }
        : { text: tokensText.tagAdded(tag, tokenIds.length), tone: 'good' },
    )
    onClose()
  }

  const busy = done !== null
  return (
    <Dialog
      title={tokensText.tagTitle}
      size="small"
      busy={busy}
      onClose={onClose}
      onSubmit={() => {
        if (tag !== '') void add()
      }}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {shellText.cancel}
          </Button>
          <Button type="submit" variant="primary" busy={busy} isDisabled={tag === ''}>
            {tokensText.tagTitle}
          </Button>
        </>
      }
    >
      <TextField
        label={tokensText.tagLabel}
        help={tokensText.tagHelp(tokenIds.length)}
        value={text}
        onChange={setText}
        maxLength={longestTag}
        error={error === null ? null : explain(error).sentence}
        isDisabled={busy}
        autoFocus
      />
      {busy && (
        <Progress
          label={tokensText.tagging(done, tokenIds.length)}
          value={done / tokenIds.length}
          onCancel={() => (cancelled.current = true)}
        />
      )}
    </Dialog>
  )
}

function wasCancelled(flag: { readonly current: boolean }): boolean {
  return flag.current
}
