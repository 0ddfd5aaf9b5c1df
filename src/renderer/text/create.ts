/** Sentences of "New token". */
export const createText = {
  title: 'New token',
  account: 'Account',
  owner: 'For',
  findOwner: 'Find an owner',
  tooMany: (number: number) => `The first 100 of ${number}; type to find others.`,
  kind: 'Kind',
  create: 'Create token',
  creating: (provider: string) => `Making the token at ${provider}…`,
  made: (name: string) => `“${name}” is made.`,
  noAccounts: 'There is no account yet. Add one first.',
  addAccount: 'Add account',
  notHere: 'Keyrack cannot make such a token.',
  lostNoted: 'Keyrack has noted it under the unfinished operations and looks for the token there.',
} as const
