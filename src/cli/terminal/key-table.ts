import type { Colors } from 'picocolors/types.js';
import type { KeyView } from '../../access/access.views.js';
import { sanitize, padded } from './text-layout.js';

const TITLES = ['key', 'principal', 'status', 'scopes', 'created', 'expires', 'last used', 'rate', 'label'];

/** A line for each key, the times by their day in UTC. */
export function keyTable(keys: readonly KeyView[], { bold, dim }: Colors): string {
  const rows = [TITLES, ...keys.map(cellsOf)];
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0)).join('  '));
  return lines
    .map((line, index) => {
      const look = index === 0 ? bold : keys[index - 1]?.status === 'active' ? String : dim;
      return `${look(line.trimEnd())}\n`;
    })
    .join('');
}

function cellsOf(key: KeyView): string[] {
  const { id, principal, status, scopes, createdAt, expiresAt, lastUsedOn, ratePerMinute, label } = key;
  const day = (time: string | undefined) => time?.slice(0, '2024-04-09'.length) ?? 'never';
  return [
    id,
    principal,
    status,
    scopes.join(' '),
    day(createdAt),
    day(expiresAt),
    day(lastUsedOn),
    ratePerMinute === undefined ? 'default' : String(ratePerMinute),
    sanitize(label ?? ''),
  ];
}
