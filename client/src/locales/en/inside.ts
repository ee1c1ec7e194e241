/** What stands inside attachments: invitations, other messages. */
export const inside = {
  inside: {
    method: {
      request: 'Invitation',
      cancel: 'Event cancelled',
      reply: 'Answer to an invitation',
      counter: 'Another time proposed',
      publish: 'Event',
    },
    answer: {
      accepted: '{name} accepts the invitation',
      declined: '{name} declines the invitation',
      tentative: '{name} may come',
      delegated: '{name} sends somebody else',
    },
    unnamed: 'Untitled',
    when: 'When',
    there: 'Written there: {time}',
    where: 'Where',
    organiser: 'Organised by',
    invited: 'Invited',
    people: '{count} person | {count} people',
    every: {
      day: 'Every day | Every {count} days',
      week: 'Every week | Every {count} weeks',
      month: 'Every month | Every {count} months',
      year: 'Every year | Every {count} years',
    },
    on: '{every} ({days})',
    until: '{repeats}, until {day}',
    times: '{repeats}, {count} time | {repeats}, {count} times',
    attached: 'Attached message from {name}',
    noSubject: 'No subject',
    read: 'Read',
    close: 'Fold',
    cut: 'The rest is in the attachment.',
  },
}
