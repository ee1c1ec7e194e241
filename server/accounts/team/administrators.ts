/** Whether nobody would be left to administer if this one no longer did: `administrators` are the ids of those who can sign in. */
export const isLastAdministrator = (agentId: number, administrators: readonly number[]): boolean => administrators.includes(agentId) && administrators.length === 1
