/** Text that a terminal shows too: what stands between its backticks is shown as code, without them. */
export function Coded({ text }: { readonly text: string }) {
  return text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))
}
