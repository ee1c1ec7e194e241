/** What is said where something keeps a ticket open. */
export const blocking = {
  blocking: {
    title: 'This ticket is not over',
    lead: 'A workflow is still running on it. As long as it is, the ticket stays open.',
    since: 'for {time}',
    reason: 'Why close it all the same',
    reasonHint: 'Kept in the ticket’s history. The workflow goes on.',
    anyway: 'Set “{status}” all the same',
    keep: 'Leave it open',
    byRun: 'sent by the workflow “{subject}”',
  },
}
