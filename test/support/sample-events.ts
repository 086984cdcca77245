import type { JsonObject } from '../../src/event-log/event-log.js';
import type { DomainEvent, AggregateType } from '../../src/domain/domain-event.js';
import { GeneratedLog } from '../verification/standard/generators/log.js';
import type { AnyEventTypes } from '../verification/standard/reference-evaluator/acts.js';
import type { PlannedEvents } from '../archive/support.js';

const report = (id: string, by: string) => ({ type: 'ClaimReported', data: { id, by: [by], basis: 'none-given' } });
const claim = (text: string) => ({
  id: 'registered',
  text,
  language: 'en',
  kind: 'factual',
  about: [],
  topics: ['land'],
});

/** The events of a small ledger, at the positions 1 to 11. */
const EVENTS: readonly (readonly [AggregateType, string, object])[] = [
  ['actor', 'tass', { type: 'ActorRegistered', data: { kind: 'outlet', name: 'TASS', aliases: [] } }],
  ['actor', 'vg', { type: 'ActorRegistered', data: { kind: 'outlet', name: 'VG', aliases: [] } }],
  ['document', 'd', { type: 'DocumentRegistered', data: { publisher: 'tass', title: 'Talks' } }],
  ['narrative', 'n', { type: 'NarrativeRegistered', data: { title: 'Land' } }],
  ['claim', 'talks', { type: 'ClaimRegistered', data: claim('There are talks.') }],
  ['narrative', 'n', { type: 'NarrativeClaimAdded', data: { claim: 'talks' } }],
  ['claim', 'talks', report('one', 'tass')],
  ['claim', 'rumours', { type: 'ClaimRegistered', data: claim('There are rumours.') }],
  [
    'claim',
    'rumours',
    {
      type: 'ConfirmationSought',
      data: { id: 'search', by: ['vg'], outcome: 'found-nothing', goodUntil: '2030-01-01' },
    },
  ],
  ['claim', 'talks', report('two', 'vg')],
  ['claim', 'rumours', { type: 'ClaimLinked', data: { id: 'same', relation: 'same-as', other: 'talks' } }],
];

export function sampleEvents(): PlannedEvents {
  const log = new GeneratedLog();
  EVENTS.forEach(([noun, id, event], n) =>
    log.append(noun, id, event as DomainEvent<AnyEventTypes>, Date.UTC(2024, 0, 1, 0, n)),
  );
  return log.events.map(({ stream, id, type, data, metadata }) => ({
    stream,
    event: { id, type, data: data as unknown as JsonObject, metadata: metadata as unknown as JsonObject },
  }));
}

/** Returns SQL that changes one field of a stored event. */
export const setJsonField = (member: string, value: string, position: number, column = 'data'): string =>
  `UPDATE events SET ${column} = json_set(${column}, '$.${member}', ${value}) WHERE position = ${position}`;
