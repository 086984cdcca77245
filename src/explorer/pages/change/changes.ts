/** What can be changed, by the type of its event. */
export const CHANGES = {
  actor: ['ActorAmended', 'MandateRecorded', 'MandateVoided', 'ActorLinked', 'ActorUnlinked'],
  document: ['DocumentAmended'],
  narrative: ['NarrativeClaimAdded', 'NarrativeClaimRemoved', 'NarrativeAmended'],
} as const;

export type ChangedNoun = keyof typeof CHANGES;
export type Change = (typeof CHANGES)[ChangedNoun][number];

/** Changes of attributes: their forms begin with these. */
export const isAmendment = (type: Change): boolean => type.endsWith('Amended');
