import { json, type Reply } from '#test/simulators/kit/reply'

/** A request that Linode refuses: a list of reasons, each with the field of the body that it is about, if any. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(status: number, reason: string, field?: string) {
    super(reason)
    this.reply = refused(status, reason, field)
  }
}

export function refused(status: number, reason: string, field?: string): Reply {
  return json(status, { errors: [field === undefined ? { reason } : { reason, field }] })
}
