import { all, first, type Headers } from './bytes/headers.ts'

/** By these one knows that a list or a forum has written to the header. */
const TELLING = ['list-id', 'list-post', 'x-loop', 'x-beenthere', 'x-discourse-post-id', 'x-discourse-post-ids', 'x-phpbb-origin', 'x-original-from', 'x-mailman-version', 'x-sympa-to', 'list-unsubscribe', 'x-permanence-post']

/** What is worth knowing then. */
const KEPT = [
  ...TELLING, 'list-archive', 'list-owner', 'list-help', 'archived-at', 'sender', 'errors-to', 'return-path', 'precedence', 'x-sequence', 'x-validation-by', 'x-mailfrom', 'x-mailer', 'x-message-id-hash', 'message-id-hash',
  'x-original-dkim-signature', 'x-no-archive', 'x-sympa-topic', 'content-identifier', 'x-discourse-topic-id', 'x-discourse-topic-ids', 'x-discourse-category', 'x-discourse-tags', 'x-discourse-sender', 'x-discourse-reply-key', 'from',
  'x-permanence-post-thread', 'x-permanence-post-author', 'x-permanence-post-url', 'x-permanence-post-thread-url', 'x-permanence-post-category', 'x-permanence-post-private', 'x-permanence-post-own', 'x-permanence-post-event',
]

/** Programs of forums that write nothing else into the header. */
const FORUM_MAILER = /phpbb|fluxbb|\bsmf\b|flarum|nodebb|bbpress/i

const MOST_VALUES = 5
const LONGEST = 1000

/** What the software of a list or a forum wrote into the header; nothing of a mail between people. */
export function carrierOf(headers: Headers): Record<string, string[]> {
  if (!TELLING.some(name => headers.has(name)) && !FORUM_MAILER.test(first(headers, 'x-mailer') ?? '')) return {}
  const carrier: Record<string, string[]> = {}
  for (const name of KEPT) if (headers.has(name)) carrier[name] = all(headers, name).slice(0, MOST_VALUES).map(value => value.slice(0, LONGEST).toWellFormed())
  return carrier
}
