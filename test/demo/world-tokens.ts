// The tokens of the demo, in the order their owners made them up.

/** Age in days, days since the last use (null: never used), days until the end (negative: ended; null: never ends). */
export type Life = readonly [made: number, used: number | null, ends: number | null]
/** A name or description, and its life. */
export type Row = readonly [label: string, ...Life]

export const ADA_PERSONAL: readonly Row[] = [
  ['MacBook Pro, pulumi login', 210, 0.1, 155],
  ['ThinkPad at home', 340, 2, 25],
  ['VS Code dev container', 64, 0.4, 26],
  ['GitHub Actions: infra-live', 331, 0.02, 34],
  ['Drift report, nightly cron', 88, 0.3, 2],
  ['Hackathon 2024', 690, 655, null],
  ['Old laptop (returned to IT)', 705, 402, null],
  ['Terraform import script', 240, 238, -60],
  ['Conference demo in Lisbon', 45, 44, -15],
  ['Raspberry Pi in the cupboard', 512, 187, null],
  ['Pairing with Grace, tmp', 6, 5, 0.8],
  ['API explorer', 29, null, 61],
  ['Backstage plugin spike', 120, null, null],
]

export const ACME_ORGANIZATION: readonly Row[] = [
  ['github-actions-prod', 350, 0.05, 14],
  ['github-actions-staging', 350, 0.08, 14.5],
  ['gitlab-runner-eu', 172, 0.6, 193],
  ['argo-deploy', 96, 0.2, 269],
  ['datadog-cost-export', 420, 1, null],
  ['backup-verifier', 75, 7, 290],
  ['jenkins-legacy', 640, 233, null],
  ['audit-2025', 380, 371, -15],
  ['terraform-migration', 200, 140, -110],
  ['break-glass', 300, null, 430],
]

export const ACME_PLATFORM: readonly Row[] = [
  ['platform-ci', 83, 0.1, 7],
  ['platform-nightly', 83, 0.9, 97],
  ['cluster-bootstrap', 260, 12, 105],
  ['dns-sync', 410, 0.3, null],
  ['vault-seeder', 190, 181, null],
  ['node-pool-canary', 3, null, 87],
]

export const ACME_DATA: readonly Row[] = [
  ['airflow-prod', 155, 0.04, 0.4],
  ['dbt-runs', 155, 0.5, 25.5],
  ['lake-permissions', 220, 30, 145],
  ['notebook-sandbox', 30, null, -2],
  ['kafka-topics', 500, 290, null],
]

export const SIDECAR_ORGANIZATION: readonly Row[] = [
  ['deploy-key-site', 140, 3, 40],
  ['preview-environments', 61, 0.2, 29],
  ['weekly-report', 410, 200, null],
  ['sandbox', 18, null, 6],
]

export const GRACE_PERSONAL: readonly Row[] = [
  ['Dell XPS, pulumi login', 33, 0.2, 57],
  ['Release train, step 3', 151, 6, 29.5],
  ['Debugging prod, delete me', 92, 91, -62],
  ['CLI on bastion', 264, 186, 101],
]

export const HARBOR_ORGANIZATION: readonly Row[] = [
  ['circleci-main', 180, 0.1, 185],
  ['renovate', 120, 1, 5],
  ['sbom-upload', 47, 8, 318],
  ['status-page', 365, 210, 0.6],
  ['pentest-2026', 70, 58, -9],
]

export const HARBOR_RELEASE: readonly Row[] = [
  ['release-signing', 100, 0.7, 80],
  ['canary-promote', 100, 4, 20],
  ['rollback', 250, null, 115],
]

export const GITPOD_PERSONAL: readonly (Row | readonly [...Row, 'no scopes'])[] = [
  ['Keyrack', 20, null, 160],
  ['gitpod-cli laptop', 55, null, 5],
  ['JetBrains Gateway', 170, null, 10],
  ['CI prebuild trigger', 29, null, 1.9],
  ['Slack bot', 12, null, 18],
  ['Workshop 2024', 600, null, -540],
  ['dotfiles sync', 400, null, null],
  ['Read status only', 90, null, 90, 'no scopes'],
]
