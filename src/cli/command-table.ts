import type { CommandEntry } from './lazy-commands.js';

/** Every command, in the order and under the headings of the program's help. */
export const COMMAND_GROUPS: readonly (readonly [heading: string, commands: readonly CommandEntry[]])[] = [
  [
    'Read:',
    [
      {
        name: 'show',
        summary: "tell a claim's story: where it stands and why, and all that happened to it",
        load: async () => (await import('./commands/show.js')).defineShow,
      },
      {
        name: 'list',
        summary: 'list claims, those registered last first; filters combine',
        load: async () => (await import('./commands/list.js')).defineList,
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
        summary: 'record what the lines of NDJSON files say; a bad line is reported, the others are kept',
        load: async () => (await import('./commands/import.js')).defineImport,
      },
      {
        name: 'seed',
        summary: 'import the seeds that come with the package',
        load: async () => (await import('./commands/seed.js')).defineSeed,
      },
    ],
  ],
  [
    'Run the server:',
    [
      {
        name: 'serve',
        summary: 'run the server',
        load: async () => (await import('./commands/serve.js')).defineServe,
      },
      {
        name: 'status',
        summary: 'say how far the ledger is, and whether all is well',
        load: async () => (await import('./commands/status.js')).defineStatus,
      },
      {
        name: 'keys',
        summary: 'give keys, list them and take them back',
        load: async () => (await import('./commands/keys.js')).defineKeys,
      },
      {
        name: 'rebuild',
        summary:
          'make the read model anew from the log, while reads go on; beside a server of another release, for the next start',
        load: async () => (await import('./commands/rebuild.js')).defineRebuild,
      },
    ],
  ],
  [
    'Keep the log:',
    [
      {
        name: 'export',
        summary: 'write the log, or some of it, as CloudEvents, one a line',
        load: async () => (await import('./commands/export.js')).defineExport,
      },
      {
        name: 'load',
        summary: 'make a log of an export, in a data folder that has none',
        load: async () => (await import('./commands/load.js')).defineLoad,
      },
      {
        name: 'copy',
        summary: 'copy the log to another place, a data folder or EventStoreDB, or go on with that; compares both',
        load: async () => (await import('./commands/copy.js')).defineCopy,
      },
      {
        name: 'backup',
        summary: 'copy the log into one file, also while a server writes to it',
        load: async () => (await import('./commands/backup.js')).defineBackup,
      },
      {
        name: 'restore',
        summary: 'put a backup in the place of the log, once all of it is checked; while no server runs',
        load: async () => (await import('./commands/restore.js')).defineRestore,
      },
      {
        name: 'verify',
        summary:
          'check every event of the log, and that the read model is what follows from it; also while a server runs',
        load: async () => (await import('./commands/verify.js')).defineVerify,
      },
    ],
  ],
];
