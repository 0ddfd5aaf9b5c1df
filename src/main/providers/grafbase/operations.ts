// The GraphQL operations that Keyrack sends, whole: nothing is ever put together from parts.

export const viewerQuery = `query Viewer {
  viewer { id name email organizationMemberships { role account { slug name } } }
}`

/** Who calls, and whether the caller sees an organization. */
export const callerQuery = `query Caller($slug: String!) {
  viewer { id }
  accountBySlug(slug: $slug) { id }
}`

export const personalTokensQuery = `query PersonalTokens($first: Int!, $after: String) {
  accessTokens(first: $first, after: $after) {
    nodes { id name createdAt expiresAt graphScopes { slug } }
    pageInfo { hasNextPage endCursor }
  }
}`

export const organizationTokensQuery = `query OrganizationTokens($slug: String!, $first: Int!, $after: String) {
  accountBySlug(slug: $slug) {
    accessTokens(first: $first, after: $after) {
      nodes { id name createdAt expiresAt graphScopes { slug } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

export const graphsQuery = `query Graphs($slug: String!, $first: Int!, $after: String) {
  accountBySlug(slug: $slug) {
    id
    graphs(first: $first, after: $after) {
      nodes { id slug }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

/** Every member of the union has a name; only success and one error have fields that are of use. */
export const createMutation = `mutation CreateToken($input: AccessTokenCreateInput!) {
  accessTokenCreate(input: $input) {
    __typename
    ... on AccessTokenCreateSuccess {
      jwt
      token { id name createdAt expiresAt graphScopes { slug } }
    }
    ... on CouldNotFindGraphsError { unknownGraphIds }
  }
}`

export const deleteMutation = `mutation DeleteToken($id: ID!) {
  accessTokenDelete(input: { id: $id }) {
    __typename
    ... on AccessTokenDeleteSuccess { deletedId }
  }
}`
