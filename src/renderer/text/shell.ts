/** Words of the frame, the kit and the screens around the token grid. One record a place, sentences as functions. */
export const shellText = {
  cancel: 'Cancel',
  close: 'Close',
  notifications: 'Notifications',
  optional: 'optional',
  clear: 'Clear',
} as const
