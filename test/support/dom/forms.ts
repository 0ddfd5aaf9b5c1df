import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'

/** Helpers for tests of the forms: what a person does and what a person sees, by name. */

/** Puts text in place of what is in a field, as pasting does. */
export async function enter(field: HTMLElement, text: string): Promise<void> {
  await userEvent.clear(field)
  await userEvent.paste(text)
}

/** Chooses an option of a select by the names of both. */
export async function choose(label: string, option: string): Promise<void> {
  await userEvent.click(screen.getByRole('button', { name: new RegExp(`${label}$`) }))
  await userEvent.click(within(await screen.findByRole('listbox')).getByRole('option', { name: option }))
}

/** What the alert says; fails when there is none. */
export async function alertText(): Promise<string> {
  return (await screen.findByRole('alert')).textContent
}

/** Everything that is in the page: texts, and the values of its inputs. */
export function everythingShown(): string {
  const values = [...document.querySelectorAll('input, textarea')].map((field) =>
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
  )
  return [document.body.outerHTML, ...values].join('\n')
}
