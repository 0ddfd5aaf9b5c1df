import type { ConsoleModel } from './model.ts'

export interface PageFacts {
  /** Such as `GitHub`. */
  readonly title: string
  /** Path and query, as the app opened it. */
  readonly path: string
  readonly query: URLSearchParams
  readonly model: ConsoleModel | undefined
  /** The secret that was just made; it is shown this once. */
  readonly made: string | undefined
}

/** A page that stands in for a service's own: plain, and without any script. */
export function page({ title, path, query, model, made }: PageFacts): string {
  const name = query.get('name') ?? query.get('description') ?? ''
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)} · demo</title>
<style>${style}</style>
<main>
<h1>${escaped(title)}, in the demo</h1>
<p>The page of the real service would be at <code>${escaped(path)}</code>. Everything here is made up, and ends with the demo.</p>
${made === undefined ? '' : `<p role="status">Copy it now. It is shown only once:<br><code>${escaped(made)}</code></p>`}
${model === undefined ? '<p>There is nothing to do on it.</p>' : forms(model, name, query)}
</main>
</html>`
}

function forms(model: ConsoleModel, name: string, query: URLSearchParams): string {
  const kinds = model.kinds.map(({ id, label }) => `<option value="${escaped(id)}">${escaped(label)}</option>`)
  const rows = model.tokens().map(
    ({ id, name, kind }) => `<tr><td>${escaped(name)}</td><td>${escaped(kind)}</td><td>
<form method="post"><input type="hidden" name="id" value="${escaped(id)}">
${model.regenerate === undefined ? '' : '<button name="do" value="regenerate">Regenerate token</button>'}
<button name="do" value="remove">Delete</button></form></td></tr>`,
  )
  return `<h2>New token</h2>
<form method="post">
<label>Name <input name="name" required maxlength="255" value="${escaped(name)}"></label>
<label>Kind <select name="kind">${kinds.join('')}</select></label>
<label>Days until it ends, or nothing <input name="days" type="number" min="1" value="${escaped(query.get('expires_in') ?? '')}"></label>
<label>Scopes <input name="scopes" value="${escaped(query.get('scopes') ?? '')}"></label>
<button name="do" value="make">Generate token</button>
</form>
<h2>Tokens</h2>
<table><tbody>${rows.join('\n')}</tbody></table>`
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
label { display: block; margin: 0.4rem 0; }
code { overflow-wrap: anywhere; }
td { padding: 0.2rem 1rem 0.2rem 0; }
td form { display: inline; }`

function escaped(text: string): string {
  const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
}
