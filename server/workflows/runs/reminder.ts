import type { Said } from '../contract.ts'

/** What a member is reminded with: what is asked, where it is answered, and that nothing is lost by taking one's time. */
export function reminderText({ title, url, nth }: { title: Said, url: string, nth: number }): Said {
  return {
    fr: `${nth > 1 ? 'Nous nous permettons de revenir vers vous' : 'Un petit rappel'} : il reste une chose que vous seul·e pouvez faire.\n\n${title.fr}\n\nC’est par ici : ${url}\n\nSi quelque chose vous arrête, répondez simplement à ce message : nous vous aiderons.`,
    en: `${nth > 1 ? 'We allow ourselves to come back to you' : 'A small reminder'}: one thing is left that only you can do.\n\n${title.en}\n\nIt is here: ${url}\n\nIf something stops you, simply answer this message: we will help.`,
  }
}
