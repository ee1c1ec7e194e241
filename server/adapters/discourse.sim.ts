import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SimulatedBoard, type SimPost } from './discourse.sim-board.ts'

/** What goes wrong with the next request to a path that begins so: refused for its number, failing, slow, or never answered, before or after it had its effect. */
export type SimFault = { path: string, kind: '429' | '500' | 'timeout-before' | 'timeout-after' | 'slow', seconds?: number }

type Options = { key?: string, user?: string, requestsPerMinute?: number, clock?: () => number }
type Reply = { status: number, body: unknown, headers?: Record<string, string> }
type Asked = { method: string, path: string, query: URLSearchParams, body: string, user: string }

/** A Discourse at work on a port of this machine: where it is, the board that people write on, what shall go wrong, and how to end it. */
export type SimulatedDiscourse = Awaited<ReturnType<typeof simulatedDiscourse>>

/**
 * A Discourse as far as its API is known to us: the documented answers and errors, limits, edits, deletions, solutions, private messages and signed
 * webhooks. Reply by mail is off, as it is unless somebody sets it up.
 */
export async function simulatedDiscourse({ key = 'a-key-of-the-simulator', user = 'support', requestsPerMinute = 60, clock = Date.now }: Options = {}) {
  const board = new SimulatedBoard(clock)
  const faults: SimFault[] = []
  const asked: string[] = []
  const times: number[] = []
  const userOf = ({ headers }: IncomingMessage): string | undefined => {
    const name = decodeURIComponent(String(headers['api-username'] ?? '')).toLowerCase()
    return headers['api-key'] === key && (name === user || name in board.names) ? name : undefined
  }

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const question = await questionOf(request)
    const name = `${question.method} ${question.path}`
    asked.push(name)
    times.push(clock())
    const fault = faultOf(name)
    if (fault?.kind === 'timeout-before') return
    if (fault?.kind === 'slow') await wait((fault.seconds ?? 1) * 1000)
    const reply = failing(fault) ?? await replyTo(question, userOf(request))
    if (fault?.kind !== 'timeout-after') send(response, reply)
  }

  function faultOf(question: string): SimFault | undefined {
    const at = faults.findIndex(({ path }) => question.includes(path))
    return at === -1 ? undefined : faults.splice(at, 1)[0]
  }

  async function replyTo(question: Omit<Asked, 'user'>, user: string | undefined): Promise<Reply> {
    if (times.filter(at => at > clock() - 60_000).length > requestsPerMinute) return tooMany(60)
    return user === undefined ? FORBIDDEN : answerTo(board, { ...question, user })
  }

  const server = createServer((request, response) => { serve(request, response).catch(() => send(response, { status: 500, body: { errors: ['Oops'] } })) })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key, user, board, faults,
    /** What it was asked, without anything secret. */
    asked,
    stop: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function questionOf(request: IncomingMessage): Promise<Omit<Asked, 'user'>> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://forum.invalid')
  return { method: request.method ?? 'GET', path: pathname, query: searchParams, body: await bodyOf(request) }
}

const LARGEST = 1_000_000

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) if (body.length < LARGEST) body += String(chunk)
  return body
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))
}

const FORBIDDEN: Reply = { status: 403, body: { errors: ['You are not permitted to view the requested resource. The API username or key is invalid.'], error_type: 'invalid_access' } }
const MISSING: Reply = { status: 404, body: { errors: ['The requested URL or resource could not be found.'], error_type: 'not_found' } }
const untaken = (...errors: string[]): Reply => ({ status: 422, body: { action: 'create_post', errors } })

const tooMany = (seconds: number): Reply => ({
  status: 429, headers: { 'retry-after': String(seconds) },
  body: { errors: [`You’ve performed this action too many times. Please wait ${seconds} seconds before trying again.`], error_type: 'rate_limit', extras: { wait_seconds: seconds, time_left: `${seconds} seconds` } },
})

function failing(fault: SimFault | undefined): Reply | undefined {
  if (fault?.kind === '429') return tooMany(fault.seconds ?? 1)
  return fault?.kind === '500' ? { status: 500, body: { status: 500, error: 'Internal Server Error' } } : undefined
}

type Route = readonly [pattern: RegExp, answer: (board: SimulatedBoard, asked: Asked, id: number) => Reply | Promise<Reply>]

