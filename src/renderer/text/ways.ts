/** What can be done about a finding, as buttons. */
export const wayText = {
  regenerate: 'Regenerate…',
  revoke: 'Revoke…',
  edit: 'Edit…',
  'new-token': 'New token…',
  forget: 'Forget the secret…',
  places: 'Show its places',
  notes: 'Add a note',
  leak: 'End the leaked secret…',
  protect: 'Protect the vault…',
} as const
