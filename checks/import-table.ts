/**
 * Who may import whom, as data. The first row that names a file decides; a file that no row names is a finding.
 * `$own` is the noun's folder of the importing file (`workflows/payment`); a leading `!` takes back what another pattern gave.
 * Why the rooms are cut so: docs/decisions/0001-rooms.md.
 */
export interface Row {
  /** What the room is, in a word. */
  readonly room: string;
  /** Files of the room. */
  readonly files: readonly string[];
  /** What they may import, values and types. */
  readonly may: readonly string[];
  /** What they may import by `import type` alone. */
  readonly types?: readonly string[];
}

/** Plain shapes that import nothing: every room of workflows/, and api/, may have them. */
const shapes = ['workflows/{brief-error,in-flight,own-words,state-table}.ts'];

/** What an activity is made of, where it has no folder of its own. */
const partsOfActivities = [
  'workflows/alive.ts',
  'workflows/settlement/{record,returns,credit-back,explain,debits,fees,unplaced,unsettled}.ts',
];

/** What is read in one place, by the api and by activities alike (docs/decisions/0009-what-is-owed-is-read-in-one-place.md). */
const readInOnePlace = [
  'workflows/obligation/{read,lines,credit-use-key}.ts',
  'workflows/payment/{receipt,receipt-rows}.ts',
];
/** What staff do to a debt: one transaction and nothing outside (docs/decisions/0019-a-debt-is-changed-by-acts.md). */
const actsOfStaff = 'workflows/obligation/{act,act-on-fee,levy,terms,use-credit}.ts';
/** A wish is written with what it follows from, by the api and by activities alike. */
const wishes = 'workflows/{outbox,timeline}.ts';
const activities = ['workflows/*/activities.ts', 'workflows/*/activities/**', ...partsOfActivities];

/** What each procedure may see of workflows/. */
const seenByApi = [
  'workflows/client.ts',
  'workflows/*/messages.ts',
  'workflows/*/states.ts',
  'workflows/{policy,money,mail,words}/**',
  'workflows/ledger/read.ts',
  ...readInOnePlace,
  actsOfStaff,
  wishes,
  'workflows/stripe/{event,client-secret}.ts',
  ...shapes,
];

