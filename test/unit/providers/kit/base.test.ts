import { posix } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { nextBelow, onBase, readBase } from '#main/providers/kit/base'
import { readOrigin } from '#main/providers/kit/origin'
import { path } from '#main/providers/kit/path'

const base = 'https://example.com/gitlab'

/** What it gives; undefined where it is refused. Anything but a refusal is a mistake. */
function taken(action: () => string): string | undefined {
  try {
    return action()
  } catch (error) {
    if (error instanceof Failure && error.error.kind === 'origin-refused') return undefined
    throw error
  }
}

describe('readBase', () => {
  it.each([
    ['https://example.com/gitlab', 'https://example.com/gitlab'],
    ['  example.com/gitlab/ ', 'https://example.com/gitlab'],
    ['HTTPS://Example.COM:443/GitLab', 'https://example.com/GitLab'],
    ['https://example.com', 'https://example.com'],
    ['https://example.com/', 'https://example.com'],
    ['https://bücher.example/npm', 'https://xn--bcher-kva.example/npm'],
    ['http://127.0.0.1:4873/npm/', 'http://127.0.0.1:4873/npm'],
    ['https://[2001:db8::1]:8443/a/b', 'https://[2001:db8::1]:8443/a/b'],
    ['https://example.com/artifactory/api/npm/npm-local/', 'https://example.com/artifactory/api/npm/npm-local'],
    [
      'https://example.com/api/v4/groups/a%2fb/-/packages/npm',
      'https://example.com/api/v4/groups/a%2Fb/-/packages/npm',
    ],
    ['https://example.com/...', 'https://example.com/...'],
  ])('takes %j as %s', (address, expected) => {
    expect(readBase(address)).toBe(expected)
    expect(readBase(expected)).toBe(expected)
  })

  it.each([
    '',
    '/gitlab',
    '//example.com/gitlab',
    'https:///gitlab',
    'https:/example.com',
    'https:example.com/gitlab',
    'http://example.com/gitlab',
    'ftp://example.com/gitlab',
    'https://ada@example.com/gitlab',
    'https://example.com/gitlab@evil.example',
    'https://example.com\\@evil.example/gitlab',
    'https://example.com/git\\lab',
    'https://example.com/gitlab?a=b',
    'https://example.com/gitlab#a',
    'https://example.com/git lab',
    'https://example.com/git\tlab',
    'https://example.com/git\u202elab',
    'https://example.com//',
    'https://example.com/a//b',
    'https://example.com/gitlab//',
    'https://example.com/a/../b',
    'https://example.com/./a',
    'https://example.com/a/..',
    'https://example.com/a/%2e%2E/b',
    'https://example.com/a/%252e%252e/b',
    'https://example.com/a/.%2e',
    'https://example.com/a%2f..%2fb',
    'https://example.com/a%5c..%5cb',
    'https://example.com/a/..%3bx/b',
    'https://example.com/a%00',
    'https://example.com/%zz',
    'https://example.com/%c0%ae%c0%ae/b',
    `https://example.com/${'a'.repeat(500)}`,
  ])('refuses %j', (address) => {
    expect(taken(() => readBase(address))).toBeUndefined()
  })

  it('gives the same again for everything it gave, as the parser of URLs reads it, on an origin that is one', () => {
    const pieces = [
      'https://',
      'http://',
      'localhost',
      'a.example',
      ':',
      '8',
      '@',
      '/',
      '\\',
      '?',
      '..',
      '.',
      '%2e',
      'a',
      ';',
    ]
    const address = fc.oneof(
      fc.webUrl(),
      fc.array(fc.constantFrom(...pieces)).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(address, (text) => {
        const read = taken(() => readBase(text))
        if (read === undefined) return true
        const url = new URL(read)
        return readBase(read) === read && url.href.replace(/\/$/, '') === read && readOrigin(url.origin) === url.origin
      }),
      { numRuns: 2000 },
    )
  })
})

