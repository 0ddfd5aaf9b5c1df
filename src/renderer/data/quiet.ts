import type { Input } from '#shared/contract'
import { dayLength } from '#shared/rules/expiry'
import { expiryText as text } from '#renderer/text/expiry'
import type { MenuAction } from '#renderer/ui/menu'
import { toast } from '#renderer/ui/toast'
import { tellFailure } from './actions.ts'
import { call } from './bridge.ts'

type How = Input<'expiry.quiet'>['how']
/** As many as one call takes. */
const most = 10_000

async function send(tokenIds: readonly string[], how: How): Promise<boolean> {
  for (let at = 0; at < tokenIds.length; at += most) {
    const answer = await call('expiry.quiet', { tokenIds: tokenIds.slice(at, at + most), how })
    if (answer.ok) continue
    tellFailure(answer.error)
    return false
  }
  return true
}

/** Warns of these as ever. */
export async function warnAgain(tokenIds: readonly string[]): Promise<void> {
  await send(tokenIds, { kind: 'none' })
}

/** Says that the person knows of these, or puts their warnings off; it can be taken back. */
export async function quiet(tokenIds: readonly string[], how: Exclude<How, { kind: 'none' }>): Promise<void> {
  if (!(await send(tokenIds, how))) return
  const number = tokenIds.length
  toast({
    text: how.kind === 'known' ? text.saidKnown(number) : text.saidSnoozed(number, how.until),
    action: { label: text.undo, onPress: () => void warnAgain(tokenIds) },
  })
}

/** For how long warnings can be put off. */
export function snoozeActions(tokenIds: () => readonly string[]): MenuAction[] {
  return text.snoozes.map(({ days, label }) => ({
    id: String(days),
    label,
    onAction: () => void quiet(tokenIds(), { kind: 'snoozed', until: Date.now() + days * dayLength }),
  }))
}
