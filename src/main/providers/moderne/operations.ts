/**
 * Every operation that is sent to Moderne, as GraphQL text. Its schema is published with its documentation
 * (github.com/moderneinc/moderne-docs, static/graphql/schema.graphql): connections have edges only, `User` has no id but
 * its email, and lists cost by their `first`.
 */
export const operations = {
  me: 'query Me { currentUser { email username role } }',

  people: `query People($after: String) {
    users(
      first: 100
      after: $after
      where: { tokenCount: { _gt: 0 } }
      orderBy: [{ field: EMAIL, direction: ASC }]
    ) {
      edges { node { email username } }
      pageInfo { hasNextPage endCursor }
    }
  }`,

  // By the time of creation: a token that is made meanwhile comes last, and moves no other one.
  ownTokens: `query OwnTokens($after: String) {
    currentUser {
      tokens(first: 100, after: $after, orderBy: [{ field: CREATED, direction: ASC }]) {
        edges { node { id description created expiresAt } }
        pageInfo { hasNextPage endCursor }
        count
      }
    }
  }`,

  tokensOf: `query TokensOf($email: String!, $after: String) {
    users(first: 1, where: { email: { _eq: $email } }) {
      edges {
        node {
          email
          tokens(first: 100, after: $after, orderBy: [{ field: CREATED, direction: ASC }]) {
            edges { node { id description created expiresAt } }
            pageInfo { hasNextPage endCursor }
            count
          }
        }
      }
    }
  }`,

  policies: `query Policies($after: String) {
    connectors(first: 100, after: $after) {
      edges { node { personalAccessTokenConfiguration { maxExpiryDays } } }
      pageInfo { hasNextPage endCursor }
    }
  }`,

  create: `mutation Create($description: String, $expiresAt: DateTime) {
    createAccessToken(description: $description, expiresAt: $expiresAt) { id token description created expiresAt }
  }`,

  revoke: 'mutation Revoke($id: ID!) { revokeAccessToken(id: $id) }',

  revokeAll: 'mutation RevokeAll($email: String!) { revokeAllAccessTokens(email: $email) }',

  events: `query Events($from: DateTime!, $to: DateTime!, $after: String) {
    auditLogs(
      first: 100
      after: $after
      where: { timestamp: { _gte: $from, _lt: $to } }
      orderBy: [{ field: TIMESTAMP, direction: DESC }]
    ) {
      edges { node { id user { email } target action outcome description timestamp } }
      pageInfo { hasNextPage endCursor }
    }
  }`,

  startExport: `mutation StartExport($from: DateTime!, $to: DateTime!, $format: AuditLogExportFormat!) {
    downloadAuditLogs(since: $from, until: $to, format: $format) {
      __typename
      id
      ... on AuditLogsDownloadFinished { downloadUrl }
      ... on AuditLogsDownloadError { message }
    }
  }`,

  export: `query Export($id: ID!) {
    auditLogsDownloads(first: 1, where: { id: { _eq: $id } }) {
      edges {
        node {
          __typename
          id
          ... on AuditLogsDownloadFinished { downloadUrl }
          ... on AuditLogsDownloadError { message }
        }
      }
    }
  }`,
} as const
