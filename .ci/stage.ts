/** Where one part speaks: at once when it is its turn, else kept until then. */
export type Voice = { say: (text: string) => void, end: () => void }

/** Lets several parts run together and be read one after the other, in the order in which they were announced. */
export function stage(write: (text: string) => void): (heading: string) => Voice {
  const voices: { kept: string[], ended: boolean }[] = []

  function flush() {
    for (let [current] = voices; current; [current] = voices) {
      current.kept.splice(0).forEach(write)
      if (!current.ended) return
      voices.shift()
    }
  }

  return (heading) => {
    const voice = { kept: [heading], ended: false }
    voices.push(voice)
    return {
      say: (text) => {
        voice.kept.push(text)
        flush()
      },
      end: () => {
        voice.ended = true
        flush()
      },
    }
  }
}
