import type { SimulatorOptions } from '#test/simulators/kit/options'
import { SeededValues } from '#test/simulators/kit/seeded-values'
import type {
  AuditEntry,
  Plan,
  Region,
  RudderStackOrganization,
  RudderStackSource,
  RudderStackToken,
  RudderStackWorkspace,
} from './model.ts'

interface NewToken {
  readonly name: string
  readonly seesSources?: boolean
}

/**
 * Everything one region knows. Tokens have no API: the `add` methods and `deleteToken` stand for what people do in the
 * dashboard.
 */
export class RudderStackState {
  readonly now: () => number
  readonly region: Region
  readonly tokens = new Map<string, RudderStackToken>()
  readonly audit: AuditEntry[] = []
  /** Paths that are refused with 403 and this message, as a feature that is not in the account's plan. */
  readonly gates = new Map<string, string>()
  readonly #values: SeededValues

  constructor(options: SimulatorOptions, region: Region) {
    this.now = options.now ?? Date.now
    this.region = region
    // The regions share nothing, not even by the chance of one seed.
    this.#values = new SeededValues(options.seed ?? 1, `rudderstack ${region}`)
  }

  addOrganization(plan: Plan = 'enterprise'): RudderStackOrganization {
    return { id: this.#newId(), plan }
  }

  addWorkspace(
    organization: RudderStackOrganization,
    facts: Partial<Omit<RudderStackWorkspace, 'id' | 'organization' | 'sources'>> = {},
  ): RudderStackWorkspace {
    const usual = { name: 'Production', environment: 'PRODUCTION', status: 'ACTIVE', dataPlaneURL: null } as const
    return { ...usual, ...facts, id: this.#newId(), organization, sources: [] }
  }

  addSource(workspace: RudderStackWorkspace, name: string): RudderStackSource {
    const added = { id: this.#newId(), name, type: 'HTTP', createdAt: this.now() }
    workspace.sources.push(added)
    return added
  }

  addPersonalToken(workspace: RudderStackWorkspace, token: NewToken): RudderStackToken {
    return this.#add({ ...this.#facts(token), kind: 'personal', workspace })
  }

  addWorkspaceToken(workspace: RudderStackWorkspace, token: NewToken): RudderStackToken {
    return this.#add({ ...this.#facts(token), kind: 'workspace', workspace })
  }

  addOrganizationToken(organization: RudderStackOrganization, token: NewToken): RudderStackToken {
    return this.#add({ ...this.#facts(token), kind: 'organization', organization })
  }

  deleteToken(token: RudderStackToken): void {
    this.tokens.delete(token.value)
  }

  /** Adds to the audit log; without a time, now. Nothing that happens to a token is ever in it. */
  record(entry: {
    organization: RudderStackOrganization
    workspace?: RudderStackWorkspace
    targetType: string
    action: string
    createdAt?: number
  }): AuditEntry {
    const { organization, workspace, targetType, action, createdAt = this.now() } = entry
    const id = this.#newId()
    const who = { actorId: this.#newId(), targetId: this.#newId(), ip: '192.0.2.7' }
    const sequence = this.audit.length + 1
    const added = { id, ...who, targetType, action, createdAt, organization, workspace, sequence }
    this.audit.push(added)
    return added
  }

  #facts({ name, seesSources = true }: NewToken): { value: string; name: string; seesSources: boolean } {
    // 27 letters and digits without a prefix, as in the documentation's samples.
    return { value: `2EXAMPLE${this.#values.alphanumeric(19)}`, name, seesSources }
  }

  #add(token: RudderStackToken): RudderStackToken {
    this.tokens.set(token.value, token)
    return token
  }

  #newId(): string {
    return `2${this.#values.alphanumeric(26)}`
  }
}
