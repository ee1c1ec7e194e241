import type { figuring as fr } from '../fr/figuring.ts'

type Words<T> = { [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

/** What is said of the figures of a year. */
export const figuring: Words<typeof fr> = {
  figures: {
    title: 'Annual figures',
    workflow: 'Which workflow',
    workflowRuns: '{title} ({count})',
    year: 'Which year',
    days: 'Between two days',
    from: 'From',
    to: 'To',
    csv: 'Download as CSV',
    print: 'Print',
    failed: 'The figures could not be worked out',
    loading: 'The figures are being worked out…',
    none: 'Nothing to count yet',
    noneText: 'This page fills by itself as soon as a run begins. Rehearsals never count.',
    empty: 'Nothing between these two days',
    emptyText: 'No run began, went on or ended in that time. Choose another year or another workflow.',
    between: 'From {from} to {to}',
    until: 'Counted until {date}. Rehearsals are not among them.',
    what: 'What',
    number: 'Number',
    share: 'Share',
    counts: { title: 'In all', began: 'Begun', finished: 'Ended well', givenUp: 'Given up', goingOn: 'Going on at the end', goingOnNow: 'Going on' },
    months: { title: 'Month by month', month: 'Month', began: 'Begun', finished: 'Ended well', givenUp: 'Given up' },
    took: {
      title: 'How long it took',
      lead: 'Half of the runs that ended well took {median} or less, and nine in ten {slow} at most.',
      none: 'No run ended well between these two days: there are no durations, waits or domains to count yet.',
      phases: 'By phase, from the first to the last',
      phase: 'Phase', median: 'Median', slow: 'Nine in ten within',
    },
    waited: {
      title: 'Who was waited for',
      lead: 'Of all the time that the runs which ended well took. Where several steps wait at once, the one counts that somebody can move on.',
      who: 'Who', each: 'A run',
    },
    deeds: {
      title: 'Acts of the cooperative',
      lead: '{median} act for most runs that ended well, {most} at most, {total} in all. | {median} acts for most runs that ended well, {most} at most, {total} in all.',
      none: 'None: all was done without the cooperative.',
    },
    domains: { title: 'Domains and mail', lead: 'Of the runs that ended well.', ending: 'Domains in', mailboxes: 'Mailboxes copied', messages: 'Messages copied', bytes: 'Mail copied' },
    stumbles: {
      steps: 'What stopped', causes: 'And why',
      lead: 'In all runs, between these two days. A stop waits for somebody to decide; the rest takes itself up again.',
      none: 'Nothing stopped or had to be tried again.',
      step: 'Step', cause: 'Cause', stopped: 'Stops', again: 'Tried again', runs: 'Runs', stood: 'Stopped for',
      others: 'and {count} other, in the CSV file | and {count} others, in the CSV file',
    },
  },
  awaited: {
    by: { member: 'The member', team: 'The team', date: 'A date', outside: 'The outside', machine: 'The machine' },
    about: { member: '', team: 'stops where somebody had to decide included', date: 'legal delays, and pauses that were meant', outside: 'registries, registrars, other hosts', machine: 'our own work, copying mail included' },
  },
  deeds: {
    kind: {
      'filled': 'Forms filled in', 'ticked': 'Tasks done', 'agreed': 'Go-aheads', 'declined': 'Refusals', 'retried': 'Other attempts after a stop', 'skipped': 'Steps skipped', 'undo-asked': 'Steps taken back', 'cancelled': 'Cancellations',
    },
  },
}