const ROUTES: readonly Route[] = [
  [/^GET \/posts\.json$/, (board, { query }) => ({ status: 200, body: { latest_posts: page(board, query, post => board.topics.get(post.topicId)?.allowed === null) } })],
  [/^GET \/private-posts\.json$/, (board, { query, user }) => ({ status: 200, body: { private_posts: page(board, query, post => board.topics.get(post.topicId)?.allowed?.includes(user) === true) } })],
  [/^GET \/posts\/(\d+)\.json$/, onePost],
  [/^GET \/t\/(\d+)\.json$/, topic],
  [/^GET \/t\/(\d+)\/posts\.json$/, topicPosts],
  [/^GET \/categories\.json$/, board => ({ status: 200, body: { category_list: { can_create_category: false, categories: board.categories } } })],
  [/^POST \/posts\.json$/, create],
]

async function answerTo(board: SimulatedBoard, asked: Asked): Promise<Reply> {
  for (const [pattern, answer] of ROUTES) {
    const found = pattern.exec(`${asked.method} ${asked.path}`)
    if (found) return answer(board, asked, Number(found[1] ?? 0))
  }
  return MISSING
}

function page(board: SimulatedBoard, query: URLSearchParams, isShown: (post: SimPost) => boolean) {
  const before = Number(query.get('before') ?? 0)
  const found = board.posts.filter(post => isShown(post) && !post.isDeleted && !post.isHidden && (before === 0 || post.id <= before))
  return found.sort((one, other) => other.id - one.id).slice(0, board.pageSize).map(post => board.shown(post, { topic_title: board.topics.get(post.topicId)?.title, category_id: board.topics.get(post.topicId)?.categoryId }))
}

/** The staff would see what is deleted; our user is none of them. */
function onePost(board: SimulatedBoard, { user }: Asked, id: number): Reply {
  const post = board.posts.find(one => one.id === id && !one.isDeleted)
  if (!post) return MISSING
  return board.isReadableBy(post.topicId, user) ? { status: 200, body: board.shown(post) } : FORBIDDEN
}

const visible = (board: SimulatedBoard, topicId: number) => board.in(topicId).filter(({ isDeleted }) => !isDeleted)
/** Without `include_raw` a topic shows what is cooked alone. */
const inTopic = (board: SimulatedBoard, post: SimPost, query: URLSearchParams) => query.has('include_raw') ? board.shown(post) : board.shown(post, { raw: undefined })

function topic(board: SimulatedBoard, { query, user }: Asked, id: number): Reply {
  const found = board.topics.get(id)
  if (!found) return MISSING
  if (!board.isReadableBy(id, user)) return FORBIDDEN
  const posts = visible(board, id)
  const accepted = posts.find(post => post.id === found.acceptedId)
  return {
    status: 200,
    body: {
      id, title: found.title, slug: found.slug, category_id: found.categoryId, archetype: found.allowed ? 'private_message' : 'regular', posts_count: posts.length,
      post_stream: { posts: posts.slice(0, 20).map(post => inTopic(board, post, query)), stream: posts.map(post => post.id) },
      ...accepted ? { accepted_answer: { post_number: accepted.number, username: accepted.username } } : {},
    },
  }
}

function topicPosts(board: SimulatedBoard, { query, user }: Asked, id: number): Reply {
  if (!board.isReadableBy(id, user)) return MISSING
  const wanted = new Set(query.getAll('post_ids[]').map(Number))
  return { status: 200, body: { id, post_stream: { posts: visible(board, id).filter(post => wanted.has(post.id)).map(post => inTopic(board, post, query)) } } }
}

const SHORTEST = 10

async function create(board: SimulatedBoard, { body, user }: Asked): Promise<Reply> {
  const { topic_id: topicId, raw, reply_to_post_number: repliesTo = null } = JSON.parse(body) as { topic_id: number, raw: string, reply_to_post_number?: number }
  if (!board.isReadableBy(topicId, user)) return FORBIDDEN
  if (raw.trim().length < SHORTEST) return untaken(`Body is too short (minimum is ${SHORTEST} characters)`)
  if (visible(board, topicId).some(post => post.username === user && post.raw === raw.trim())) return untaken('Body is too similar to what you recently posted')
  const post = await board.answer({ topicId, by: user, raw: raw.trim(), repliesTo })
  return { status: 200, body: board.shown(post) }
}
