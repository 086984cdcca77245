import type { WriteResult } from '../../../http/write-response.js';
import type { Recorded } from '../../browser/recorded.js';
import type { Values } from '../../recording/values.js';

/** What can be changed, by the type of its event. */
export const CHANGES = {
  actor: ['ActorAmended', 'MandateRecorded', 'MandateVoided', 'ActorLinked', 'ActorUnlinked'],
  document: ['DocumentAmended'],
  narrative: ['NarrativeClaimAdded', 'NarrativeClaimRemoved', 'NarrativeAmended'],
} as const;

export type ChangedNoun = keyof typeof CHANGES;
export type Change = (typeof CHANGES)[ChangedNoun][number];

/** The change that takes this one back, and the fields that both have; the others have none, or need more than a link. */
const OPPOSITES: { readonly [Type in Change]?: { readonly type: Change; readonly fields: readonly string[] } } = {
  MandateRecorded: { type: 'MandateVoided', fields: ['mandate'] },
  MandateVoided: { type: 'MandateRecorded', fields: ['speaksFor', 'from', 'until', 'document'] },
  ActorLinked: { type: 'ActorUnlinked', fields: ['other'] },
  ActorUnlinked: { type: 'ActorLinked', fields: ['other'] },
  NarrativeClaimAdded: { type: 'NarrativeClaimRemoved', fields: ['claim'] },
  NarrativeClaimRemoved: { type: 'NarrativeClaimAdded', fields: ['claim'] },
};

/** What may be changed of something: not what would be rejected, or has nothing to take away. */
export function possibleChanges(noun: ChangedNoun, view: Values): readonly Change[] {
  const has = (list: string) => Array.isArray(view[list]) && view[list].length > 0;
  const isUnnamed = view['kind'] === 'unnamed';
  return CHANGES[noun].filter((type) => {
    switch (type) {
      case 'MandateRecorded':
      case 'ActorLinked':
        return !isUnnamed;
      case 'MandateVoided':
        return has('speaksFor');
      case 'ActorUnlinked':
        return has('sameAs');
      case 'NarrativeClaimRemoved':
        return has('claims');
      default:
        return true;
    }
  });
}

/** The notice of a change, for the page of what was changed. */
export function recordedChange(page: string, type: Change, values: Values, result: WriteResult): Recorded {
  const form = `${page}/change`;
  const opposite = OPPOSITES[type];
  const again = isAmendment(type) ? [{ text: 'change.again' as const, path: form, parameters: { type } }] : [];
  if (result.recorded.length === 0) return { page, text: 'record.done.nothing', isReadable: true, further: again };
  return {
    page,
    text: `change.done.${type}`,
    isReadable: result.projected,
    further: opposite
      ? [
          {
            text: 'record.undoIt',
            path: form,
            parameters: { type: opposite.type, ...valuesIn(values, opposite.fields) },
          },
        ]
      : again,
  };
}

const valuesIn = (values: Values, fields: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field];
      return typeof value === 'string' ? [[field, value]] : [];
    }),
  );

/** Changes of attributes: their forms begin with these. */
export const isAmendment = (type: Change): boolean => type.endsWith('Amended');
