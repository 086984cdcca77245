import type { EventLog } from '../event-log/event-log.js';
import type { AppendSpans } from '../tracing/append-spans.js';
import { span, type SpanOptions, spanOfItems } from '../tracing/span.js';

/** The same log. What a request does with it is a part of its trace. Names of streams aren't, since they have words of claims. */
export function tracedLog(log: EventLog, kind: 'file' | 'event-store', appends: AppendSpans): EventLog {
  const options = (operation: string, more: object = {}): SpanOptions => ({
    kind: kind === 'file' ? 'internal' : 'client',
    attributes: {
      'db.system.name': kind === 'file' ? 'sqlite' : 'eventstoredb',
      'db.operation.name': operation,
      ...more,
    },
  });
  return {
    id: log.id,
    append: (stream, expected, events) =>
      span(
        'log append',
        async (own) => {
          const result = await log.append(stream, expected, events);
          if (own && result.position !== undefined) appends.add(result.position, own);
          return result;
        },
        options('append', { 'claim_ledger.events': events.length }),
      ),
    readStream: (stream, how) => spanOfItems('log read stream', log.readStream(stream, how), options('read_stream')),
    readAll: (how) => spanOfItems('log read', log.readAll(how), options('read_all')),
    eventAt: (position) => span('log read event', () => log.eventAt(position), options('read_event')),
    subscribe: (how) => log.subscribe(how),
    head: () => span('log head', () => log.head(), options('head')),
    ...(log.count && { count: log.count.bind(log) }),
    ...(log.erase && { erase: log.erase.bind(log) }),
    ...(log.checkWritable && { checkWritable: log.checkWritable.bind(log) }),
    close: () => log.close(),
  };
}
