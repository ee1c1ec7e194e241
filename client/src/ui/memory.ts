/** What this browser remembers of the reader's choices. A browser that refuses to keep anything is no reason to fail. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`permanence.${name}`)
  }
  catch {
    return null
  }
}

/** Keeps a choice for the next time, where the browser allows it. */
export function remember(name: string, value: string) {
  try {
    localStorage.setItem(`permanence.${name}`, value)
  }
  catch {
    // Private browsing may forbid it; the choice then lasts as long as the page.
  }
}
