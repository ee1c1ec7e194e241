/** What is done on the server with a message once it is stored: nothing, a flag, or a place in another folder. */
export type After = { do: 'leave' } | { do: 'mark', flag: string } | { do: 'file', folder: string }

const LEAVE: After = { do: 'leave' }

/** Reads what is stored and said on the command line: leave, seen, keyword:NAME or folder:NAME. */
export function afterIn(text: string): After {
  if (text === 'seen') return { do: 'mark', flag: '\\Seen' }
  const [, what, name = ''] = /^(keyword|folder):(.+)$/.exec(text) ?? []
  if (what === 'keyword') return { do: 'mark', flag: name }
  return what === 'folder' ? { do: 'file', folder: name } : LEAVE
}

/** Whether anything is changed on the server. */
export const changesServer = (text: string) => afterIn(text).do !== 'leave'
