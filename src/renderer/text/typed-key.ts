/** Words of the field for a passphrase or, instead, the recovery code. */
export const typedKeyText = {
  passphrase: 'Passphrase',
  recovery: 'Recovery code',
  recoveryHelp: 'Capital letters, hyphens and spaces do not matter.',
  missing: { passphrase: 'Enter your passphrase.', recovery: 'Enter the recovery code.' },
  instead: { passphrase: 'Use the passphrase instead', recovery: 'Use the recovery code instead' },
} as const
