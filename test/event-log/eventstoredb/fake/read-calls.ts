import { BACKWARDS, END, FORWARDS, jsonEvent, NO_STREAM, START, type ResolvedEvent } from '@eventstore/db-client';
import { text, type CallResult, type CallResults } from './call-results.js';
import type { StreamCalls } from './stream-calls.js';

/** Reads the events of `appendCalls`, and events of unusual shapes. */
export async function readCalls(calls: StreamCalls, results: CallResults): Promise<void> {
  const { client, labels } = calls;
  const shape = ({ event, link, commitPosition }: ResolvedEvent): CallResult => ({
    stream: labels.withLabels(event?.streamId ?? ''),
    revision: text(event?.revision),
    id: labels.ids.indexOf(event?.id ?? ''),
    type: event?.type,
    isJson: event?.isJson,
    data: event?.data instanceof Uint8Array ? [...event.data] : event?.data,
    metadata: event?.metadata instanceof Uint8Array ? [...event.metadata] : event?.metadata,
    createdLately: Math.abs(Date.now() - (event?.created.getTime() ?? 0)) < 600_000,
    positions: event?.position?.commit === event?.position?.prepare,
    commitPosition: commitPosition === event?.position?.commit,
    linked: link !== undefined,
  });
  await results.record('read no stream', calls.read('none', FORWARDS, START));
  await results.record('read no stream backwards', calls.read('none', BACKWARDS, END));
  await results.record('read from the start', calls.read('a', FORWARDS, START));
  await results.record('read from 2', calls.read('a', FORWARDS, 2n));
  await results.record('read from 1, two of them', calls.read('a', FORWARDS, 1n, 2));
  await results.record('read from beyond the end', calls.read('a', FORWARDS, 77n));
  await results.record('read backwards', calls.read('a', BACKWARDS, END));
  await results.record('read backwards from 1', calls.read('a', BACKWARDS, 1n));
  await results.record('read backwards from beyond the end', calls.read('a', BACKWARDS, 77n, 2));

  const odd = [
    jsonEvent({
      id: labels.ids[6] ?? '',
      type: 'Typ-名',
      data: { text: 'Ünï 漢字 🧾 \u0000' },
      metadata: { by: 'Zoë' },
    }),
    jsonEvent({ id: labels.ids[7] ?? '', type: 'list', data: [1, 2] }),
    {
      id: labels.ids[8] ?? '',
      type: 'binary',
      contentType: 'application/octet-stream' as const,
      data: Uint8Array.of(1, 2, 255),
      metadata: Uint8Array.of(7),
    },
  ];
  await client.appendToStream(labels.stream('d-名'), odd, { expectedRevision: NO_STREAM });
  const shapes: CallResult[] = [];
  let from: ResolvedEvent['event'];
  for await (const resolved of client.readStream(labels.stream('d-名'))) {
    from ??= resolved.event;
    shapes.push(shape(resolved));
  }
  await results.record('events of unusual shapes', { shapes });

  const position = from?.position ?? { commit: 0n, prepare: 0n };
  const all: CallResult[] = [];
  for await (const resolved of client.readAll({ fromPosition: position, maxCount: 2 })) all.push(shape(resolved));
  await results.record('read all from a position, itself included', { all });
  const back: (string | undefined)[] = [];
  for await (const { event } of client.readAll({ fromPosition: position, direction: BACKWARDS, maxCount: 1 })) {
    back.push(labels.withLabels(event?.streamId ?? ''), text(event?.revision));
  }
  await results.record('read all backwards from a position, itself left out', { back });
}
