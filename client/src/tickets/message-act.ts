/** Something seldom done with a message, as its menu offers it. */
export type MessageAct = { label: string, icon: string, onSelect: () => void }