export const table: readonly Row[] = [
  // Entry points: they alone read the configuration, open what is outside, and pass it in.
  {
    room: 'api entry',
    files: ['api/main.ts'],
    may: [
      'api/**',
      'config.ts',
      'workflows/{client,worker}.ts',
      'workflows/server/**',
      'workflows/stripe/client.ts',
      ...seenByApi,
      'prisma/**',
    ],
  },
  {
    room: 'worker entry',
    files: ['workflows/{worker,worker-main,move-main,bundle-main}.ts'],
    may: ['config.ts', 'workflows/**', 'prisma/**'],
  },
  {
    room: 'verifier entry',
    files: ['workflows/ledger/verify-main.ts'],
    may: ['config.ts', 'workflows/ledger/**', 'workflows/money/**', 'prisma/**'],
  },
  {
    room: 'agency command entry',
    files: ['api/agency/main.ts'],
    may: ['config.ts', 'api/agency/**', 'prisma/{client,migrate,trouble}.ts'],
  },
  { room: 'configuration', files: ['config.ts'], may: ['exact-origin.ts'] },
  { room: 'exact origin', files: ['exact-origin.ts'], may: [] },

  // What people see.
  {
    room: 'widget build',
    files: ['widget/*.config.ts'],
    may: ['widget/*.config.ts', 'widget/i18n/spanish.ts', 'widget/ui/tokens.ts'],
  },
  { room: 'widget', files: ['widget/**'], may: ['widget/**'], types: ['api/contract/index.ts'] },

  // Who asks, and may they.
  { room: 'contract', files: ['api/contract/**'], may: [], types: ['api/**'] },
  {
    room: 'api',
    files: ['api/**'],
    may: ['api/**', '!api/{main,agency/main}.ts', 'exact-origin.ts', ...seenByApi, 'prisma/**'],
  },

  // What happens with money: a noun's files.
  {
    room: 'workflow',
    files: ['workflows/*/workflow.ts'],
    may: [
      '$own/{messages,states}.ts',
      'workflows/*/messages.ts',
      'workflows/approval/rules.ts',
      'workflows/{policy,money}/**',
      '!workflows/policy/calendar.ts',
      ...shapes,
    ],
    types: ['$own/activities.ts', '$own/activities/**'],
  },
  { room: 'workflow code', files: ['workflows/workflow-code.ts'], may: [] },
  { room: 'workflow bundle', files: ['workflows/bundle.ts'], may: ['workflows/*/workflow.ts'] },
  {
    room: 'activities',
    files: activities,
    may: [
      '$own/{messages,states,activities}.ts',
      '$own/activities/**',
      ...partsOfActivities,
      wishes,
      'workflows/*/messages.ts',
      ...readInOnePlace,
      'workflows/{ledger,stripe,mail,words,policy,money}/**',
      'prisma/**',
      ...shapes,
    ],
  },
  {
    room: 'states and messages',
    files: ['workflows/*/{states,messages,outcomes}.ts'],
    may: ['$own/{states,messages}.ts', 'workflows/money/**', ...shapes],
  },
  {
    room: 'what is owed',
    files: ['workflows/obligation/{read,owed-rows,rule-rows,due,lines}.ts'],
    may: [
      '$own/{read,owed-rows,rule-rows,due}.ts',
      'workflows/ledger/{read,accounts,posting-rules}.ts',
      'workflows/{policy,money}/**',
      'prisma/**',
      ...shapes,
    ],
  },
  {
    room: 'what a receipt says',
    files: ['workflows/payment/{receipt,receipt-rows}.ts'],
    may: [
      '$own/receipt-rows.ts',
      'workflows/obligation/read.ts',
      'workflows/ledger/{read,accounts}.ts',
      'workflows/policy/{codes,explanation-schema,rule-schema}.ts',
      'workflows/money/**',
      'prisma/**',
      ...shapes,
    ],
    types: ['workflows/words/**', 'workflows/policy/explanation.ts', 'workflows/ledger/entry.ts'],
  },
  {
    room: 'obligation',
    files: ['workflows/obligation/**'],
    may: ['$own/**', 'workflows/{ledger,policy,money}/**', 'prisma/**', ...shapes],
  },

  // Below them.
  {
    room: 'ledger',
    files: ['workflows/ledger/**'],
    may: ['$own/**', 'workflows/money/**', 'prisma/**', ...shapes],
  },
  {
    room: 'policy and stripe',
    files: ['workflows/{policy,stripe}/**'],
    may: ['$own/**', 'workflows/money/**', ...shapes],
  },
  { room: 'mail', files: ['workflows/mail/**'], may: ['$own/**', 'workflows/{words,money}/**', ...shapes] },
  {
    room: 'words',
    files: ['workflows/words/**'],
    may: ['$own/**', 'workflows/policy/codes.ts', 'workflows/own-words.ts', 'workflows/money/**'],
    types: ['workflows/policy/**'],
  },
  { room: 'temporal server', files: ['workflows/server/**'], may: ['$own/**'] },
  { room: 'money', files: ['workflows/money/**'], may: ['$own/**'] },
  { room: 'shapes', files: shapes, may: [] },
  {
    room: 'loops of the worker',
    files: ['workflows/{every,sweeper}.ts'],
    may: ['workflows/client.ts', 'workflows/*/{states,messages}.ts', wishes, 'prisma/**', ...shapes],
  },
  { room: 'wishes', files: [wishes], may: ['prisma/**'] },
  {
    room: 'client',
    files: ['workflows/client.ts'],
    may: ['workflows/**', '!workflows/worker.ts', 'prisma/**'],
  },

  // What is remembered.
  { room: 'prisma', files: ['prisma/**'], may: ['prisma/**'] },

  // Outside the product: the imitated world, the checks, and the tools' own settings. Nothing imports these.
  { room: 'demo', files: ['demo/**'], may: ['**', '!checks/**'] },
  { room: 'checks', files: ['checks/**'], may: ['**', '!demo/**'] },
  { room: 'tool settings', files: ['*.config.ts'], may: ['demo/**'] },
];

