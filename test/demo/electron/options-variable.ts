/** The variable of the environment that the options of the demo and test root come in. */
export const rootOptionsVariable = 'KEYRACK_TEST_ROOT'

/** What the demo and test root may be called. Never "Keyrack": that is the name of a person's own key and folder. */
export const ownName = /^Keyrack (Demo|Test)/
