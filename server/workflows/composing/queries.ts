import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Definition } from '../definition/schema.ts'
import { currentDefinition, definitionOf } from '../publishing/queries.ts'
import { Draft, type DraftAnswer, type WorkflowSettings, type WorkflowSettingsList, type WorkflowVersions, type WorkflowYaml } from './contract.ts'
import { draftOf } from './drafting.ts'
import { withNames } from './naming.ts'
import { problemsOfDraft } from './problems.ts'

type Found = {
  id: number, name: string, origin: 'file' | 'composed', shipped: number, retiredAt: number | null
  versionId: number | null, number: number | null, publishedAt: number | null, agentId: number | null, agent: string | null
}
type FoundDraft = { name: string, draft: string, savedAt: number, agentId: number | null, agent: string | null }

const agentOf = ({ agentId, agent }: { agentId: number | null, agent: string | null }) => agentId === null ? null : { id: agentId, name: agent ?? '' }
const whenOf = (at: number | null) => at === null ? null : Number(at)

const draftsIn = (db: Db, names?: readonly string[]): Promise<FoundDraft[]> => db('workflow_drafts').leftJoin('agents', 'agents.id', 'workflow_drafts.agent_id')
  .modify(query => names && void query.whereIn('workflow_drafts.name', [...names]))
  .select<FoundDraft[]>({ name: 'workflow_drafts.name', draft: 'workflow_drafts.draft', savedAt: 'workflow_drafts.saved_at', agentId: 'workflow_drafts.agent_id', agent: 'agents.name' })

const workflowsIn = (db: Db, names?: readonly string[]): Promise<Found[]> => db('workflows').leftJoin('workflow_versions', 'workflow_versions.id', 'workflows.current_version_id')
  .leftJoin('agents', 'agents.id', 'workflow_versions.agent_id')
  .modify(query => names && void query.whereIn('workflows.name', [...names]))
  .select<Found[]>({
    id: 'workflows.id', name: 'workflows.name', origin: 'workflows.origin', shipped: 'workflows.shipped', retiredAt: 'workflows.retired_at', versionId: 'workflows.current_version_id',
    number: 'workflow_versions.number', publishedAt: 'workflow_versions.published_at', agentId: 'workflow_versions.agent_id', agent: 'agents.name',
  })

const saidOf = (definition: Definition | undefined, name: string) => ({
  title: definition?.title ?? { fr: name, en: name }, about: definition?.about ?? null, steps: definition?.steps.length ?? 0,
  composable: definition === undefined || draftOf(definition) !== undefined,
})

async function settingsOf(db: Db, found: Found, { draft, ...counts }: { versions: number, running: number, draft: FoundDraft | undefined }): Promise<WorkflowSettings> {
  const definition = found.versionId === null ? undefined : await definitionOf(db, found.versionId)
  return {
    name: found.name, ...saidOf(definition, found.name), origin: found.origin, shipped: Boolean(found.shipped), version: found.number, ...counts,
    publishedAt: whenOf(found.publishedAt), publishedBy: agentOf(found), retiredAt: whenOf(found.retiredAt), draftSavedAt: draft ? whenOf(draft.savedAt) : null,
  }
}

function settingsOfNew({ name, draft, savedAt }: FoundDraft): WorkflowSettings {
  const { title, about, steps } = Draft.parse(JSON.parse(draft))
  const said = { fr: title.fr || title.en || name, en: title.en || title.fr || name }
  return {
    name, title: said, about: about.fr || about.en ? { fr: about.fr || about.en, en: about.en || about.fr } : null, origin: 'new', shipped: false,
    version: null, versions: 0, running: 0, publishedAt: null, publishedBy: null, retiredAt: null, steps: steps.length, draftSavedAt: Number(savedAt), composable: true,
  }
}

/** How many runs of each workflow are not over; rehearsals apart. */
async function runningOf(db: Db): Promise<Map<string, number>> {
  const rows = await db('runs').whereNull('ended_at').where({ rehearsal: false }).groupBy('workflow').select<{ name: string, running: number }[]>('workflow as name', db.raw('count(*) as running'))
  return new Map(rows.map(({ name, running }) => [name, Number(running)]))
}