/** From the top down; no row may name a folder above its own. */
export const layers = ['demo', 'widget', 'api', 'workflows', 'prisma'] as const;

/** Tests and what only they and benches use. The product may import none of it. */
const support = [
  'demo/bench/**',
  'demo/kill/**',
  '**/fixtures/**',
  '**/fixtures.ts',
  '**/test/**',
  '**/test-*.ts',
  'workflows/record-history.ts',
];
export const testFiles: readonly string[] = ['**/*.test.ts', ...support];

/** What every test may import, besides what its neighbours may. */
export const testsMay: readonly string[] = [...support, 'demo/**'];

/** Who may import a package. A package not named here may be imported by every room (knip finds those not installed). */
export const packages: readonly { readonly name: string; readonly files: readonly string[] }[] = [
  { name: 'stripe', files: ['workflows/stripe/**', 'demo/**'] },
  { name: 'pdfkit', files: ['api/receipt/pdf/**'] },
  { name: 'pdfjs-dist/**', files: ['api/receipt/**/test-*.ts'] },
  { name: 'nodemailer', files: ['workflows/mail/**', 'demo/mail/**'] },
  { name: 'fastify', files: ['api/**', 'demo/**'] },
  { name: '@fastify/*', files: ['api/**', 'demo/**'] },
  { name: '@trpc/server', files: ['api/**'] },
  { name: '@trpc/server/**', files: ['api/**'] },
  { name: '@trpc/client', files: ['widget/**', 'demo/**', 'api/**/*.test.ts'] },
  { name: '@stripe/**', files: ['widget/**'] },
  { name: 'lit', files: ['widget/**', 'demo/site/**', 'demo/bench/upgrade/**'] },
  { name: 'lit/**', files: ['widget/**', 'demo/site/**'] },
  {
    name: 'zod',
    files: [
      'config.ts',
      'api/**',
      'workflows/policy/{rule,fee,explanation,own-words}-schema.ts',
      ...activities,
      'demo/**',
    ],
  },
  { name: '@node-rs/argon2', files: ['api/auth/**', 'api/staff/**', 'demo/**'] },
  { name: 'rate-limiter-flexible', files: ['api/**'] },
  { name: 'better-sqlite3', files: ['prisma/**', 'demo/{stripe,kill,bench,world}/**'] },
  { name: '@prisma/**', files: ['prisma/**'] },
  {
    name: '@temporalio/workflow',
    files: ['workflows/*/workflow.ts', 'workflows/*/messages.ts', 'demo/bench/**'],
  },
  { name: '@temporalio/activity', files: activities },
  {
    name: '@temporalio/worker',
    files: ['workflows/{worker,bundle-main}.ts', 'api/main.ts', 'demo/bench/**'],
  },
  {
    name: '@temporalio/client',
    files: ['workflows/client.ts', 'workflows/worker.ts', 'workflows/server/**', 'demo/bench/**'],
  },
  { name: '@temporalio/envconfig', files: ['workflows/client.ts', 'workflows/worker.ts'] },
];

/** What the closure of a workflow.ts may import from outside: it runs in Temporal's sandbox, again and again. */
export const workflowPackages = ['@temporalio/workflow', '@temporalio/common'] as const;

/** Files that may read the environment: entry points, which pass it to readConfig, and the tools' settings. */
export const environmentReaders = [
  'config.ts',
  'api/{main,agency/main}.ts',
  'workflows/worker.ts',
  'workflows/{worker,move}-main.ts',
  'workflows/ledger/verify-main.ts',
  'prisma/generate.ts',
  '**/*.config.ts',
  '**/test-*.ts',
  'demo/**',
  'checks/**',
] as const;
