// The architecture of this project, as a test. `npm run architecture` fails when an import breaks it.

// A module may import from the lines above its own. Never from its own line, never from a line below.
const layers = [
  ['platform'],
  ['audit'],
  ['outbox'],
  ['accounts'],
  ['tickets', 'dns'],
  ['provisioners', 'registrars'],
  ['workflows'],
  ['channels'],
  ['transfer'],
  ['notify'],
  ['demo', 'portal'],
]

// The files of a module that may do input/output. Every other file in a module is a rule: pure.
const SPECIAL = '(^|/)(contract|routes|queries|store|ports|actions)[.]ts$|/actions/'
const inModule = (names) => `^server/(${names.join('|')})/`
const TEST = '[.]test[.]ts$|^server/testing/|^bench/|^[.]ci/'

const laterLayers = layers.flatMap((names, i) => {
  const later = layers.slice(i + 1).flat()
  return later.length
    ? [{
        name: `${names[0]}-imports-a-later-layer`,
        comment: `${names.join(', ')} may not know of what is built on top of them.`,
        severity: 'error',
        from: { path: inModule(names), pathNot: TEST },
        to: { path: inModule(later) },
      }]
    : []
})

const siblings = layers.filter((names) => names.length > 1).map((names) => ({
  name: `${names[0]}-and-siblings-are-strangers`,
  comment: 'Modules of one layer do not import each other; the layer above combines them.',
  severity: 'error',
  from: { path: `^server/(${names.join('|')})/` },
  to: { path: `^server/(${names.join('|')})/`, pathNot: '^server/$1/' },
}))

module.exports = {
  forbidden: [
    ...laterLayers,
    ...siblings,
    {
      name: 'no-homeless-module',
      comment: 'A new module takes a place in the layers above.',
      severity: 'error',
      from: { path: '^server/([^/]+)/', pathNot: '^server/(adapters|commands|compose|testing|' + layers.flat().join('|') + ')/' },
      to: {},
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphans', severity: 'error', from: { orphan: true, pathNot: '[.]d[.]ts$|^migrations/|[.]config[.]|[.]cjs$|[.]mjs$' }, to: {} },
    // Nuxt UI's plugin is made by its Vite plugin, at build time.
    { name: 'not-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^@nuxt/ui/vue-plugin$' } },
    {
      name: 'rules-are-pure',
      comment: 'A rule decides from its arguments alone. Move the effect to actions.ts, store.ts or an adapter.',
      severity: 'error',
      from: { path: '^server/(?!platform|adapters|commands|compose|testing|demo)[^/]+/', pathNot: [SPECIAL, TEST] },
      to: {
        pathNot: ['^server/.+/contract[.]ts$', '^node_modules/(zod|yaml|@marcbachmann/cel-js|parse5|tldts)/'],
        path: ['^server/platform/(?!errors|events|signing)', '^server/adapters/', SPECIAL, '^node_modules/', '^(node:)?(fs|net|http|https|http2|tls|dns|dgram|worker_threads|child_process|crypto|sqlite|timers|os|process)'],
      },
    },
    {
      name: 'contract-is-only-zod',
      comment: 'A contract is shared with the browser.',
      severity: 'error',
      from: { path: '^server/.+/contract[.]ts$' },
      to: { pathNot: ['^server/.+/contract[.]ts$', '^node_modules/zod'] },
    },
    {
      name: 'knex-only-in-the-platform',
      comment: 'Stores and queries are given a transaction; only the platform knows which library it comes from.',
      severity: 'error',
      from: { path: '^(server|workers|client)/', pathNot: '^server/platform/(db|sqlite|migrate)[.]ts$' },
      to: { path: '^node_modules/knex' },
    },
    {
      name: 'express-only-in-routes',
      severity: 'error',
      from: { path: '^(server|workers|client)/', pathNot: '/routes[.]ts$|^server/(app|platform/http)[.]ts$|[.]test[.]ts$' },
      to: { path: '^node_modules/express/' },
    },
    {
      name: 'routes-are-entry-points',
      comment: 'Only app.ts mounts routes; nobody else imports them.',
      severity: 'error',
      from: { pathNot: '^server/app[.]ts$|[.]test[.]ts$' },
      to: { path: '/routes[.]ts$' },
    },
    {
      name: 'writes-go-through-actions',
      comment: 'routes.ts reads with queries.ts and writes with actions; store.ts belongs to the actions.',
      severity: 'error',
      from: { path: '(/routes[.]ts$|^workers/)', pathNot: TEST },
      to: { path: '/store[.]ts$' },
    },
    {
      name: 'no-reaching-into-a-stranger-store',
      comment: 'A module writes its own tables. Audit is the one shared ledger.',
      severity: 'error',
      from: { path: '^server/([^/]+)/', pathNot: TEST },
      to: { path: '/store[.]ts$', pathNot: ['^server/$1/', '^server/audit/store[.]ts$'] },
    },
    {
      name: 'adapters-only-at-the-composition-root',
      severity: 'error',
      from: { path: '^(server|workers|client)/', pathNot: '^server/(compose([.]ts|/)|adapters/)|' + TEST },
      to: { path: '^server/adapters/' },
    },
    {
      name: 'adapters-know-ports-not-actions',
      comment: 'An adapter translates; it does not decide or store.',
      severity: 'error',
      from: { path: '^server/adapters/', pathNot: TEST },
      to: { path: '^server/[^/]+/.*(actions|store|queries|routes)' },
    },
    {
      name: 'vendors-only-in-adapters',
      severity: 'error',
      from: { path: '^(server|workers|client)/', pathNot: '^server/adapters/|' + TEST },
      to: { path: '^node_modules/(imapflow|mailparser|nodemailer|socket[.]io|smtp-server|sanitize-html|html-to-text|piscina|dns-packet)/' },
    },
    {
      name: 'server-ignores-workers',
      comment: 'Only the commands start workers, since one process may be everything.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/commands/|' + TEST },
      to: { path: '^workers/' },
    },
    {
      name: 'client-sees-only-contracts',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|workers|migrations)/', pathNot: '/contract[.]ts$' },
    },
    { name: 'server-ignores-client', severity: 'error', from: { path: '^(server|workers)/', pathNot: TEST }, to: { path: '^client/' } },
    { name: 'migrations-stand-alone', comment: 'A migration must still run when the code has moved on.', severity: 'error', from: { path: '^migrations/' }, to: { path: '^(server|workers|client)/' } },
    { name: 'tests-are-not-imported', severity: 'error', from: { pathNot: '[.]test[.]ts$' }, to: { path: '[.]test[.]ts$' } },
    { name: 'testing-is-for-tests', comment: 'Throw-away servers and builders serve tests and benchmarks only.', severity: 'error', from: { pathNot: TEST }, to: { path: '^server/testing/' } },
  ],
  options: { exclude: { path: '^client/(dist|node_modules)/' }, doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] } },
}
