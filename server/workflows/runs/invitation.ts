import type { Said } from '../contract.ts'
import { say } from '../definition/conditions.ts'
import type { Definition, Step } from '../definition/schema.ts'
import { knownAt } from '../engine/known.ts'
import { stepAt } from '../engine/places.ts'
import type { Path, Progress, StepProgress } from '../engine/progress.ts'

const isOfMember = (step: Step | undefined): boolean => step !== undefined && 'who' in step && step.who === 'member'
const isAsked = ({ state, backwards }: StepProgress): boolean => state === 'asked' && !backwards
// One that is pending was asked before the run was given up; one that was skipped, perhaps never.
const WAS_ASKED: ReadonlySet<StepProgress['state']> = new Set(['asked', 'done', 'failed', 'undone'])

/** What the member is asked with this move, when it is the first thing that the run ever asks of them. */
export function firstAsk(definition: Definition, before: Progress | undefined, { state, steps }: Progress): Path | undefined {
  if (state !== 'running') return undefined
  const [path] = Object.entries(steps).find(([path, now]) => now !== before?.steps[path] && isAsked(now) && isOfMember(stepAt(definition, path))) ?? []
  if (path === undefined) return undefined
  return Object.entries(before?.steps ?? {}).some(([path, then]) => WAS_ASKED.has(then.state) && isOfMember(stepAt(definition, path))) ? undefined : path
}

const MOST_TITLES = 5

/** The mail that tells a member that something has begun for them: what it is about, where it can be followed, what is asked of them. */
export function invitationText(definition: Definition, progress: Progress, url: string): Said {
  const asked = Object.entries(progress.steps).filter(([path, now]) => isAsked(now) && isOfMember(stepAt(definition, path))).slice(0, MOST_TITLES)
  const titles = asked.flatMap(([path]) => {
    const step = stepAt(definition, path)
    return step ? [say(step.title, knownAt({ ...progress, definition }, path))] : []
  })
  const about = aboutOf(definition, progress)
  return {
    fr: ['Bonjour,', `Nous nous occupons de ceci pour vous\u00A0: ${about.fr}.`, `Vous pouvez suivre où en sont les choses sur votre page privée, qui s’ouvre sans mot de passe\u00A0:\n${url}`, 'Il y a déjà quelque chose que nous ne pouvons pas faire sans vous\u00A0:', titles.map(({ fr }) => `—\u00A0${fr}`).join('\n'), 'Prenez votre temps\u00A0: rien n’est perdu, et tout vous attend sur cette page. Gardez son adresse pour vous. Une question\u00A0? Répondez simplement à ce message.'].join('\n\n'),
    en: ['Hello,', `We are looking after this for you: ${about.en}.`, `You can follow where things stand on your private page, which opens without a password:\n${url}`, 'There is something already that we cannot do without you:', titles.map(({ en }) => `— ${en}`).join('\n'), 'Take your time: nothing is lost, and everything waits for you on that page. Keep its address to yourself. A question? Simply answer this message.'].join('\n\n'),
  }
}

function aboutOf({ title, subject }: Definition, { start }: Progress): Said {
  const [named, about] = [say(title, { start }), subject ? say(subject, { start }) : undefined]
  const both = (locale: keyof Said) => about && about[locale] !== named[locale] ? `${named[locale]} (${about[locale]})` : named[locale]
  return { fr: both('fr'), en: both('en') }
}
