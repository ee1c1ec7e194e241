/** What an agent wants done with a message, whatever the checks say of it: a ticket of its own, or a place on the one they name. `pending`: it waits there like a stranger's. */
export type Wish = { open: true } | { reference: string, pending: boolean }
