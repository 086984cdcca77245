import type { CommandEntry } from './lazy-commands.js';

/** Every command, in the order and under the headings of the program's help. */
export const COMMAND_GROUPS: readonly (readonly [heading: string, commands: readonly CommandEntry[]])[] = [
  [
    'Read:',
    [
      {
        name: 'show',
        summary: 'print what there is on a claim: who says so, how its status changed, what opposes it',
        load: async () => (await import('./commands/show.js')).defineShow,
      },
      {
        name: 'story',
        summary: "print how a claim's status changed, on whose word, and what was recorded in between",
        load: async () => (await import('./commands/story.js')).defineStory,
      },
      {
        name: 'wordings',
        summary: 'print every wording of a claim, with the words that differ from the one before',
        load: async () => (await import('./commands/wordings.js')).defineWordings,
      },
      {
        name: 'list',
        summary: 'list claims, newest first; filters combine',
        load: async () => (await import('./commands/list.js')).defineList,
      },
      {
        name: 'counts',
        summary: 'count claims by status, kind, topic, outlet and month',
        load: async () => (await import('./commands/counts.js')).defineCounts,
      },
      {
        name: 'compare',
        summary: 'print which claims changed between two moments or replays, and why',
        load: async () => (await import('./commands/compare.js')).defineCompare,
      },
      {
        name: 'replay',
        summary: 'evaluate the whole ledger under a scenario, and keep the result for a day',
        load: async () => (await import('./commands/replay.js')).defineReplay,
      },
      {
        name: 'reliances',
        summary: 'list who carries whom: which actor cites, interprets or publishes another',
        load: async () => (await import('./commands/reliances.js')).defineReliances,
      },
      {
        name: 'rings',
        summary: 'list rings of outlets that cite each other, directly or through others',
        load: async () => (await import('./commands/rings.js')).defineRings,
      },
      {
        name: 'reach',
        summary: 'print what rests on one actor alone, who carried it, and what the actor took back',
        load: async () => (await import('./commands/reach.js')).defineReach,
      },
      {
        name: 'search',
        summary: 'find claims, actors, documents and narratives by their words',
        load: async () => (await import('./commands/search.js')).defineSearch,
      },
      {
        name: 'actors',
        summary: 'list actors with their ids, newest first',
        load: async () => (await import('./commands/actors.js')).defineActors,
      },
      {
        name: 'documents',
        summary: 'list documents with their ids, newest first',
        load: async () => (await import('./commands/documents.js')).defineDocuments,
      },
      {
        name: 'narratives',
        summary: 'list narratives with their ids, newest first',
        load: async () => (await import('./commands/narratives.js')).defineNarratives,
      },
      {
        name: 'policies',
        summary: 'list the policies by which claims are evaluated, or print the rules of one',
        load: async () => (await import('./commands/policies.js')).definePolicies,
      },
      {
        name: 'whoami',
        summary: 'print whose key the commands use, and what it allows',
        load: async () => (await import('./commands/whoami.js')).defineWhoami,
      },
    ],
  ],
  [
    'Record:',
    [
      {
        name: 'record',
        summary: 'record what happened to a claim, and print what that changes',
        load: async () => (await import('./commands/record.js')).defineRecord,
      },
      {
        name: 'register',
        summary: 'register a claim, an actor, a document, a narrative, or who speaks for whom',
        load: async () => (await import('./commands/register.js')).defineRegister,
      },
      {
        name: 'import',
        summary: 'record commands from NDJSON files, or rows from CSV files; see "load" for an export',
        load: async () => (await import('./commands/import.js')).defineImport,
      },
      {
        name: 'seed',
        summary: 'import the examples that come with the package',
        load: async () => (await import('./commands/seed.js')).defineSeed,
      },
    ],
  ],
  [
    'Run a server:',
    [
      {
        name: 'serve',
        summary: 'run the server on the data folder',
        load: async () => (await import('./commands/serve.js')).defineServe,
      },
      {
        name: 'status',
        summary: "print the ledger's health and how much of the log can be read",
        load: async () => (await import('./commands/status.js')).defineStatus,
      },
      {
        name: 'config',
        summary: 'print every setting with its value, where that comes from, and the default',
        load: async () => (await import('./commands/config.js')).defineConfig,
      },
      {
        name: 'rebuild',
        summary: 'rebuild the read model without downtime, or prepare it for the next release while the old one runs',
        load: async () => (await import('./commands/rebuild.js')).defineRebuild,
      },
      {
        name: 'webhooks',
        summary: 'send events and changes of status to other services',
        load: async () => (await import('./commands/webhooks.js')).defineWebhooks,
      },
      {
        name: 'integrations',
        summary: 'record what other services send: reports, reviews, commands',
        load: async () => (await import('./commands/integrations.js')).defineIntegrations,
      },
      {
        name: 'redactions',
        summary: 'redact an event by law: request, approve, reject, list',
        load: async () => (await import('./commands/redactions.js')).defineRedactions,
      },
      {
        name: 'keys',
        summary: 'create, list, revoke and recover API keys',
        load: async () => (await import('./commands/keys.js')).defineKeys,
      },
    ],
  ],
  [
    'Keep the log:',
    [
      {
        name: 'backup',
        summary: 'copy the log into one file, also while a server writes to it',
        load: async () => (await import('./commands/backup.js')).defineBackup,
      },
      {
        name: 'restore',
        summary: 'verify a backup and put it in the place of the log, while no server runs',
        load: async () => (await import('./commands/restore.js')).defineRestore,
      },
      {
        name: 'verify',
        summary: 'check every event of the log, and the read model against it; also while a server runs',
        load: async () => (await import('./commands/verify.js')).defineVerify,
      },
      {
        name: 'export',
        summary: 'write the log, or a part of it, as CloudEvents, one a line',
        load: async () => (await import('./commands/export.js')).defineExport,
      },
      {
        name: 'load',
        summary: 'create a log from an export, in a data folder that has none; see "import" for commands',
        load: async () => (await import('./commands/load.js')).defineLoad,
      },
      {
        name: 'copy',
        summary: 'copy the log to another data folder or to EventStoreDB, or resume that; compares both',
        load: async () => (await import('./commands/copy.js')).defineCopy,
      },
    ],
  ],
  [
    'Help:',
    [
      {
        name: 'help',
        summary: 'print the help of a command, as in "claim-ledger help keys create"',
        load: async () => (await import('./commands/help.js')).defineHelp,
      },
      {
        name: 'completion',
        summary: 'print a script that completes commands and options in bash or zsh',
        load: async () => (await import('./commands/completion.js')).defineCompletion,
      },
    ],
  ],
];
