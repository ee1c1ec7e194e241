import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'
import vueParser from 'vue-eslint-parser'

// Files of a module that may touch the world. Every other file of a module is a rule, and decides from its arguments alone.
const effects = ['**/{contract,routes,queries,store,ports,actions}.ts', '**/actions/**', '**/*.test.ts']

const everywhere = [
  { selector: 'ExportAllDeclaration', message: 'No barrels: import the file that has the thing.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals, or z.enum in the contract.' },
]

const rulesOnly = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'A rule takes `now` as an argument.' },
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'A rule takes `now` as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'A rule takes its randomness as an argument.' },
  { selector: 'AwaitExpression', message: 'A rule does not wait; the action does.' },
]

export default ts.config(
  { ignores: ['node_modules', 'dist', 'var', 'client/dist', '**/*.cjs', '**/*.mjs', 'eslint.config.js', 'vite.config.js', 'client/vite.config.ts', 'client/vitest.setup.ts'] },
  ...ts.configs.recommended,
  ...vue.configs['flat/recommended'],
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  // Of components, types are judged by vue-tsc alone: a program made anew for each of them costs minutes. What waits for an answer stands in composables.
  { files: ['**/*.vue'], languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser, projectService: false, project: false, program: null } } },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      'no-console': 'error',
      'no-else-return': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-syntax': ['error', ...everywhere],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 3],
      'max-depth': ['error', 3],
      complexity: ['error', 10],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.vue'],
    rules: {
      ...ts.configs.disableTypeChecked.rules,
      'no-restricted-exports': 'off',
      'vue/multi-word-component-names': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always', normal: 'never', component: 'always' } }],
      'vue/no-v-html': 'error',
    },
  },
  // Express knows an error handler by its four parameters.
  { files: ['server/platform/http.ts'], rules: { 'max-params': 'off' } },
  {
    // Rules: no clock, no dice, no environment, no waiting. The caller passes `now` and ids in.
    files: ['server/{audit,outbox,accounts,tickets,dns,provisioners,registrars,workflows,notify,channels,transfer,portal}/**/*.ts'],
    ignores: effects,
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'],
      'no-restricted-syntax': ['error', ...everywhere, ...rulesOnly],
    },
  },
  // What people read on a terminal is written here, and nowhere else.
  { files: ['.ci/**', 'bench/**'], rules: { 'no-console': 'off' } },
  // Vite and Vitest read their settings from a default export.
  { files: ['**/*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  { files: ['**/*.test.ts', 'migrations/**', 'server/testing/**'], rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' } },
)
