/** Sentences of "Revoke". */
export const revokeText = {
  title: 'Revoke',
  lead: (subject: string, provider: string) =>
    `${subject} stops working at ${provider} at once. This cannot be undone.`,
  token: 'Token',
  owner: 'Owner',
  account: 'Account',
  lastUsed: 'Last used',
  expires: 'Expires',
  secret: 'Its secret',
  stored: 'Stored in Keyrack',
  notStored: 'Not stored in Keyrack',
  never: 'Never',
  neverExpires: 'Never',
  unknown: 'The provider does not tell',
  today: (moment: string) => `${moment}, less than a day ago`,
  revoke: 'Revoke',
  revoking: (provider: string) => `Revoking at ${provider}…`,
  revoked: (name: string) => `“${name}” is revoked.`,
  alreadyGone: (name: string, provider: string) =>
    `“${name}” was gone already at ${provider}. Keyrack has marked it so; there is nothing left to revoke.`,
  revokedBefore: (name: string, when: string) => `“${name}” was revoked in Keyrack on ${when}.`,
  goneBefore: (name: string, when: string) =>
    `“${name}” is gone already: since ${when} its provider does not list it any more.`,
  goneBeforeNoDate: (name: string) => `“${name}” is gone already.`,
  notHere: 'Keyrack cannot revoke this token.',
  notListed: 'This token is not in the list any more.',
} as const
