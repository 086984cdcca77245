import { ApiClient } from '../../src/cli/ledger/api-client.js';
import { TestLedger } from '../e2e/api/test-ledger.js';

/** What the names of these tests mean: two actors of one name, an alias with accents, titles, and two claims. */
const LINES = [
  { type: 'ActorRegistered', actor: 'nato', kind: 'organization', name: 'NATO', aliases: ['North Atlantic Alliance'] },
  { type: 'ActorRegistered', actor: 'jenssen', kind: 'person', name: 'Stian Jenssen' },
  { type: 'ActorRegistered', actor: 'el-pais', kind: 'outlet', name: 'El País', aliases: ['Pais'] },
  { type: 'ActorRegistered', actor: 'smith-mp', kind: 'person', name: 'John Smith' },
  { type: 'ActorRegistered', actor: 'smith-poet', kind: 'person', name: 'John Smith' },
  { type: 'DocumentRegistered', document: 'statement', publisher: 'nato', title: 'Statement on Ukraine' },
  { type: 'DocumentRegistered', document: 'page', publisher: 'el-pais', url: 'https://elpais.example/a?b=1' },
  { type: 'DocumentRegistered', document: 'daily-1', publisher: 'el-pais', title: 'Daily briefing' },
  { type: 'DocumentRegistered', document: 'daily-2', publisher: 'el-pais', title: 'Daily briefing' },
  { type: 'NarrativeRegistered', narrative: 'territory', title: 'Territory for membership' },
  {
    type: 'ClaimRegistered',
    claim: 'ceding',
    text: 'NATO discusses land.',
    language: 'en',
    kind: 'factual',
    about: ['nato'],
  },
  { type: 'ClaimRegistered', claim: 'summit', text: 'NATO meets in Vilnius.', language: 'de', kind: 'forecast' },
  { type: 'ClaimAsserted', claim: 'ceding', id: 'remark', by: ['jenssen'], basis: 'none-given' },
  { type: 'VerdictIssued', claim: 'ceding', id: 'verdict', by: ['el-pais'], rating: 'false' },
];

/** A ledger with some names in it, and a client that may record there. */
export async function namedLedger(): Promise<{ ledger: TestLedger; client: ApiClient }> {
  const ledger = await TestLedger.start();
  const answers = await ledger.import(LINES);
  const { summary } = answers.at(-1) as { summary: { refused: number } };
  if (summary.refused > 0) throw new Error(JSON.stringify(answers));
  return { ledger, client: new ApiClient(ledger.url, ledger.key, new AbortController().signal) };
}
