import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf, rewrite, type Format } from '#main/places/index'

const old = 'npm_EXAMPLEoldEXAMPLEold0123456789'
const fresh = 'npm_EXAMPLEnewEXAMPLEnew9876543210zz'
const auth = (text: string) => Buffer.from(text).toString('base64')

const lines = (...all: string[]) => all.join('\n')

/** Files as people have them: the old value where a tool reads it, and around it what must not change. */
const golden: readonly (readonly [string, Format, string])[] = [
  [
    '.npmrc with comments, odd spaces and quotes',
    'npmrc',
    lines(
      '; made by hand',
      '# registry=x',
      'registry = https://npm.acme.example/',
      `//npm.acme.example/:_authToken=${old}  `,
      `//a.example/:_authToken = "${old}"`,
      `//b.example/:_authToken='${old}'`,
      'always-auth=true',
      '//c.example/:_authToken=${NPM_TOKEN}',
    ),
  ],
  ['.npmrc of Windows with a byte order mark', 'npmrc', `\u00ef\u00bb\u00bf//a/:_authToken=${old}\r\nfund=false\r\n`],
  [
    '.netrc with a macro, comments and a default',
    'netrc',
    lines(
      '# mine',
      'machine api.example.com login ada password ' + old,
      'machine b.example.com',
      '\tlogin ada',
      `\tpassword "${old}"`,
      'macdef init',
      'password kept',
      '',
      'default login anonymous password x@example.com',
    ),
  ],
  [
    '.env with quotes, exports and values of several lines',
    'env',
    lines(
      '# TOKEN=old',
      `TOKEN=${old} # the one`,
      `export A = '${old}'`,
      `B="${old}"`,
      'KEY="-----BEGIN',
      'X=1',
      '-----END"',
      'EMPTY=',
      `LAST=${old}`,
    ),
  ],
  [
    'a shell’s file',
    'shell',
    lines(
      '#!/bin/sh',
      'alias ll="ls -l"',
      `export TOKEN=${old} OTHER="a b"; echo done`,
      `  export QUOTED="${old}"`,
      `PLAIN='${old}' # mine`,
      'if [ -f x ]; then . x; fi',
    ),
  ],
  [
    '.git-credentials',
    'git-credentials',
    lines(
      `https://ada:${old}@git.example.com`,
      `https://${old}@other.example.com/path`,
      'https://bob:p%40ss@third.example',
    ),
  ],
  [
    'credentials that are there twice',
    'json',
    lines(
      '{',
      '    "current": "https://api.example.com",',
      `    "accessTokens": {"https://api.example.com": "${old}"},`,
      '\t"accounts" : { "https://api.example.com":',
      `      {"accessToken":   "${old}", "username":"ad\\u00e4", "n": 1.50 } }`,
      '}',
    ),
  ],
  [
    'JSON with comments',
    'json',
    lines('// settings', '{ /* "token": "x" */', `  "token": "${old}", // mine`, '  "list": ["a", "b"]', '}', ''),
  ],
  [
    'YAML with comments, quotes and a block',
    'yaml',
    lines(
      '# hosts',
      'github.com:',
      `    oauth_token: ${old} # mine`,
      '    user: ada',
      '    users:',
      `        - "${old}"`,
      `        - name: '${old}'`,
      '    git_protocol: https',
      'text: |',
      '  password: kept',
      'flow: {a: b, c: [d]}',
    ),
  ],
  [
    'TOML with tables and a long text',
    'toml',
    lines(
      '# cargo',
      '[registry]',
      `token = "${old}" # mine`,
      '[registries.b]',
      `"odd key"='${old}'`,
      'long = """',
      'token = "kept"',
      '"""',
      'n = 1.50',
      `a.b  =  "${old}"`,
    ),
  ],
  [
    'an INI file of Python',
    'ini',
    lines('[distutils]', 'index-servers =', '    pypi', '', '; mine', '[pypi]', `password = ${old}`, `token:${old}  `),
  ],
]

const written = (file: string, format: Format, value = fresh) =>
  rewrite(Buffer.from(file, 'latin1'), format, (text) => text === old, value)