describe('onBase', () => {
  it.each([
    ['/api/v4/user', 'https://example.com/gitlab/api/v4/user'],
    ['/api/v4/user?a=/../b#part', 'https://example.com/gitlab/api/v4/user?a=/../b'],
    ['/gitlab/api', 'https://example.com/gitlab/gitlab/api'],
    ['/a/../b', 'https://example.com/gitlab/b'],
    ['/a..b/.../c', 'https://example.com/gitlab/a..b/.../c'],
    ['/a%2Fb', 'https://example.com/gitlab/a%2Fb'],
    ['/100%25', 'https://example.com/gitlab/100%25'],
    ['https://example.com/gitlab/next?page=2', 'https://example.com/gitlab/next?page=2'],
    ['https://EXAMPLE.com:443/gitlab/next', 'https://example.com/gitlab/next'],
  ])('lets %s through', (url, absolute) => {
    expect(onBase(url, base)).toBe(absolute)
  })

  it.each([
    // beside the path
    'https://example.com/',
    'https://example.com/api/v4/user',
    'https://example.com/gitlab',
    'https://example.com/gitlab-evil/api',
    'https://example.com/gitlab.evil/api',
    'https://example.com/gitlab%2fapi',
    'https://example.com/GitLab/api',
    'https://example.com//gitlab/api',
    'https://example.com/x/gitlab/api',
    'https://example.com/%67itlab/api',
    // out of it again
    '/..',
    '/../evil',
    '/a/../../evil',
    '/%2e%2e/evil',
    '/.%2E/evil',
    '\\..\\evil',
    '/..\\evil',
    'https://example.com/gitlab/../evil',
    'https://example.com/gitlab\\..\\..\\evil',
    // for those who decode more than others
    '/..%2fevil',
    '/a%2f..%2f..%2fevil',
    '/..%5cevil',
    '/%2e%2e%2fevil',
    '/%252e%252e%252fevil',
    '/%25252e%25252e/evil',
    '/%25%32%65%25%32%65/evil',
    '/..;/evil',
    '/..;a=b/evil',
    '/..%3b/evil',
    '/..%00/evil',
    '/..%20/evil',
    '/%c0%ae%c0%ae/evil',
    // another origin
    'https://evil.example/gitlab/api',
    '//evil.example/gitlab/api',
    '/\\evil.example/gitlab/api',
    'http://example.com/gitlab/api',
    'https://example.com:8443/gitlab/api',
    'https://ada@example.com/gitlab/api',
    'next',
    '',
    'data:text/plain,x',
  ])('refuses %s', (url) => {
    expect(taken(() => onBase(url, base))).toBeUndefined()
  })

  it.each([
    'https://example.com/gitlab/',
    'example.com/gitlab',
    'http://example.com/gitlab',
    'https://example.com/a/..',
  ])('refuses the base %j itself, which no credential may be sealed with', (wrong) => {
    expect(taken(() => onBase('/api', wrong))).toBeUndefined()
  })

  const pieces = [
    '/',
    '\\',
    '.',
    '..',
    '...',
    '%2e',
    '%2E',
    '%2f',
    '%5c',
    '%25',
    '2e',
    '2f',
    ';',
    '%3b',
    '?',
    '#',
    '//',
  ]
  const words = [
    'gitlab',
    '-evil',
    'api',
    'https:',
    'example.com',
    'evil.example',
    '@',
    ' ',
    '\t',
    '%00',
    '%c0%ae',
    'é',
  ]
  const hostile = fc.oneof(
    fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 12 }).map((all) => all.join('')),
    fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((all) => `/a${all.join('')}/b`),
    fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 10 }).map((all) => `${base}/${all.join('')}`),
    fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 10 }).map((all) => `${base}${all.join('')}`),
    fc.string({ unit: 'binary' }),
  )

  /** Where servers of many habits take a path to lead: each decodes it so often, and drops or keeps parameters. */
  function ways(pathname: string): string[] {
    const decoded = [pathname]
    for (let times = 0; times < 4; times += 1) {
      const last = decoded.at(-1)!
      decoded.push(last.replace(/%([0-9a-f]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))))
    }
    const slashed = [...decoded, ...decoded.map((one) => one.replaceAll('\\', '/'))]
    const bare = [...slashed, ...slashed.map((one) => one.replace(/;[^/\\]*/g, ''))]
    return bare.map((one) => posix.normalize(one))
  }

  it('never lets a URL through that any server could take for one outside of the base', () => {
    let through = 0
    fc.assert(
      fc.property(hostile, (url) => {
        const absolute = taken(() => onBase(url, base))
        if (absolute === undefined) return true
        through += 1
        const { origin, pathname, username, hash } = new URL(absolute)
        const isInside = ways(pathname).every((one) => `${one}/`.startsWith('/gitlab/'))
        return isInside && origin === 'https://example.com' && username === '' && hash === ''
      }),
      { numRuns: 20_000 },
    )
    expect(through).toBeGreaterThan(1000)
  })

  it('lets through every path of ours with ids in it, each below the base, and changes nothing of it', () => {
    const id = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\p{Cc}.%]/u.test(text))
    fc.assert(
      fc.property(id, id, (one, other) => {
        const ours = path`/api/v4/projects/${one}/access_tokens/${other}`
        return onBase(ours, base) === base + new URL(ours, 'https://example.com').pathname
      }),
    )
  })

  it('is the rule of origins where there is no path', () => {
    expect(onBase('/a/../../b', 'https://example.com')).toBe('https://example.com/b')
    expect(onBase('https://example.com/anywhere', 'https://example.com')).toBe('https://example.com/anywhere')
    expect(taken(() => onBase('//evil.example/', 'https://example.com'))).toBeUndefined()
  })
})

describe('nextBelow', () => {
  it.each([
    ['/-/npm/v1/tokens?page=1', 'https://example.com/gitlab/-/npm/v1/tokens?page=1'],
    ['/gitlab/-/npm/v1/tokens?page=1', 'https://example.com/gitlab/-/npm/v1/tokens?page=1'],
    ['https://example.com/gitlab/-/npm/v1/tokens', 'https://example.com/gitlab/-/npm/v1/tokens'],
  ])('leads to the next page at %s, as a server may write it', (url, absolute) => {
    expect(onBase(nextBelow(url, base), base)).toBe(absolute)
  })

  it.each([
    '/gitlab/../evil',
    'https://example.com/-/npm/v1/tokens',
    'https://evil.example/gitlab/',
    '//evil.example/',
  ])('leads nowhere at %s', (url) => {
    expect(taken(() => onBase(nextBelow(url, base), base))).toBeUndefined()
  })
})
