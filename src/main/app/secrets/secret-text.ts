import { Failure } from '../../ports/failure.ts'
import type { Context } from '../context.ts'

/** Text of secrets on its way in: typed, read by main from the clipboard, or a stored one, which never crosses. */
export type SecretText =
  | { readonly from: 'field'; readonly value: string }
  | { readonly from: 'clipboard' }
  | { readonly from: 'stored'; readonly secretId: string }

/** The text itself, as it is. Throws Failure: `clipboard-empty`, `clipboard-failed`, `not-found`. */
export async function secretText({ vault, clipboard }: Context, given: SecretText): Promise<string> {
  switch (given.from) {
    case 'field':
      return given.value
    case 'clipboard':
      return clipboard.readText()
    case 'stored': {
      const stored = vault.records.get('secret', given.secretId)
      if (stored === undefined) throw new Failure('not-found')
      return stored.value
    }
  }
}
