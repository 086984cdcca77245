import type { WhoAmIView } from '../../access/access.views.js';
import { padded, sanitize } from './text-layout.js';

/** @param from the ledger as a person knows it, and where the key comes from */
export function whoAmILines(
  { principal, key, scopes, anonymousScopes }: WhoAmIView,
  from: { readonly ledger: string; readonly keyOrigin: string | undefined },
): string[] {
  const withoutKey = field(
    'without key',
    anonymousScopes.length === 0 ? 'nothing is allowed' : anonymousScopes.join(', '),
  );
  if (!principal || !key) {
    return [
      field('ledger', from.ledger),
      field('principal', 'none: no key was sent'),
      withoutKey,
      'Pass a key with --key, or set CLAIM_LEDGER_KEY.',
    ];
  }
  return [
    field('ledger', from.ledger),
    field('principal', principal.name === principal.id ? principal.id : `${principal.name} (${principal.id})`),
    field('key', from.keyOrigin === undefined ? key.id : `${key.id}, from ${from.keyOrigin}`),
    ...(key.label === undefined ? [] : [field('label', key.label)]),
    field('expires', key.expiresAt ?? 'never'),
    field('scopes', scopes.join(', ')),
    withoutKey,
  ];
}

const field = (label: string, text: string): string => `${padded(label, 13)}${sanitize(text)}`;
