import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, newFolder } from './run-cli.js';

/** A small ledger as the commands of an import: a report that cites another, and a retracted statement. */
const COMMANDS: readonly object[] = [
  { type: 'ActorRegistered', actor: 'nato', kind: 'organization', name: 'NATO' },
  { type: 'ActorRegistered', actor: 'tass', kind: 'outlet', name: 'TASS' },
  { type: 'ActorRegistered', actor: 'la-repubblica', kind: 'outlet', name: 'La Repubblica' },
  { type: 'ActorRegistered', actor: 'jenssen', kind: 'person', name: 'Stian Jenssen' },
  { type: 'DocumentRegistered', document: 'assessment', publisher: 'tass', title: 'Alleged Talks' },
  { type: 'NarrativeRegistered', narrative: 'territory', title: 'Territory for membership' },
  ...claim('ceding', 'NATO discusses that Ukraine cede land.', { kind: 'factual', about: ['nato'] }),
  { type: 'ClaimReported', claim: 'ceding', id: 'first', by: ['la-repubblica'], basis: 'none-given' },
  {
    type: 'ClaimReported',
    claim: 'ceding',
    id: 'second',
    by: ['tass'],
    cites: [{ entry: 'first', use: 'credits' }],
    basis: 'named-source',
    document: 'assessment',
  },
  {
    type: 'ConfirmationSought',
    claim: 'ceding',
    id: 'search',
    by: ['tass'],
    outcome: 'found-nothing',
    goodUntil: '2020-01-01',
  },
  ...claim('could-cede', 'Jenssen holds that land could be ceded.', {
    kind: 'position',
    holder: 'jenssen',
    about: ['jenssen'],
  }),
  { type: 'ClaimAsserted', claim: 'could-cede', id: 'said', by: ['jenssen'], basis: 'none-given' },
  { type: 'StatementRetracted', claim: 'could-cede', id: 'back', by: ['jenssen'], of: 'said', takesBack: 'whole' },
  { type: 'ClaimLinked', claim: 'could-cede', id: 'linked', relation: 'derives-from', other: 'ceding' },
];

export const SAMPLE = toNdjson(COMMANDS);

/** Creates a data folder with the sample ledger, and the sample itself as `sample.ndjson`. No server runs. */
export async function createSampleLedger(): Promise<string> {
  const folder = await newFolder();
  const file = join(folder, 'sample.ndjson');
  await writeFile(file, SAMPLE);
  const { code, stdout, stderr } = await run(['--data', folder, 'import', file]);
  if (code !== 0 || !stdout.endsWith(': 16 lines: 16 recorded, 0 unchanged, 0 refused\n')) {
    throw new Error(`The sample was not imported: ${stdout}${stderr}`);
  }
  return folder;
}

export function toNdjson(commands: readonly object[]): string {
  return commands.map((command) => `${JSON.stringify(command)}\n`).join('');
}

function claim(id: string, text: string, more: object): object[] {
  return [
    { type: 'ClaimRegistered', claim: id, text, language: 'en', topics: ['land'], ...more },
    { type: 'NarrativeClaimAdded', narrative: 'territory', claim: id },
  ];
}
