import { generate } from 'selfsigned'

/** A server's certificate and its key, PEM. */
export interface ServerCertificate {
  readonly cert: string
  readonly key: string
}

/** A private authority made for one test run, and certificates of every sort. Plain data: it travels as JSON. */
export interface LabCertificates {
  /** The authority that the tests' client is told to trust, PEM. */
  readonly authority: string
  /** Right in every way: 127.0.0.1, ::1, localhost and every name under lab.test. */
  readonly good: ServerCertificate
  /** Of the trusted authority, for another name. */
  readonly otherName: ServerCertificate
  /** Of the trusted authority, and over since yesterday. */
  readonly expired: ServerCertificate
  /** Right, but of an authority nobody knows. */
  readonly stranger: ServerCertificate
}

const day = 86_400_000
const elliptic = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

type Authority = Awaited<ReturnType<typeof generate>>

/** Makes the certificates; a few of them take some tens of milliseconds. */
export async function makeCertificates(): Promise<LabCertificates> {
  const now = Date.now()
  const valid = { from: now - 2 * day, to: now + 30 * day }
  const known = await makeAuthority('Keyrack lab authority', valid)
  const unknown = await makeAuthority('Keyrack lab stranger', valid)
  const [good, otherName, expired, stranger] = await Promise.all([
    makeServer(known, labNames, valid),
    makeServer(known, [{ type: 2, value: 'elsewhere.test' }], valid),
    makeServer(known, labNames, { from: now - 20 * day, to: now - day }),
    makeServer(unknown, labNames, valid),
  ])
  return { authority: known.cert, good, otherName, expired, stranger }
}

type Names = readonly ({ type: 2; value: string } | { type: 7; ip: string })[]

const labNames: Names = [
  { type: 2, value: 'localhost' },
  { type: 2, value: '*.lab.test' },
  { type: 7, ip: '127.0.0.1' },
  { type: 7, ip: '::1' },
]

interface Period {
  readonly from: number
  readonly to: number
}

function makeAuthority(name: string, { from, to }: Period): Promise<Authority> {
  return generate([{ name: 'commonName', value: name }], {
    ...elliptic,
    notBeforeDate: new Date(from),
    notAfterDate: new Date(to),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
}

async function makeServer(by: Authority, names: Names, { from, to }: Period): Promise<ServerCertificate> {
  const made = await generate([{ name: 'commonName', value: 'Keyrack lab server' }], {
    ...elliptic,
    notBeforeDate: new Date(from),
    notAfterDate: new Date(to),
    ca: { key: by.private, cert: by.cert },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [...names] },
    ],
  })
  return { cert: made.cert, key: made.private }
}
