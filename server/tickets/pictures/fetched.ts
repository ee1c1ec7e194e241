import type { PictureType } from './picture-type.ts'

/** Why a picture could not be had. */
export type PictureFailure = 'refused-address' | 'too-many-redirects' | 'too-large' | 'too-slow' | 'no-picture' | 'unreachable'

export type Fetched = { picture: { type: PictureType, bytes: Uint8Array } } | { failure: PictureFailure }
