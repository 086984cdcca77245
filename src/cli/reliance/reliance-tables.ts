import {
  type ActorReach,
  RELIANCE_WAYS,
  type RelianceEntry,
  type RelianceView,
  type RelianceWay,
} from '../../reliance/reliance.views.js';
import { isSeveral } from '../../verification/summary/english-names.js';
import { itemTable } from '../terminal/item-table.js';
import type { Printing } from '../terminal/print-options.js';
import { counted, entriesText, firstOf } from '../terminal/counted.js';

/** How many entries a line names. */
const MAX_REFS = 3;

/** The counts, the ids and the names of each pair, and by which entries. */
export const relianceTable = (pairs: readonly RelianceView[], { width, colors }: Printing): string =>
  itemTable(
    pairs.map(({ carrier, carried, claims, entries, how, shownBy }) => ({
      cells: [
        { text: entriesText(entries) },
        { text: `in ${counted(claims, 'claim')}` },
        { text: `${carrier.id} > ${carried.id}`, style: colors.bold },
      ],
      text: `${carrier.name} ${verbsOf(how, isSeveral(carrier))} ${carried.name}`,
      note: `[${firstOf(shownBy, MAX_REFS, entries)}]`,
    })),
    { width },
  );

const PLURAL: Readonly<Record<RelianceWay, string>> = {
  cites: 'cite',
  interprets: 'interpret',
  publishes: 'publish',
};

/** Such as `cites and publishes`, or `cite and publish` after the name of several. */
const verbsOf = (how: RelianceView['how'], areSeveral: boolean): string =>
  RELIANCE_WAYS.filter((way) => how[way] > 0)
    .map((way) => (areSeveral ? PLURAL[way] : way))
    .join(' and ');

/** The ways and the references of entries, with the texts of their claims. */
export const relianceEntryTable = (entries: readonly RelianceEntry[], { width, colors }: Printing): string =>
  itemTable(
    entries.map(({ entry, how, text }) => ({
      cells: [{ text: how.join(', ') }, { text: entry, style: colors.bold }],
      text,
    })),
    { width },
  );

/** The counts, the id and the name of each actor, with the statuses of the claims that rest on it alone. */
export const reachTable = (reaches: readonly ActorReach[], { width, colors }: Printing): string =>
  itemTable(
    reaches.map(({ actor, claims, outlets, status }) => ({
      cells: [
        { text: counted(claims, 'claim') },
        { text: counted(outlets, 'outlet') },
        { text: actor.id, style: colors.bold },
      ],
      text: actor.name,
      note: `[${statusesText(status)}]`,
    })),
    { width },
  );

/** Such as `2 retracted, 1 stated`. */
export const statusesText = (status: ActorReach['status']): string =>
  Object.entries(status)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
