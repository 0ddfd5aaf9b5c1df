import { json, type Reply } from '#test/simulators/kit/reply'

/** A request that the registry refuses; some calls say why in `error`, others in `message`. */
export class Refusal extends Error {
  readonly reply: Reply

  constructor(status: number, body: { error?: string; message?: string }, headers: Record<string, string> = {}) {
    super(body.error ?? body.message ?? '')
    this.reply = json(status, body, headers)
  }
}
