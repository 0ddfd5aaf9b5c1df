/** What is called what, wherever something is told of what ends. */
export const expiryWords = {
  signIn: (account: string) => `Sign-in of ${account}`,
}

/** What a calendar says of tokens that expire. */
export const calendarText = {
  title: (provider: string, name: string | null) =>
    name === null ? `A token of ${provider} expires` : `${name} (${provider}) expires`,
  details: (owner: string, account: string | null) =>
    [owner !== '' && `Owner: ${owner}`, account !== null && `Account: ${account}`].filter(Boolean).join(', '),
}