const bytesOf = (file: string, format: Format, value = fresh): string => {
  const made = written(file, format, value)
  if (!made.ok) throw new Error(made.why)
  return made.bytes.toString('latin1')
}

describe('a new value in a file', () => {
  it.each(golden)('%s: changes the bytes of the value and no other', (_name, format, file) => {
    const expected = file.replaceAll(old, fresh)
    expect(expected).not.toBe(file)
    expect(bytesOf(file, format)).toBe(expected)
    expect(bytesOf(file.replaceAll('\n', '\r\n'), format)).toBe(expected.replaceAll('\n', '\r\n'))
    expect(bytesOf(`\u00ef\u00bb\u00bf${file}`, format)).toBe(`\u00ef\u00bb\u00bf${expected}`)
  })

  it('is found behind base64, beside the name that stands there with it', () => {
    const docker = (value: string) => `{"auths": {"ghcr.io": {"auth": "${auth(`ada:${value}`)}"}}, "credsStore": "x"}`
    expect(bytesOf(docker(old), 'json')).toBe(docker(fresh))
    const npmrc = (value: string) => `//a/:_auth=${auth(`ada:${value}`)}\n//a/:_password="${auth(value)}"\n`
    expect(bytesOf(npmrc(old), 'npmrc')).toBe(npmrc(fresh))
  })

  it('is told by its lines and names, with what is left in comments', () => {
    expect(written(`# was ${old}\nA=1\nTOKEN=${old}\n\nB='${old}'\n`, 'env')).toMatchObject({
      hits: [
        { line: 3, name: 'TOKEN' },
        { line: 5, name: 'B' },
      ],
      elsewhere: 1,
    })
    const json = written(`{"accounts": {"a": {"accessToken": "${old}"}}}`, 'json')
    expect(json).toMatchObject({ hits: [{ line: 1, name: 'accounts > a > accessToken' }], elsewhere: 0 })
  })

  it('gets quotes only where it needs them', () => {
    const odd = 'a#EXAMPLE'
    expect(bytesOf(`T=${old}\n`, 'env', odd)).toBe(`T='${odd}'\n`)
    expect(bytesOf(`t: ${old}\n`, 'yaml', odd)).toBe(`t: "${odd}"\n`)
    expect(bytesOf(`t: ${old}\n`, 'yaml', '12345678')).toBe('t: "12345678"\n')
    expect(bytesOf(`export T=${old}\n`, 'shell', odd)).toBe(`export T='${odd}'\n`)
    expect(bytesOf(`t=${old}\n`, 'npmrc', odd)).toBe(`t="${odd}"\n`)
    expect(bytesOf(`t = '${old}'\n`, 'toml', `a'b"c`)).toBe(`t = "a'b\\"c"\n`)
    expect(bytesOf(`{"t":"${old}"}`, 'json', 'a"b\\c')).toBe('{"t":"a\\"b\\\\c"}')
    expect(bytesOf(`https://a:${old}@h\n`, 'git-credentials', 'a/b@c:d')).toBe('https://a:a%2fb%40c%3ad@h\n')
  })

  it.each<[string, Format, string, string, string]>([
    ['a blank', 'env', `T=${old}`, 'a b', 'unfit'],
    ['a line', 'json', `{"t":"${old}"}`, 'a\nb', 'unfit'],
    ['what a shell would fill in, where quotes cannot be put', 'shell', `A=1; B=${old}\nC=${old}`, 'a$b', 'unfit'],
    ['quotes of both kinds', 'env', `T=${old}`, `a'"b`, 'unfit'],
    ['a comment of netrc', 'netrc', `machine a password ${old}`, 'a#b', 'unfit'],
    ['what npm would fill in', 'npmrc', `t=${old}`, 'a${b}', 'unfit'],
    ['binary', 'env', `T=${old}\0`, fresh, 'not-text'],
    ['UTF-16', 'json', `\u00ff\u00fe{"t":"${old}"}`, fresh, 'not-text'],
    ['broken JSON', 'json', `{"t":"${old}",}`, fresh, 'absent'],
    ['JSON that ends too soon', 'json', `{"t":"${old}"`, fresh, 'absent'],
    ['a macro', 'netrc', `macdef x\nmachine a password ${old}`, fresh, 'absent'],
    ['a comment', 'yaml', `# t: ${old}`, fresh, 'absent'],
    ['a block', 'yaml', `t: |\n  u: ${old}\n`, fresh, 'absent'],
    ['a text that goes on', 'yaml', `t: ${old}\n  more\n`, fresh, 'absent'],
    ['a text in two parts', 'shell', `T="${old}"more`, fresh, 'absent'],
    ['a quote that does not end', 'env', `T="${old}\nU=1`, fresh, 'absent'],
    ['what Python would fill in', 'ini', `t = ${old}`, 'a%b', 'unfit'],
    ['a value that goes on', 'ini', `t = ${old}\n  more`, fresh, 'absent'],
    ['a long text', 'toml', `t = """\nu = "${old}"\n"""`, fresh, 'absent'],
    ['a list', 'toml', `t = ["${old}"]`, fresh, 'absent'],
    ['what would be read as something else there', 'json', `{"auth":"${old}"}`, auth('a:b'), 'unfit'],
    ['a part of a value', 'env', `T=x${old}`, fresh, 'absent'],
  ])('is refused for %s', (_name, format, file, value, why) => {
    expect(written(file, format, value)).toEqual({ ok: false, why })
  })

  it('leaves whatever else is in the file, byte for byte', () => {
    // Bytes of any kind but the zero, put in at any place outside of the values.
    const noise = fc
      .array(fc.integer({ min: 1, max: 255 }), { maxLength: 30 })
      .map((codes) => String.fromCharCode(...codes))
    const words = fc.constantFrom(
      '\n',
      '\r\n',
      '#',
      '"',
      "'",
      '{',
      '}',
      ': ',
      '=',
      'password ',
      '\\',
      'KEY=',
      '- ',
      '|',
      '//',
      ' ',
    )
    const piece = fc.oneof(
      noise,
      fc.array(words, { maxLength: 8 }).map((all) => all.join('')),
    )
    let count = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...golden),
        fc.double({ min: 0, max: 1, noNaN: true }),
        piece,
        (sample, share, put) => {
          const [, format, file] = sample
          const parts = file.split(old)
          const at = Math.floor(share * parts.length * 0.999)
          const part = parts[at] ?? ''
          const cut = Math.floor(share * part.length)
          parts[at] = part.slice(0, cut) + put + part.slice(cut)
          const edited = parts.join(old)
          const made = written(edited, format)
          if (!made.ok) return
          count += 1
          const now = made.bytes.toString('latin1')
          // Some of the old values have become the new one, and nothing else is different.
          expect(now.replaceAll(fresh, old)).toBe(edited)
          expect(now.split(fresh).length - 1).toBe(made.hits.length)
        },
      ),
      { numRuns: 3000 },
    )
    expect(count).toBeGreaterThan(1500)
  })

  it.each([
    ['/home/ada/.npmrc', 'npmrc'],
    ['C:\\Users\\ada\\_netrc', 'netrc'],
    ['/w/.env.production', 'env'],
    ['/w/prod.env', 'env'],
    ['/home/ada/.zshrc', 'shell'],
    ['/home/ada/.envrc', 'shell'],
    ['/home/ada/.git-credentials', 'git-credentials'],
    ['/home/ada/.config/git/credentials', 'git-credentials'],
    ['/home/ada/.config/gh/hosts.yml', 'yaml'],
    ['/home/ada/.docker/config.json', 'json'],
    ['/home/ada/.aws/credentials', 'ini'],
    ['/home/ada/.cargo/credentials', null],
    ['/home/ada/.cargo/credentials.toml', 'toml'],
    ['/home/ada/.pypirc', 'ini'],
    ['/home/ada/notes.txt', null],
  ])('%s is told by its name', (path, format) => {
    expect(formatOf(path)).toBe(format)
  })
})
