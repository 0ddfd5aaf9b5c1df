/** How a revocation on the provider's own page is checked, and what came of it. */
export const checkText = {
  checkedBySecret: (provider: string) =>
    `When you have done it, Keyrack tries the stored secret: it is revoked once ${provider} refuses it.`,
  checkedByList: 'When you have done it, Keyrack lists the tokens anew: it is revoked once it is missing there.',
  revokedBy: (name: string, by: 'probe' | 'list' | 'word') => {
    switch (by) {
      case 'probe':
        return `“${name}” is revoked: its secret is refused.`
      case 'list':
        return `“${name}” is revoked: it is listed no more.`
      case 'word':
        return `“${name}” is noted as revoked.`
    }
  },
} as const
