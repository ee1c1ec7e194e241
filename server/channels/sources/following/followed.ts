import type { Source } from '../source.ts'
import { bare } from '../titles.ts'

type Following = Pick<Source, 'categories'>

/** A category that goes by these names, as it is called where it is followed; otherwise by the first of them. */
export function categoryAs({ categories }: Following, names: readonly (string | null | undefined)[]): string | null {
  const written = names.filter(name => name != null && name !== '').map(String)
  return categories.find(followed => written.some(name => bare(name) === bare(followed))) ?? written[0] ?? null
}

/** Whether what is written in this category concerns us. What only its author and we read always does. */
export const isFollowed = ({ categories }: Following, { category, isPrivate }: { category: string | null, isPrivate: boolean }) => isPrivate || categories.length === 0 || (category !== null && categories.includes(category))
