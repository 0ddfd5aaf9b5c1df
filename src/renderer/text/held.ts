import type { Proof } from '#shared/model/token'
import { proofSentences } from '#shared/text/words'

/** Sentences about secrets that are stored for listed tokens. */
export const heldText = {
  title: 'Store its secret',
  lead: (name: string) => `Paste the secret of “${name}”. Keyrack tries it at the provider before it stores it.`,
  leadOther: (name: string) => `Paste the secret of “${name}”. Keyrack cannot try it: it does not know this service.`,
  replaces: 'The secret that is stored now is replaced.',
  store: 'Store',
  trying: (provider: string) => `Trying the secret at ${provider}…`,
  storing: 'Storing the secret…',
  secret: 'Secret',
  another: 'This secret works, but it is another token’s. Nothing was stored.',
  notListed: 'This token is not in the list any more.',
  unstoredMade: 'The token is made.',
  result: (name: string, proof: Proof) => `The secret of “${name}” is stored. ${proofSentences[proof]}`,
} as const
