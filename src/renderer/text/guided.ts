/** Sentences of operations that the person does on the provider's own page. */
export const guidedText = {
  steps: (provider: string) => `What to do at ${provider}`,
  open: (provider: string) => `Open the page at ${provider}`,
  secretHelp: 'Paste the token that the page shows. Keyrack asks the provider about it before anything is stored.',
  take: 'Check and store',
  checking: (provider: string) => `Asking ${provider} about the token…`,
  known: 'This token’s secret is in Keyrack already.',
} as const
