import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '#main/ports/failure'
import { apiInFront, isThisComputer, onOrigin, readOrigin } from '#main/providers/kit/origin'

function kindOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof Failure) return error.error.kind
    throw error
  }
  return 'taken'
}

describe('readOrigin', () => {
  it.each([
    ['https://api.example.com', 'https://api.example.com'],
    ['api.example.com', 'https://api.example.com'],
    ['  api.example.com/ ', 'https://api.example.com'],
    ['HTTPS://API.Example.COM', 'https://api.example.com'],
    ['https://api.example.com:443', 'https://api.example.com'],
    ['https://api.example.com:8443', 'https://api.example.com:8443'],
    ['api.example.com:8443', 'https://api.example.com:8443'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://аpple.example', 'https://xn--pple-43d.example'],
    ['https://10.0.0.5', 'https://10.0.0.5'],
    ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
    ['localhost', 'https://localhost'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1', 'http://127.0.0.1'],
    ['http://127.8.9.10:80', 'http://127.8.9.10'],
    ['http://127.1', 'http://127.0.0.1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['https://my_host.internal', 'https://my_host.internal'],
  ])('takes %j as %s', (address, origin) => {
    expect(readOrigin(address)).toBe(origin)
  })

  it.each([
    '',
    '   ',
    'https://',
    '/',
    'http://example.com',
    'http://127.0.0.1.example.com',
    'http://localhost.example.com',
    'http://localhost.',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://10.0.0.5',
    'ftp://example.com',
    'file:///etc/passwd',
    'ws://localhost',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://user@example.com',
    'https://user:secret@example.com',
    'https://@example.com',
    'api.example.com@evil.example',
    'https://example.com/path',
    'https://example.com//',
    'https://example.com?',
    'https://example.com?a=b',
    'https://example.com#',
    'https://example.com#a',
    'https://example.com\\@evil.example',
    'https:\\\\example.com',
    'https://exa mple.com',
    'https://exam\tple.com',
    'https://exam\u200bple.com',
    'https://example.com\u202e',
    'https://ex%61mple.com',
    'https://example.com.',
    'https://.example.com',
    'https://a..b',
    'https://*.example.com',
    'https://example.com:99999',
    'https://-example.com',
    'https://256.256.256.256',
    'https:example.com',
  ])('refuses %j', (address) => {
    expect(kindOf(() => readOrigin(address))).toBe('origin-refused')
  })

  it('gives the same again for every origin it gave, and fails as refused otherwise', () => {
    const pieces = [
      'https://',
      'http://',
      'localhost',
      '127.0.0.1',
      'a.example',
      ':',
      '8',
      '@',
      '/',
      '\\',
      '?',
      '#',
      '[::1]',
      '.',
    ]
    const address = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.array(fc.constantFrom(...pieces)).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(address, (text) => {
        let origin: string
        try {
          origin = readOrigin(text)
        } catch (error) {
          return error instanceof Failure && error.error.kind === 'origin-refused'
        }
        const url = new URL(origin)
        const isFit = url.protocol === 'https:' || (url.protocol === 'http:' && isThisComputer(origin))
        return isFit && readOrigin(origin) === origin && url.origin === origin && url.username === ''
      }),
      { numRuns: 1000 },
    )
  })
})

describe('onOrigin', () => {
  const origin = 'https://api.example.com'

  it.each([
    ['/api/user', 'https://api.example.com/api/user'],
    ['/api/user?a=b#part', 'https://api.example.com/api/user?a=b'],
    ['https://api.example.com/next?page=2', 'https://api.example.com/next?page=2'],
    ['https://API.example.com:443/next', 'https://api.example.com/next'],
    ['next', 'https://api.example.com/next'],
  ])('lets %s through', (url, absolute) => {
    expect(onOrigin(url, origin)).toBe(absolute)
  })

  it.each([
    'https://evil.example/api/user',
    '//evil.example/api/user',
    '\\\\evil.example/api/user',
    'http://api.example.com/api/user',
    'https://api.example.com:8443/api/user',
    'https://api.example.com.evil.example/',
    'https://user@api.example.com/api/user',
    'https://api.example.com@evil.example/',
    'data:text/plain,x',
    'file:///etc/passwd',
    'https://',
  ])('refuses %s', (url) => {
    expect(kindOf(() => onOrigin(url, origin))).toBe('origin-refused')
  })

  it.each(['http://api.example.com', 'https://api.example.com/', 'api.example.com', 'null', ''])(
    'refuses the origin %j itself, which no credential may be sealed with',
    (wrong) => {
      expect(kindOf(() => onOrigin('/api/user', wrong))).toBe('origin-refused')
    },
  )
})

describe('apiInFront', () => {
  it.each([
    ['example.com', 'https://api.example.com', 'https://example.com'],
    ['https://api.example.com', 'https://api.example.com', 'https://example.com'],
    ['https://10.0.0.1', 'https://10.0.0.1', 'https://10.0.0.1'],
    ['https://[2001:db8::1]:8080', 'https://[2001:db8::1]:8080', 'https://[2001:db8::1]:8080'],
    ['https://10.example', 'https://api.10.example', 'https://10.example'],
    ['http://localhost:8080', 'http://localhost:8080', 'http://localhost:8080'],
  ])('reads %s as the API at %s and pages at %s', (address, origin, console) => {
    expect(apiInFront(address)).toEqual({ origin, console })
  })
})
