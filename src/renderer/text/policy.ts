/** Words of the policy that the audit goes by. */
export const policyText = {
  title: 'Policy',
  lead: 'What is allowed, how bad it is where something else is found, and what is excepted until when.',
  choice: 'The audit goes by',
  chooseFile: 'Use a file of your own…',
  otherFile: 'Use another file…',
  reload: 'Read the file again',
  faults: (name: string) => `${name} has faults, and no audit is made until they are mended:`,
  refused: (name: string) => `${name} was not taken, because it has faults:`,
  help: 'A policy is a YAML or JSON file with limits by provider and kind, severities, and exceptions with an owner, a reason and an end date.',
  done: 'Done',
} as const
