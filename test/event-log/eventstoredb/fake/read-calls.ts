import { BACKWARDS, END, FORWARDS, jsonEvent, NO_STREAM, START, type ResolvedEvent } from '@eventstore/db-client';
import { text, type Answer, type Answers } from './error-labels.js';
import type { StreamCalls } from './stream-calls.js';

/** Reads of what `appendCalls` appended, and of events that are out of the ordinary. */
export async function readCalls(calls: StreamCalls, answers: Answers): Promise<void> {
  const { client, labels } = calls;
  const shape = ({ event: found, link, commitPosition }: ResolvedEvent): Answer => ({
    stream: labels.plain(found?.streamId ?? ''),
    revision: text(found?.revision),
    id: labels.ids.indexOf(found?.id ?? ''),
    type: found?.type,
    isJson: found?.isJson,
    data: found?.data instanceof Uint8Array ? [...found.data] : found?.data,
    metadata: found?.metadata instanceof Uint8Array ? [...found.metadata] : found?.metadata,
    createdLately: Math.abs(Date.now() - (found?.created.getTime() ?? 0)) < 600_000,
    positions: found?.position?.commit === found?.position?.prepare,
    commitPosition: commitPosition === found?.position?.commit,
    linked: link !== undefined,
  });
  await answers.note('read no stream', calls.read('none', FORWARDS, START));
  await answers.note('read no stream backwards', calls.read('none', BACKWARDS, END));
  await answers.note('read from the start', calls.read('a', FORWARDS, START));
  await answers.note('read from 2', calls.read('a', FORWARDS, 2n));
  await answers.note('read from 1, two of them', calls.read('a', FORWARDS, 1n, 2));
  await answers.note('read from beyond the end', calls.read('a', FORWARDS, 77n));
  await answers.note('read backwards', calls.read('a', BACKWARDS, END));
  await answers.note('read backwards from 1', calls.read('a', BACKWARDS, 1n));
  await answers.note('read backwards from beyond the end', calls.read('a', BACKWARDS, 77n, 2));

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
  const shapes: Answer[] = [];
  let from: ResolvedEvent['event'];
  for await (const found of client.readStream(labels.stream('d-名'))) {
    from ??= found.event;
    shapes.push(shape(found));
  }
  await answers.note('events as they are', { shapes });

  const position = from?.position ?? { commit: 0n, prepare: 0n };
  const all: Answer[] = [];
  for await (const found of client.readAll({ fromPosition: position, maxCount: 2 })) all.push(shape(found));
  await answers.note('read all from a position, itself included', { all });
  const back: (string | undefined)[] = [];
  for await (const { event: found } of client.readAll({ fromPosition: position, direction: BACKWARDS, maxCount: 1 })) {
    back.push(labels.plain(found?.streamId ?? ''), text(found?.revision));
  }
  await answers.note('read all backwards from a position, itself left out', { back });
}
