import type { Profile } from '../profile.ts'
import type { ProfileName } from '../source.ts'
import { bbpress } from './bbpress.ts'
import { discourse } from './discourse.ts'
import { feed } from './feed/feed.ts'
import { flarum } from './flarum.ts'
import { fluxbb } from './fluxbb.ts'
import { list } from './list.ts'
import { mailman } from './mailman.ts'
import { nodebb } from './nodebb.ts'
import { phpbb } from './phpbb.ts'
import { smf } from './smf.ts'
import { sympa } from './sympa.ts'

/** The kinds of lists and forums that we can read; of two that could have written a mail the first has. */
export const profiles: readonly Profile[] = [
  feed,
  discourse,
  phpbb,
  fluxbb,
  smf,
  nodebb,
  flarum,
  bbpress,
  sympa,
  mailman,
  list,
]

/** How the mail of this software is read. */
export const profileOf = (name: ProfileName): Profile => profiles.find(profile => profile.name === name) ?? list

/** Those that are read where they are published, without mail and without a key. */
export const publishedProfiles: readonly ProfileName[] = profiles.filter(({ published }) => published !== undefined).map(({ name }) => name)
