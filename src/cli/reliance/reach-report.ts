import type { ActorReachView, TakingBackView } from '../../reliance/reliance.views.js';
import { ENTRY_WORDS } from '../show/entry-words.js';
import { itemTable } from '../terminal/item-table.js';
import { type Printing, statusStyle } from '../terminal/print-options.js';
import { paragraph } from '../terminal/text-layout.js';
import { counted } from '../terminal/counted.js';
import { statusesText } from './reliance-tables.js';

/** How many of each list are printed. */
const MAX_SHOWN = 20;

/** What rests on one actor alone, who carried it, and what the actor took back. */
export function reachReport(reach: ActorReachView, printing: Printing): string {
  const { actor, sameAs, claims, supported, outlets, status, restingClaims, carriedBy, tookBack } = reach;
  const { width, colors } = printing;
  const heading = [
    { text: actor.name, style: colors.bold },
    ` (${actor.kind})`,
    { text: `[${[actor.id, ...sameAs].join(', ')}]`, style: colors.dim, apart: true },
  ];
  const counts = `${counted(claims, 'claim')} ${claims === 1 ? 'rests' : 'rest'} on this actor alone; ${supported} still ${supported === 1 ? 'has' : 'have'} an origin. ${counted(outlets, 'other outlet')} carried ${claims === 1 ? 'it' : 'them'}.`;
  const section = (title: string, total: number, table: string) =>
    total === 0 ? '' : `\n${colors.bold(title)}\n${table}${total > MAX_SHOWN ? `and ${total - MAX_SHOWN} more\n` : ''}`;
  const [claimsTable, outletsTable, backTable] = [
    itemTable(
      restingClaims.slice(0, MAX_SHOWN).map(({ id, text, outlets: carrying, ...state }) => ({
        cells: [
          { text: state.status, style: statusStyle(state.status, colors) },
          { text: counted(carrying, 'outlet') },
          { text: id, style: colors.bold },
        ],
        text,
      })),
      { width },
    ),
    itemTable(
      carriedBy.slice(0, MAX_SHOWN).map(({ id, name, claims: count }) => ({
        cells: [{ text: counted(count, 'claim') }, { text: id, style: colors.bold }],
        text: name,
      })),
      { width },
    ),
    itemTable(
      tookBack.slice(0, MAX_SHOWN).map(({ entry, type, takesBack, after, of }) => ({
        cells: [
          { text: ENTRY_WORDS[type as keyof typeof ENTRY_WORDS] },
          { text: takesBack },
          { text: entry, style: colors.bold },
        ],
        text: `${delayText(after)}  [${of}]`,
      })),
      { width },
    ),
  ];
  return [
    `${paragraph(heading, { width }).join('\n')}\n`,
    `${paragraph([counts], { width }).join('\n')}\n`,
    claims === 0 ? '' : `${paragraph([`By status: ${statusesText(status)}.`], { width }).join('\n')}\n`,
    section('Claims', claims, claimsTable),
    section('Carried by', outlets, outletsTable),
    section('Took back, with how much', reach.takingsBack, backTable),
  ].join('');
}

/** How long after the earlier act, in the world and in the ledger. */
function delayText({ occurred, recorded }: TakingBackView['after']): string {
  return `happened ${worldText(occurred)}, recorded ${durationText(recorded)} later`;
}

function worldText(occurred: TakingBackView['after']['occurred']): string {
  const { atLeast, atMost } = occurred ?? {};
  if (atLeast !== undefined && atMost !== undefined) {
    return atLeast === atMost
      ? `${durationText(atLeast)} later`
      : `${durationText(atLeast)} to ${durationText(atMost)} later`;
  }
  if (atLeast !== undefined) return `at least ${durationText(atLeast)} later`;
  return atMost === undefined ? 'at an unknown time' : `at most ${durationText(atMost)} later`;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** In whole days, hours or minutes, rounded down. */
function durationText(seconds: number): string {
  const found = UNITS.find(([, length]) => seconds >= length);
  return found ? counted(Math.floor(seconds / found[1]), found[0]) : 'less than a minute';
}
