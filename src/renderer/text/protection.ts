import type { Way } from './guards.ts'

/** Sentences of how an open vault is protected: the settings' part about it, and its dialogs. */
export const protectionText = {
  heading: 'Protection of the vault',
  level: 'Level',
  opensWith: 'Opens with',
  readOnly: 'This vault is from a newer Keyrack: here it can be read, and how it opens cannot be changed.',
  change: 'Change how the vault opens…',
  compromised: (name: string) => `Somebody may know this: ${name}`,
  compromisedShort: 'Somebody may know this…',
  noCode: 'There is no recovery code. If the keystore or the passphrase is lost, nothing else opens the vault.',
  noCodeWhenEither: 'There is no recovery code. It opens the vault when everything else is lost.',
  addCode: 'Add a recovery code…',
  newCode: 'Make a new recovery code…',

  // the dialog that changes how it opens
  title: 'Change how the vault opens',
  lead: 'What is not named here any more stops opening the vault as soon as this is saved.',
  recovered: 'You opened the vault with the recovery code.',
  recoveredNext:
    'If the passphrase is forgotten, set a new one. If the keyring is lost, choose again how the vault opens here.',
  dead: 'The system’s keystore does not have the key that sealed this vault. Choose again how the vault opens here: what needs the keystore and stays chosen is made anew.',
  stronger:
    'This system’s keystore protects the vault well now. Saving this makes a new key and seals everything anew by it.',
  deadSlot: 'Opens nothing now: the keystore does not have its key.',
  method: 'How shall the vault open?',
  methods: {
    'os-passphrase': 'System keystore and passphrase together',
    os: 'System keystore',
    passphrase: 'Passphrase',
    either: 'System keystore or passphrase, either of them',
  } satisfies Record<Exclude<Way, 'session' | 'weak-accepted'>, string>,
  methodHelp: {
    'os-passphrase': 'Recommended. Needs your sign-in on this computer and what you know.',
    os: 'Opens by itself while you are signed in to this computer.',
    passphrase: 'You type it each time. It works on every system.',
    either: 'Opens by itself here, and with the passphrase elsewhere.',
  } satisfies Record<Exclude<Way, 'session' | 'weak-accepted'>, string>,
  weakTogetherHelp: 'Weak here: the keystore of this system adds nothing to the passphrase.',
  weakHelp: 'Weak here: whoever copies the vault’s folder may be able to open it.',
  setPassphrase: 'Set a new passphrase',
  newPassphrase: 'New passphrase',
  passphraseNow: 'Current passphrase',
  code: 'Recovery code',
  codes: {
    keep: 'Keep the one I have',
    new: 'Make a new one',
    add: 'Add one',
    drop: 'Remove it',
    none: 'None',
  },
  codeHelp: {
    new: 'The old one stops opening this vault.',
    add: 'Opens the vault when the passphrase is forgotten or the keyring is lost.',
    drop: 'Nothing opens the vault then when the rest is lost.',
  },
  showCode: 'Show the new code…',
  codeMissing: 'Look at the new code and write it down first.',
  codeReady: 'The new code is checked. It counts once this is saved.',
  now: 'To change this, show that the vault is yours',
  rekey: 'Lock out whoever knows an old way in',
  rekeyHelp:
    'Makes a new key, seals everything anew and removes the older generations from this disk. Copies elsewhere, such as backups or a synced folder, still open with the old one.',
  oldWays:
    'Older copies of the vault stay on this disk for weeks. Whoever has them and the old way in can open this vault by them.',
  save: 'Save',
  saving: 'Changing the vault…',
  saved: 'The vault opens in the new way from now on.',
  rekeyed: 'Everything is sealed anew. Copies elsewhere still open with the old one.',

  // the recovery code
  codeTitle: 'Recovery code',
  codeLead:
    'A recovery code opens the vault when the passphrase is forgotten or the keyring is lost. Keyrack shows it now and never again.',
  codeHow:
    'Write it on paper by hand and keep that where your passport is, not on this computer. Keyrack neither copies nor prints it: both would leave it lying around.',
  codeReplaces: 'The old code stops opening this vault. Copies of the vault made before still open with it.',
  codeLabel: 'Your recovery code',
  codeHidden: 'The code is hidden',
  reveal: 'Show the code',
  hide: 'Hide the code',
  revealHelp: 'It hides again by itself and when you leave the window. You can show it again until it is used.',
  written: 'I have written it down',
  codeGone: 'That code is not kept any more. Show a new one and write that down instead.',
  later: 'Later',
  askBack: (one: number, other: number) =>
    `Type group ${one} and group ${other} from your paper, so that it is certain that it can be read.`,
  group: (number: number) => `Group ${number}`,
  groupMissing: 'Enter the group.',
  check: 'Check',
  checking: 'Checking…',
  wrongGroups: 'That is not what the code says.',
  wrongGroupsNext: 'Compare both groups with your paper, or look at the code again.',
  again: 'Show it again',
  codeSave: 'Use this code',
  codeAdded: 'The recovery code opens the vault from now on.',
} as const
