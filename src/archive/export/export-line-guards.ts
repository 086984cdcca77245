import { isPosition } from '../../event-log/position.js';
import { EXPORT_ENDED } from '../../ledger/event-catalog.js';
import type { ExportBegun, ExportedEvent, ExportEnded } from './export-format.js';

type Members = Readonly<Record<string, unknown>>;

/** These guards check the members that a reader needs. Further members are ignored: a later version may add some. */
export function isExportBegun(value: unknown): value is ExportBegun {
  if (!isObject(value) || !isObject(value['data'])) return false;
  const { format, log, loadable, selection } = value['data'];
  return isCount(format) && typeof log === 'string' && typeof loadable === 'boolean' && isObject(selection);
}

export function isExportEnded(value: unknown): value is ExportEnded {
  if (!isObject(value) || value['type'] !== EXPORT_ENDED || !isObject(value['data'])) return false;
  const { events, last } = value['data'];
  return isCount(events) && (last === null || isSequence(last));
}

export function isExportedEvent(value: unknown): value is ExportedEvent {
  if (!isObject(value)) return false;
  const { id, source, sequence, stream, revision, storedtype, metadata, data } = value;
  const texts = [id, source, stream, storedtype, metadata];
  if (texts.some((text) => typeof text !== 'string')) return false;
  return isSequence(sequence) && isCount(revision) && isObject(data);
}

export const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isSequence = (value: unknown): value is string =>
  typeof value === 'string' && isPosition(value) && Number.isSafeInteger(Number(value));
