/**
 * Which reader of messages this is. Raise it whenever messages can be read that could not before: those that an older one
 * quarantined are then offered for another try.
 */
export const PARSER_VERSION = 2
