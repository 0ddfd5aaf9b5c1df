import { schemaFrom } from '#test/simulators/kit/graphql'

/** RFC 3339 in UTC with the letter Z, as the schema words it; no other offset. */
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/

/**
 * The part of Grafbase's API that is about people, organizations, graphs and access tokens. Names and nullability follow
 * the schema in the source of Grafbase's command line (github.com/grafbase/grafbase, cli/src/api/graphql/api.graphql).
 */
export const schema = schemaFrom(
  `
  scalar DateTime

  type Query {
    accessTokens(after: String, before: String, first: Int, last: Int): AccessTokenConnection!
    accountBySlug(slug: String!): Account
    node(id: ID!): Node
    viewer: User
  }

  type Mutation {
    accessTokenCreate(input: AccessTokenCreateInput!): AccessTokenCreatePayload!
    accessTokenDelete(input: AccessTokenDeleteInput!): AccessTokenDeletePayload!
  }

  interface Node { id: ID! }
  type PageInfo { hasPreviousPage: Boolean! hasNextPage: Boolean! startCursor: String endCursor: String }

  type User implements Node {
    id: ID!
    name: String!
    email: String!
    avatarUrl: String
    createdAt: DateTime!
    organizations(after: String, before: String, first: Int, last: Int): OrganizationConnection!
    organizationMemberships: [Member!]!
  }
  enum MemberRole { OWNER MEMBER ADMIN }
  type Member implements Node { id: ID! role: MemberRole! createdAt: DateTime! account: Account! user: User! }

  enum GrafbasePlan { TRIAL GROWTH ENTERPRISE }
  interface Account {
    id: ID!
    slug: String!
    name: String!
    plan: GrafbasePlan!
    createdAt: DateTime!
    graphs(after: String, before: String, first: Int, last: Int): GraphConnection!
    accessTokens(after: String, before: String, first: Int, last: Int): AccessTokenConnection!
  }
  type Organization implements Account & Node {
    id: ID!
    slug: String!
    name: String!
    plan: GrafbasePlan!
    createdAt: DateTime!
    graphs(after: String, before: String, first: Int, last: Int): GraphConnection!
    accessTokens(after: String, before: String, first: Int, last: Int): AccessTokenConnection!
  }
  type OrganizationConnection { pageInfo: PageInfo! edges: [OrganizationEdge!]! nodes: [Organization!]! }
  type OrganizationEdge { node: Organization! cursor: String! }

  type Graph implements Node { id: ID! slug: String! createdAt: DateTime! account: Account! }
  type GraphConnection { pageInfo: PageInfo! edges: [GraphEdge!]! nodes: [Graph!]! }
  type GraphEdge { node: Graph! cursor: String! }

  type AccessToken implements Node {
    id: ID!
    name: String!
    accountId: ID
    createdAt: DateTime!
    graphScopes: [Graph!]!
    expiresAt: DateTime
  }
  type AccessTokenConnection { pageInfo: PageInfo! edges: [AccessTokenEdge!]! nodes: [AccessToken!]! }
  type AccessTokenEdge { node: AccessToken! cursor: String! }

  enum AccessTokenKind { USER ACCOUNT }
  input AccessTokenCreateInput {
    name: String!
    accountId: ID
    kind: AccessTokenKind! = USER
    graphScopes: [ID!]
    expiresAt: DateTime
  }
  union AccessTokenCreatePayload =
    | AccessTokenCreateSuccess
    | InvalidAccountError
    | TokenLimitExceededError
    | GraphScopeLimitExceededError
    | CouldNotFindGraphsError
    | AccountIdMissingForAccountAccessTokenError
    | UserAccessTokensCannotBeScopedToAGraphError
  type AccessTokenCreateSuccess { token: AccessToken! jwt: String! query: Query! }
  type InvalidAccountError { query: Query! }
  type TokenLimitExceededError { query: Query! }
  type GraphScopeLimitExceededError { query: Query! }
  type CouldNotFindGraphsError { unknownGraphIds: [ID!]! }
  type AccountIdMissingForAccountAccessTokenError { query: Query! }
  type UserAccessTokensCannotBeScopedToAGraphError { query: Query! }

  input AccessTokenDeleteInput { id: ID! }
  union AccessTokenDeletePayload = AccessTokenDeleteSuccess | TokenDoesNotExistError
  type AccessTokenDeleteSuccess { deletedId: ID! query: Query! }
  type TokenDoesNotExistError { query: Query! }
`,
  UTC,
)