async function settings(db: Db, names?: readonly string[]): Promise<WorkflowSettings[]> {
  const [found, drafts] = await Promise.all([workflowsIn(db, names), draftsIn(db, names)])
  const counted = await db('workflow_versions').groupBy('workflow_id').select<{ id: number, versions: number }[]>('workflow_id as id', db.raw('count(*) as versions'))
  const counts = new Map(counted.map(({ id, versions }) => [id, Number(versions)]))
  const running = await runningOf(db)
  const published = await Promise.all(found.map(one => settingsOf(db, one, { versions: counts.get(one.id) ?? 0, running: running.get(one.name) ?? 0, draft: drafts.find(({ name }) => name === one.name) })))
  return [...published, ...drafts.filter(({ name }) => !found.some(one => one.name === name)).map(settingsOfNew)]
}

/** Every workflow: published, retired, or only begun; by their French titles. */
export async function settingsList(db: Db): Promise<WorkflowSettingsList> {
  return { workflows: (await settings(db)).sort((a, b) => a.title.fr.localeCompare(b.title.fr, 'fr')) }
}

const unknown = (name: string) => new Refusal('not-found', `There is no workflow “${name}”`)

/** What is being composed, or else what is published, as a list. */
export async function draftAnswer(db: Db, name: string): Promise<DraftAnswer> {
  const [saved] = await draftsIn(db, [name])
  const draft = saved ? Draft.parse(JSON.parse(saved.draft)) : await draftOfCurrent(db, name)
  return { name, draft, savedAt: whenOf(saved?.savedAt ?? null), savedBy: saved ? agentOf(saved) : null, problems: problemsOfDraft(name, withNames(draft)) }
}

async function draftOfCurrent(db: Db, name: string): Promise<Draft> {
  const definition = await currentDefinition(db, name)
  if (!definition) throw unknown(name)
  const draft = draftOf(definition)
  if (!draft) throw new Refusal('conflict', `“${name}” has branches, probes or actions: it is changed in its YAML`, { why: 'not-a-list' })
  return draft
}

type FoundVersion = { id: number, number: number, note: string, publishedAt: number, agentId: number | null, agent: string | null }

/** The versions of a workflow, the newest first, and how many runs each still has. */
export async function workflowVersions(db: Db, name: string): Promise<WorkflowVersions> {
  const [[workflow], row] = await Promise.all([settings(db, [name]), db('workflows').where({ name }).first<{ id: number, current: number | null } | undefined>({ id: 'id', current: 'current_version_id' })])
  if (!workflow) throw unknown(name)
  const found = await db('workflow_versions').leftJoin('agents', 'agents.id', 'workflow_versions.agent_id').where({ workflow_id: row?.id ?? 0 }).orderBy('number', 'desc').limit(200)
    .select<FoundVersion[]>({ id: 'workflow_versions.id', number: 'number', note: 'note', publishedAt: 'published_at', agentId: 'agent_id', agent: 'agents.name' })
  const running = await db('runs').whereNull('ended_at').where({ rehearsal: false }).whereIn('version_id', found.map(({ id }) => id)).groupBy('version_id').select<{ id: number, running: number }[]>('version_id as id', db.raw('count(*) as running'))
  const runs = new Map(running.map(line => [line.id, Number(line.running)]))
  const versions = await Promise.all(found.map(async ({ id, number, note, publishedAt, ...by }) => {
    const { title, steps } = await definitionOf(db, id)
    return { number, title, steps: steps.length, note, publishedAt: Number(publishedAt), publishedBy: agentOf(by), current: id === row?.current, running: runs.get(id) ?? 0 }
  }))
  return { workflow, versions }
}

/** What a version says, word for word. */
export async function yamlOf(db: Db, name: string, number: number): Promise<WorkflowYaml> {
  const found = await db('workflow_versions').join('workflows', 'workflows.id', 'workflow_versions.workflow_id').where({ name, number }).first<WorkflowYaml | undefined>('number', 'yaml')
  if (!found) throw unknown(name)
  return found
}
