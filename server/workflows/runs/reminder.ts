import type { Said } from '../contract.ts'

/** A reminder: the `nth` of `of`, about what is asked, and where it is answered. */
export type Reminder = { title: Said, url: string, nth: number, of: number }

/** What a member is reminded with: what is asked, where it is answered, that nothing is lost by taking one's time. The last one says that it is the last. */
export function reminderText({ title, url, nth, of }: Reminder): Said {
  const isLast = nth >= of && of > 1
  return {
    fr: paragraphs(
      'Bonjour,',
      nth === 1 ? 'Un petit rappel\u00A0: il reste une chose que nous ne pouvons pas faire sans vous.' : 'Nous revenons vers vous\u00A0: il reste une chose que nous ne pouvons pas faire sans vous.',
      `—\u00A0${title.fr}`,
      `Tout est expliqué ici\u00A0:\n${url}`,
      isLast
        ? 'C’est notre dernier rappel\u00A0: nous ne voulons pas vous importuner. Rien n’est perdu, et votre page reste ouverte\u00A0: tout vous y attend.'
        : 'Rien n’est perdu si vous prenez votre temps. Quelque chose vous arrête\u00A0? Répondez simplement à ce message, et quelqu’un vous aidera.',
    ),
    en: paragraphs(
      'Hello,',
      nth === 1 ? 'A small reminder: one thing is left that we cannot do without you.' : 'We are coming back to you: one thing is left that we cannot do without you.',
      `— ${title.en}`,
      `All is explained here:\n${url}`,
      isLast
        ? 'This is our last reminder: we do not want to bother you. Nothing is lost, and your page stays open: everything waits for you there.'
        : 'Nothing is lost if you take your time. Is something stopping you? Simply answer this message, and somebody will help you.',
    ),
  }
}

const paragraphs = (...some: string[]): string => some.join('\n\n')
