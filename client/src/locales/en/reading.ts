/** What is said around a message from outside: its pictures, links and files. */
export const reading = {
  reading: {
    blocked: '{count} remote image blocked | {count} remote images blocked',
    shown: '{count} remote image shown | {count} remote images shown',
    trackers: '{count} tracker removed | {count} trackers removed',
    trackersHint: 'An invisible image that would tell the sender that the message was read. It is never loaded.',
    show: 'Show it | Show them',
    showHint: 'Through our server, without revealing who reads.',
    always: 'Always for {sender}',
    alwaysShown: 'Always shown for {sender}',
    stop: 'Stop showing them',
    failed: 'This choice could not be saved.',
    goesTo: 'goes to {host}',
    picture: 'View the image',
    danger: { program: 'program', script: 'script', macro: 'macros', page: 'web page', disguised: 'misleading name', archive: 'archive' },
    careful: 'Be careful with this attachment',
    why: {
      program: 'It is a program: opening it may give it control of the whole computer.',
      script: 'It is a list of commands that the computer would run when it is opened.',
      macro: 'This document may contain macros: small programs that run when it is opened.',
      page: 'It is a page that the browser would open: it may imitate a site and ask for a password.',
      disguised: 'This file pretends to be what it is not: its name, its ending and its type disagree.',
    },
    how: 'Open it only if you expected it from this person; when in doubt, ask them by another way. Type no password and do not enable macros.',
    cancel: 'Do not download',
    anyway: 'Download anyway',
  },
}
