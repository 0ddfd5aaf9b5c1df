import { schemaFrom } from '#test/simulators/kit/graphql'

/**
 * The part of Moderne's supergraph that is about tokens, people, connectors and the audit log, without the directives of
 * its federation. Names and nullability follow the schema Moderne publishes with its documentation
 * (github.com/moderneinc/moderne-docs, static/graphql/schema.graphql). Connections have edges only.
 */
export const schema = schemaFrom(`
  scalar DateTime

  type Query {
    currentUser: User!
    users(first: Int = 100, after: String, where: UserWhereInput, orderBy: [UserOrderByInput!]): UserConnection!
    connectors(first: Int = 100, after: String): ConnectorConnection!
    auditLogs(first: Int = 100, after: String, where: AuditLogWhereInput, orderBy: [AuditLogOrderByInput!]): AuditLogConnection!
    auditLogsDownloads(first: Int = 50, after: String, where: AuditLogsDownloadWhereInput): AuditLogsDownloadConnection!
  }

  type Mutation {
    createAccessToken(description: String, expiresAt: DateTime): CreateAccessTokenResult!
    revokeAccessToken(id: ID!): Boolean!
    revokeAllAccessTokens(email: String!): Boolean!
    downloadAuditLogs(first: Int, since: DateTime, until: DateTime, format: AuditLogExportFormat!): AuditLogsDownload!
  }

  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  enum SortOrder { ASC DESC }

  enum UserRole { ADMIN USER }
  type User {
    email: String!
    username: String
    role: UserRole
    lastActive: DateTime
    tokens(first: Int = 100, after: String, where: AccessTokenWhereInput, orderBy: [AccessTokenOrderByInput!]): AccessTokenConnection!
  }
  type UserConnection { edges: [UsersEdge!]! pageInfo: PageInfo! count: Int! }
  type UsersEdge { node: User! cursor: String! }
  enum UserOrderByField { EMAIL USERNAME ROLE LAST_ACTIVE }
  input UserOrderByInput { field: UserOrderByField! direction: SortOrder! = ASC }
  input UserWhereInput {
    email: StringFilter
    tokenCount: IntFilter
    _and: [UserWhereInput!]
    _or: [UserWhereInput!]
    _not: UserWhereInput
  }

  type AccessToken { id: ID! description: String created: DateTime! expiresAt: DateTime }
  type AccessTokenConnection { edges: [AccessTokenEdge!]! pageInfo: PageInfo! count: Int! }
  type AccessTokenEdge { node: AccessToken! cursor: String! }
  enum AccessTokenOrderByField { CREATED EXPIRES_AT }
  input AccessTokenOrderByInput { field: AccessTokenOrderByField! direction: SortOrder! = ASC }
  input AccessTokenWhereInput {
    description: StringFilter
    created: DateTimeFilter
    expiresAt: DateTimeFilter
    _and: [AccessTokenWhereInput!]
    _or: [AccessTokenWhereInput!]
    _not: AccessTokenWhereInput
  }
  type CreateAccessTokenResult { id: ID! token: String! description: String created: DateTime! expiresAt: DateTime }

  type Connector {
    id: ID!
    nickname: String
    version: String!
    personalAccessTokenConfiguration: PersonalAccessTokenConfiguration
  }
  type PersonalAccessTokenConfiguration { maxExpiryDays: Int }
  type ConnectorConnection { edges: [ConnectorEdge!]! pageInfo: PageInfo! count: Int! }
  type ConnectorEdge { node: Connector! cursor: String! }

  enum AuditActionType { CREATE READ UPDATE DELETE }
  enum AuditOutcome { SUCCESS FAILURE }
  type AuditLog {
    id: ID!
    user: User!
    target: String!
    action: String!
    actionType: AuditActionType!
    outcome: AuditOutcome!
    description: String
    timestamp: DateTime!
  }
  type AuditLogConnection { edges: [AuditLogEdge!]! pageInfo: PageInfo! count: Int! }
  type AuditLogEdge { node: AuditLog! cursor: String! }
  enum AuditLogOrderByField { TIMESTAMP USER_ID TARGET ACTION }
  input AuditLogOrderByInput { field: AuditLogOrderByField! direction: SortOrder! = DESC }
  input AuditLogWhereInput {
    user: UserWhereInput
    target: StringFilter
    action: StringFilter
    actionType: AuditActionTypeFilter
    outcome: AuditOutcomeFilter
    description: StringFilter
    timestamp: DateTimeFilter
    _and: [AuditLogWhereInput!]
    _or: [AuditLogWhereInput!]
    _not: AuditLogWhereInput
  }
  input AuditActionTypeFilter {
    _eq: AuditActionType
    _neq: AuditActionType
    _in: [AuditActionType!]
    _nin: [AuditActionType!]
  }
  input AuditOutcomeFilter { _eq: AuditOutcome _neq: AuditOutcome }

  enum AuditLogExportFormat { CEF CSV }
  interface AuditLogsDownload { id: ID! }
  type AuditLogsDownloadProcessing implements AuditLogsDownload {
    id: ID!
    format: AuditLogExportFormat!
    startedAt: DateTime!
  }
  type AuditLogsDownloadFinished implements AuditLogsDownload {
    id: ID!
    format: AuditLogExportFormat!
    startedAt: DateTime!
    finishedAt: DateTime!
    downloadUrl: String!
  }
  type AuditLogsDownloadError implements AuditLogsDownload {
    id: ID!
    startedAt: DateTime!
    finishedAt: DateTime!
    message: String!
  }
  type AuditLogsDownloadConnection { edges: [AuditLogsDownloadEdge!]! pageInfo: PageInfo! count: Int! }
  type AuditLogsDownloadEdge { node: AuditLogsDownload! cursor: String! }
  input AuditLogsDownloadWhereInput {
    id: IDFilter
    format: AuditLogExportFormatFilter
    _and: [AuditLogsDownloadWhereInput!]
    _or: [AuditLogsDownloadWhereInput!]
    _not: AuditLogsDownloadWhereInput
  }
  input AuditLogExportFormatFilter {
    _eq: AuditLogExportFormat
    _neq: AuditLogExportFormat
    _in: [AuditLogExportFormat!]
    _nin: [AuditLogExportFormat!]
  }

  input IDFilter { _eq: ID _neq: ID _in: [ID!] _nin: [ID!] }
  input IntFilter { _eq: Int _neq: Int _gt: Int _gte: Int _lt: Int _lte: Int }
  input DateTimeFilter {
    _eq: DateTime
    _neq: DateTime
    _gt: DateTime
    _gte: DateTime
    _lt: DateTime
    _lte: DateTime
  }
  input StringFilter {
    _eq: String
    _neq: String
    _in: [String!]
    _nin: [String!]
    _contains: String
    _startsWith: String
    _endsWith: String
    _icontains: String
    _isNull: Boolean
  }
`)
