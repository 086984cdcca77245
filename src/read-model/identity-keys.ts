import { hash } from 'node:crypto';
import { isRedacted } from '../event-log/redaction.js';
import { foldText } from '../lib/fold-text.js';
import { nameSkeleton } from '../lib/name-skeleton.js';
import { looseUrlKey, urlKey } from '../lib/url-key.js';

/** Why two registrations may be one thing, the strongest reason first. */
export const SIMILARITIES = ['same-text', 'same-name', 'same-url', 'same-title', 'looks-alike', 'similar-url'] as const;
/** Why two registrations may be one thing. */
export type Similarity = (typeof SIMILARITIES)[number];

/** What registrations of one kind have in common if they may be one thing. */
export interface IdentityKey {
  readonly because: Similarity;
  readonly key: string;
}

/** The keys of what is registered, with the interval of recorded time in which each held. */
export const IDENTITY_KEY_SCHEMA = `
  CREATE TABLE IF NOT EXISTS identity_keys (
    noun TEXT NOT NULL, because TEXT NOT NULL, key TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL,
    PRIMARY KEY (noun, because, key, number, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS identity_keys_by_number ON identity_keys (number, recordedTo);`;

/** What is redacted has no keys, since it says nothing of what it was. For a long text only its digest is stored. */
export const textKeys = (text: string): IdentityKey[] =>
  isRedacted(text) ? [] : [{ because: 'same-text', key: hash('sha256', foldText(text), 'base64url') }];

/** Any name of one actor is compared with any name of another. */
export const nameKeys = (names: readonly string[]): IdentityKey[] =>
  unique(
    names
      .filter((name) => !isRedacted(name))
      .flatMap((name) => [
        { because: 'same-name', key: foldText(name) },
        { because: 'looks-alike', key: nameSkeleton(name) },
      ]),
  );

/** @param within titles are compared only within it: different publishers use the same ones */
export const titleKeys = (title: string, within = ''): IdentityKey[] =>
  isRedacted(title) ? [] : [{ because: 'same-title', key: `${within} ${foldText(title)}`.trim() }];

export const urlKeys = (url: string): IdentityKey[] =>
  isRedacted(url)
    ? []
    : [
        { because: 'same-url', key: urlKey(url) },
        { because: 'similar-url', key: looseUrlKey(url) },
      ];

const unique = (keys: readonly IdentityKey[]): IdentityKey[] => [
  ...new Map(keys.map((key) => [`${key.because} ${key.key}`, key])).values(),
];
