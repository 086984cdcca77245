import type { Colors } from 'picocolors/types.js';
import type { ErasureStatus } from '../../erasure/erasure.js';
import type { RedactionRequestView } from '../../erasure/redaction.views.js';
import { titledList, titledTable } from './titled-table.js';

/** A line for each request, oldest first, the times by their day in UTC. */
export function redactionTable(redactions: readonly RedactionRequestView[], colors: Colors): string {
  const rows = redactions.map(({ id, status, target, requestedAt, requestedBy, decidedAt, decidedBy }) => [
    ...[id, status, `${target.stream} ${target.revision}`],
    `${requestedAt.slice(0, '2024-04-09'.length)} ${requestedBy}`,
    decidedAt === undefined ? '' : `${decidedAt.slice(0, '2024-04-09'.length)} ${decidedBy ?? ''}`,
  ]);
  return titledTable(['redaction', 'status', 'event', 'requested', 'decided'], rows, colors);
}

/** Everything of one request, a line for each thing. */
export function redactionReport(redaction: RedactionRequestView, colors: Colors): string {
  const { id, status, target, fields, reason, authority, digest, erasure } = redaction;
  const { requestedAt, requestedBy, decidedAt, decidedBy, rejectedBecause } = redaction;
  return titledList(
    id,
    [
      ['status', status],
      ['event', `${target.type}, revision ${target.revision} of ${target.stream}`],
      ['fields', fields.join(', ')],
      ['reason', reason],
      ['authority', authority],
      ['requested', `${requestedAt} by ${requestedBy}`],
      [status === 'rejected' ? 'rejected' : 'approved', decidedAt && `${decidedAt} by ${decidedBy ?? ''}`],
      ['because', rejectedBecause],
      ['digest', digest],
      ['files', erasure && erasureInWords(erasure)],
    ],
    colors,
  );
}

/** Whether what was replaced is left in files, in one line. */
export function erasureInWords({ log, readModel, copies }: ErasureStatus): string {
  const isDone = readModel === 'erased' && copies === 'erased';
  if (log === 'masked') {
    return `the event store still has it${isDone ? '' : ', and the files here are being rewritten'}; copy the log to erase it`;
  }
  return log === 'erased' && isDone ? 'erased' : 'being erased';
}
