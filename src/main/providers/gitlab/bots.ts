/** The bots behind the tokens of projects and groups are called so (app/services/resource_access_tokens). */
export const botName = /^(project|group)_(\d{1,18})_bot(?:_|\d|$)/
