import type { Call } from '#test/simulators/kit/call'
import { text, type Reply } from '#test/simulators/kit/reply'
import { serve, type RunningService } from '#test/simulators/kit/server'
import type { ConsoleModel } from './model.ts'
import { page } from './page.ts'

/** Serves what stands in for a service's own pages, at every path, so that guided operations can be gone through. */
export function serveConsole(title: string, model: ConsoleModel | undefined): Promise<RunningService> {
  return serve({ handle: (call) => handle(title, model, call), errorReply: (status) => text(status, title) }, {})
}

function handle(title: string, model: ConsoleModel | undefined, call: Call): Reply {
  let made: string | undefined
  if (call.method === 'POST') {
    // Another site's page could post here too: a browser says where a form came from.
    const from = call.headers['origin']
    if (!model || (from !== undefined && from !== `http://${call.headers['host'] ?? ''}`)) return text(403, 'Refused')
    made = act(model, new URLSearchParams(call.body))
  }
  const body = page({ title, path: call.path, query: call.query, model, made })
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }
  return { status: 200, headers, body }
}

/** What a button of the page does. Gives the secret where one is made. */
function act(model: ConsoleModel, form: URLSearchParams): string | undefined {
  const id = form.get('id') ?? ''
  switch (form.get('do')) {
    case 'make': {
      const days = Number(form.get('days') ?? '')
      return model.make({
        kind: form.get('kind') ?? '',
        name: form.get('name') ?? '',
        days: days > 0 ? days : null,
        scopes: (form.get('scopes') ?? '').split(',').filter((scope) => scope !== ''),
      })
    }
    case 'regenerate':
      return model.regenerate?.(id)
    case 'remove':
      model.remove(id)
      return undefined
    default:
      return undefined
  }
}
