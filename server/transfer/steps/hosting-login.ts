const LONGEST = 14
const MOST = 20

/** Logins for a new account, the best first: the first label of a domain (or what stands before the @) in letters and digits, then with a number behind. */
export function loginsFor(name: string): string[] {
  const [label = ''] = name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').split(/[.@]/)
  const bare = label.replace(/[^a-z0-9]/g, '') || 'membre'
  return Array.from({ length: MOST }, (_, index) => {
    const number = index === 0 ? '' : String(index + 1)
    return bare.slice(0, LONGEST - number.length) + number
  })
}

const LONGEST_SITE = 16

/** What a site's login for files and its database are called behind the name of their account: letters and digits, and as good as its own for each domain. */
export const siteName = (domain: string): string => domain.replace(/^www\./, '').replaceAll(/[^a-z0-9]/g, '').slice(0, LONGEST_SITE)
