/** One result, as in `dkim=pass header.d=asso.example`: everything in lower case, properties by their name with its kind (`header.d`). */
export type MethodResult = { method: string, result: string, properties: ReadonlyMap<string, string> }

/** What one Authentication-Results header says (RFC 8601 §2.2), and in the name of which server. */
export type AuthenticationResults = { server: string, results: readonly MethodResult[] }

/** Reads the value of an Authentication-Results header, unfolded. What is not understood is left out; without a server's name the server is ''. */
export function readAuthenticationResults(value: string): AuthenticationResults {
  const { text, quoted } = withoutComments(value)
  const [head = '', ...rest] = text.split(';')
  const words = (part: string) => part.replace(/\s*([=/])\s*/g, '$1').replace(/\b(smtp|header|body|policy)\s*\.\s*(?=[\w-]+=)/gi, '$1.').trim().split(/\s+/)
  const plain = (word: string) => word.replace(QUOTED, (_, at: string) => quoted[Number(at)] ?? '').toLowerCase()
  const [server = ''] = words(head)
  return {
    // A head with "=" is a result: some servers do not name themselves.
    server: server.includes('=') ? '' : plain(server).replace(/\.$/, ''),
    results: rest.map(part => resultIn(words(part), plain)).filter(result => result !== undefined),
  }
}

// method ["/" version] "=" result [reason] *(property)
const METHOD = /^([a-z][\w-]*)(?:\/\d+)?=([a-z]+)$/i

function resultIn([first = '', ...rest]: readonly string[], plain: (word: string) => string): MethodResult | undefined {
  const [, method, result] = METHOD.exec(first) ?? []
  if (!method || !result) return undefined
  const properties = new Map<string, string>()
  for (const word of rest) {
    const equals = word.indexOf('=')
    const name = word.slice(0, equals).toLowerCase()
    // The first counts, as of everything that stands twice.
    if (equals > 0 && !properties.has(name)) properties.set(name, plain(word.slice(equals + 1)))
  }
  return { method: method.toLowerCase(), result: result.toLowerCase(), properties }
}

const QUOTED = /\u0000(\d+)\u0000/g

/** The value without its comments; quoted strings are put aside, so that what stands in them separates nothing. */
function withoutComments(value: string): { text: string, quoted: string[] } {
  const quoted: string[] = []
  let text = ''
  for (let at = 0; at < value.length;) {
    const character = value.charAt(at)
    if (character === '(') {
      text += ' '
      at = afterComment(value, at)
    }
    else if (character === '"') {
      const { string, next } = quotedAt(value, at)
      text += `\u0000${quoted.push(string) - 1}\u0000`
      at = next
    }
    else {
      text += character === '\u0000' ? ' ' : character
      at += 1
    }
  }
  return { text, quoted }
}

/** Where a comment ends, with those inside it. */
function afterComment(value: string, from: number): number {
  let depth = 0
  for (let at = from; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '\\') at++
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return at + 1
  }
  return value.length
}

function quotedAt(value: string, from: number): { string: string, next: number } {
  let string = ''
  for (let at = from + 1; at < value.length; at++) {
    const character = value.charAt(at)
    if (character === '"') return { string, next: at + 1 }
    string += character === '\\' ? value.charAt(++at) : character
  }
  return { string, next: value.length }
}
