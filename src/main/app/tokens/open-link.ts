import type { Input } from '#shared/contract'
import { Failure } from '../../ports/failure.ts'
import { providerOf } from '../accounts/account-check.ts'
import type { Context } from '../context.ts'

/**
 * Opens the provider's page for a token, for an account's tokens, or for making a token by hand, in the browser. Only
 * pages on an origin of the provider's record or of an account, and below its path where it has one, are opened, and for "Other service" the https address
 * that the person typed. Throws Failure('origin-refused') for anything else, Failure('not-found') when there is no page.
 */
export async function openLink(context: Context, input: Input<'link.open'>): Promise<void> {
  await context.opener.openUrl(linkOf(context, input))
}

function linkOf(context: Context, input: Input<'link.open'>): string {
  switch (input.what) {
    case 'account':
      return accountPage(context, input.accountId, null)
    case 'new-token': {
      const provider = providerOf(context, input.provider)
      const { origin, console } = provider.resolve(input.address)
      const known = [
        ...provider.record.instances.flatMap((instance) => [instance.origin, instance.console]),
        ...[...context.index.accounts.values()]
          .filter((account) => account.provider === input.provider && account.origin === origin)
          .map((account) => account.console),
      ]
      return checked(below(console, provider.record.newTokenPath), known)
    }
    case 'token':
      return tokenPage(context, input.tokenId)
  }
}

function tokenPage(context: Context, tokenId: string): string {
  const other = context.index.others.get(tokenId)
  if (other === undefined) {
    const token = context.rows.token(tokenId)
    if (token === undefined) throw new Failure('not-found')
    return accountPage(context, token.accountId, tokenId)
  }
  const address = other.manageUrl === '' ? other.serviceUrl : other.manageUrl
  if (address === '') throw new Failure('not-found')
  const url = parsed(address)
  if (url.protocol !== 'https:') throw new Failure('origin-refused')
  return url.href
}

function accountPage(context: Context, accountId: string, tokenId: string | null): string {
  const account = context.accounts.get(accountId)
  const provider = providerOf(context, account.provider)
  const token = tokenId === null ? null : (context.rows.token(tokenId) ?? null)
  const page = provider.page(account.console, token)
  if (page === null) throw new Failure('not-found')
  const { instances } = provider.record
  const known = instances.flatMap((instance) => [instance.origin, instance.console])
  return checked(page, [account.origin, account.console, ...known])
}

/** A page below the console of an account: for what its provider's record says is done there. Throws Failure. */
export function consolePage({ accounts }: Context, accountId: string, page: string): string {
  const { console } = accounts.get(accountId)
  return checked(below(console, page), [console])
}

/** A path below the console, which may be below a path itself. */
function below(console: string, page: string): string {
  return parsed(console).href.replace(/\/$/, '') + page
}

/** The address as it is opened: parsed, checked and written anew. */
function checked(address: string, allowed: readonly string[]): string {
  const url = parsed(address)
  const isSafe = url.protocol === 'https:' || (url.protocol === 'http:' && isThisComputer(url.hostname))
  const isKnown = allowed.some((one) => URL.canParse(one) && isBelow(url, new URL(one)))
  if (!isSafe || !isKnown) throw new Failure('origin-refused')
  return url.href
}

/** On the same origin and below the same path: what is beside an instance on its host is somebody else's. */
function isBelow(url: URL, { origin, pathname }: URL): boolean {
  return url.origin === origin && `${url.pathname}/`.startsWith(pathname.endsWith('/') ? pathname : `${pathname}/`)
}

function parsed(address: string): URL {
  if (!URL.canParse(address)) throw new Failure('origin-refused')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw new Failure('origin-refused')
  return url
}

function isThisComputer(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
