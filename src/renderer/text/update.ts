/** Sentences of "Edit". */
export const updateText = {
  title: 'Edit',
  save: 'Save',
  saving: (provider: string) => `Changing the token at ${provider}…`,
  saved: (name: string) => `“${name}” is changed.`,
  lead: (name: string) => `Changes “${name}” at its provider. Its secret stays the same.`,
  notHere: 'This token cannot be changed.',
  gone: 'This token is not in the list any more.',
  nothing: 'Nothing is changed yet.',
} as const
