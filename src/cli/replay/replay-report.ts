import { scenarioInWords } from '../../domain/scenario-in-words.js';
import { instantInWords, timeInWords } from '../../domain/time-in-words.js';
import type { ReplayView, ScenarioView } from '../../replay/replay.views.js';
import type { GlobalOptions } from '../ledger/global-options.js';
import type { Session } from '../ledger/session.js';
import { itemTable } from '../terminal/item-table.js';
import { type Printing, statusStyle } from '../terminal/print-options.js';
import type { Status } from '../../domain/vocabulary.js';

type Layout = Pick<Printing, 'width' | 'colors'>;

/** Prints a replay. */
export function printReplay(session: Session, replay: ReplayView, { json }: GlobalOptions): void {
  if (json) session.output.json(replay);
  else session.output.write(replayReport(replay, session.printing()));
}

/** The id, the state, the name and the scenario of each. */
export const replayTable = (replays: readonly ReplayView[], { width, colors }: Layout): string =>
  itemTable(
    replays.map(({ id, status, name = '', scenario }) => ({
      cells: [{ text: id, style: colors.bold }, { text: status }, { text: name }],
      text: inWords(scenario),
    })),
    { width },
  );

/** The scenario of a replay, its progress, and what it found. */
export function replayReport(replay: ReplayView, { width, colors }: Layout): string {
  const { id, name, status, scenario, failure, counts, digest, position, expiresAt } = replay;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['scenario', inWords(scenario)],
    ['status', failure === undefined ? status : `${status}: ${failure}`],
    ['claims', status === 'waiting' ? undefined : claimsIn(replay)],
    ['digest', digest],
    ['scenario digest', replay.scenarioDigest],
    ['position', position],
    ['kept until', timeInWords(expiresAt.replace(/:\d{2}\.\d{3}Z$/, 'Z'))],
  ];
  const rows = facts.flatMap(([label, text]) => (text === undefined ? [] : [{ cells: [{ text: label }], text }]));
  const found = Object.entries(counts ?? {}).map(([state, count]) => ({
    cells: [{ text: state, style: statusStyle(state as Status, colors) }],
    text: String(count),
  }));
  return [
    `${colors.bold(id)}${name === undefined ? '' : `, ${name}`}\n`,
    itemTable(rows, { width }),
    ...(found.length > 0 ? ['\n', itemTable(found, { width })] : []),
  ].join('');
}

const claimsIn = ({ status, progress: { claims, of } }: ReplayView): string =>
  status === 'running' ? `${claims} of ${of}` : String(of);

function inWords(scenario: ScenarioView): string {
  const parts = scenarioInWords(scenario);
  return `as of ${instantInWords(scenario.asOf)}${parts === undefined ? '' : `; ${parts}`}`;
}
