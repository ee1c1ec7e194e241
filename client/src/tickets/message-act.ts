/** Something seldom done with a message, as its menu offers it. */
export type MessageAct = {
  label: string
  icon: string
  onSelect: () => void
  /** The problem that it answers: beside its words it is offered too, in short. */
  about?: { problem: string, label: string }
}
