import type { Signer } from '../../platform/signing.ts'

const nameOf = (runId: number) => `run:${runId}`

/** The private page of a run for its member: whoever has the address may do what the member is asked. */
export const memberUrl = (runId: number, { baseUrl, signer }: { baseUrl: string, signer: Signer }): string =>
  `${baseUrl.replace(/\/$/, '')}/aide/parcours/${runId}/${signer.sign(nameOf(runId))}`

/** Whether this key opens that run's page. */
export const isMemberKey = (runId: number, key: string, signer: Signer): boolean => signer.isSigned(nameOf(runId), key)
